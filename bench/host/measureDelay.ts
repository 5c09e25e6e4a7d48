import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Command } from '../../src/vscode/commandIds';
import { readActivation } from './activation';
import { watchEventLoop } from './eventLoop';
import type { DelayReport, LoopSample } from './hostReport';
import { folderBecomes, hunch } from './hunchInHost';

const SETTLE_MS = 3_000;

/** The event loop while the folder is indexed from nothing and while that is paused, in turns: so both meet the same machine. */
export async function measureDelay(rounds: number, roundMs: number): Promise<DelayReport> {
  const api = await hunch();
  const indexing: LoopSample[] = [];
  const paused: LoopSample[] = [];
  let chunks = 0;
  const indexed = (): number => api.engine.state?.folders[0]?.chunks ?? 0;
  await folderBecomes(api, 'indexing');
  for (let round = 0; round < rounds; round++) {
    await sleep(SETTLE_MS);
    const before = indexed();
    indexing.push(await watchEventLoop(roundMs));
    chunks += indexed() - before;
    if (api.engine.state?.folders[0]?.phase !== 'indexing')
      throw new Error('The folder was indexed before enough was measured: give it more chunks.');
    await vscode.commands.executeCommand(Command.pauseIndexing);
    await folderBecomes(api, 'paused');
    await sleep(SETTLE_MS);
    paused.push(await watchEventLoop(roundMs));
    await vscode.commands.executeCommand(Command.resumeIndexing);
    await folderBecomes(api, 'indexing');
  }
  const activation = await readActivation();
  return { indexing, paused, chunks, ...(activation === undefined ? {} : { activation }) };
}
