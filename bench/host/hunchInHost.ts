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

/** Waits until the one folder is in a phase. @throws when indexing failed, or after some minutes */
export async function folderBecomes({ engine }: HunchApi, phase: FolderPhase): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (engine.state?.folders[0]?.phase !== phase) {
    const error = engine.failure ?? engine.state?.folders[0]?.error;
    if (error !== undefined) throw new Error(error);
    if (Date.now() > deadline) throw new Error(`The folder is ${engine.state?.folders[0]?.phase}, not ${phase}.`);
    await sleep(20);
  }
}
