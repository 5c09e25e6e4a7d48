import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { eventually } from '../../harness/eventually';
import { becomesReady, found, readyHunch, search, workspaceRoot } from '../hunch';

describe('A crash of the engine', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });
  after(async function () {
    this.timeout(180_000);
    await vscode.commands.executeCommand('hunch.restartEngine');
    await becomesReady(hunch);
  });

  it('is followed by a restart that answers again and has lost nothing', async () => {
    const before = await chunks();
    await crash();
    const hits = await search(hunch, 'hash a password with a salt');
    assert.ok(hits.some(({ symbol }) => symbol === 'hashPassword'));
    await becomesReady(hunch);
    assert.equal(await chunks(), before);
  });

  it('loses no change that was made while it was down', async () => {
    await vscode.commands.executeCommand('hunch.restartEngine');
    await becomesReady(hunch);
    const { pid } = hunch.engine;
    process.kill(pid!, 'SIGKILL');
    const file = path.join(workspaceRoot(), 'src/robot.ts');
    writeFileSync(file, '/** Lets the robot dance on the table. */\nexport function danceRobot(): void {}\n');
    await found(hunch, 'robot dances on the table', 'danceRobot');
  });

  it('that repeats is not followed by restarts for ever, and a person can start it again', async function () {
    this.timeout(120_000);
    await vscode.commands.executeCommand('hunch.restartEngine');
    await becomesReady(hunch);
    for (let crashes = 0; crashes < 10 && hunch.engine.phase !== 'failed'; crashes++) await crash();
    assert.equal(hunch.engine.phase, 'failed');
    assert.match(hunch.engine.failure ?? '', /^[A-Z].*\.$/s);
    await assert.rejects(search(hunch, 'anything'), { message: hunch.engine.failure! });

    await vscode.commands.executeCommand('hunch.restartEngine');
    await becomesReady(hunch);
    await found(hunch, 'hash a password with a salt', 'hashPassword');
  });

  /** Kills the engine and waits until another one runs, or none will. */
  async function crash(): Promise<void> {
    const { pid } = hunch.engine;
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGKILL');
    await eventually(
      'another engine runs, or none will',
      () => hunch.engine.phase === 'failed' || (hunch.engine.phase === 'running' && hunch.engine.pid !== pid),
      60_000,
    );
  }

  async function chunks(): Promise<number | undefined> {
    return (await hunch.engine.status())[0]?.chunks;
  }
});
