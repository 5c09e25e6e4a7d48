import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { FolderPhase } from '../../src/protocol/engine';
import type { HunchApi } from '../../src/vscode/api';

const LIMIT_MS = 5 * 60_000;

/** The extension's internal interface, once it is active. */
export async function hunch(): Promise<HunchApi> {
  const extension = vscode.extensions.getExtension<HunchApi>('hunch-dev.hunch');
  if (extension === undefined) throw new Error('The extension is not there.');
  return extension.activate();
}

/** Waits until the one folder is in one of some phases. @throws when indexing failed, or after some minutes */
export async function folderBecomes({ engine }: HunchApi, ...phases: readonly FolderPhase[]): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  const folder = () => engine.state?.folders[0];
  while (!phases.some((phase) => phase === folder()?.phase)) {
    const error = engine.failure ?? folder()?.error;
    if (error !== undefined) throw new Error(error);
    if (Date.now() > deadline) throw new Error(`The folder is ${folder()?.phase}, not ${phases.join(' or ')}.`);
    await sleep(20);
  }
}
