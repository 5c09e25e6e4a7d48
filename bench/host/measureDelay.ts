import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Command } from '../../src/vscode/commandIds';
import { readActivation } from './activation';
import { watchEventLoop } from './eventLoop';
import type { DelayReport, LoopSample } from './hostReport';
import { folderBecomes, hunch } from './hunchInHost';

const SETTLE_MS = 3_000;

/**
 * The event loop while the folder is indexed from nothing and while that is paused, in turns: so both meet the same machine.
 * The first stretch starts with the engine's first work and sees everything become searchable; in the others the deep model
 * reads.
 */
export async function measureDelay(rounds: number, roundMs: number): Promise<DelayReport> {
  const api = await hunch();
  const indexing: LoopSample[] = [];
  const paused: LoopSample[] = [];
  let chunks = 0;
  let readClosely = 0;
  const folder = () => api.engine.state?.folders[0];
  await folderBecomes(api, 'indexing', 'refining');
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await sleep(SETTLE_MS);
    const read = folder()?.phase === 'refining' ? folder()!.done : 0;
    indexing.push(await watchEventLoop(roundMs));
    if (folder()?.phase !== 'refining')
      throw new Error('The folder was read before enough was measured: give it more chunks.');
    chunks = folder()!.chunks;
    readClosely += folder()!.done - read;
    await vscode.commands.executeCommand(Command.pauseIndexing);
    await folderBecomes(api, 'paused');
    await sleep(SETTLE_MS);
    paused.push(await watchEventLoop(roundMs));
    await vscode.commands.executeCommand(Command.resumeIndexing);
    await folderBecomes(api, 'refining');
  }
  const activation = await readActivation();
  return { indexing, paused, chunks, readClosely, ...(activation === undefined ? {} : { activation }) };
}
