import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { eventually } from '../../harness/eventually';
import { becomesReady, found, gone, readyHunch, search, workspaceRoot } from '../hunch';

describe('Control', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });

  it('status tells what the index holds', async () => {
    const [status] = await hunch.engine.status();
    assert.equal(status?.root, workspaceRoot());
    assert.ok(status.files > 20, `${status.files} files`);
    assert.ok(status.chunks > status.files);
    assert.ok(status.dimensions > 0 && status.bytesOnDisk > 0);
    assert.match(status.updatedAt, /^\d{4}-\d\d-\d\dT/);
  });

  it('rebuilding deletes the index and builds the same again', async () => {
    const before = await chunks();
    await vscode.commands.executeCommand('hunch.rebuildIndex');
    await becomesReady(hunch);
    assert.equal(await chunks(), before);
    await found(hunch, 'sign a session cookie', 'signSession');
  });

  it('a pause stops indexing and not searching; resuming catches up', async () => {
    const file = path.join(workspaceRoot(), 'src/comet.ts');
    const before = await chunks();
    await vscode.commands.executeCommand('hunch.pauseIndexing');
    await eventually('the folder is paused', () => phase() === 'paused');
    writeFileSync(file, '/** Follows the comet through the night sky. */\nexport function followComet(): void {}\n');
    assert.ok((await search(hunch, 'make a title fit for a web address')).length > 0);
    assert.ok(!(await search(hunch, 'follow the comet')).some(({ symbol }) => symbol === 'followComet'));

    await vscode.commands.executeCommand('hunch.resumeIndexing');
    await found(hunch, 'follow the comet', 'followComet');
    rmSync(file);
    await gone(hunch, 'follow the comet', 'src/comet.ts');
    // A hit in a file that is gone is not shown even while the index still has it.
    await eventually('the index has forgotten it', async () => (await chunks()) === before);
  });

  it('turned off here, nothing is read or answered; turned on again, all is there', async () => {
    const file = path.join(workspaceRoot(), 'src/lantern.ts');
    await vscode.commands.executeCommand('hunch.turnOff');
    assert.equal(hunch.engine.pid, undefined);
    writeFileSync(file, '/** Lights the lantern at the gate. */\nexport function lightLantern(): void {}\n');
    await assert.rejects(search(hunch, 'light the lantern'), /turned off in this workspace; turn it on/);
    assert.equal(hunch.engine.pid, undefined);

    await vscode.commands.executeCommand('hunch.turnOn');
    await found(hunch, 'light the lantern', 'lightLantern');
    rmSync(file);
    await gone(hunch, 'light the lantern', 'src/lantern.ts');
  });

  function phase(): string | undefined {
    return hunch.engine.state?.folders[0]?.phase;
  }

  async function chunks(): Promise<number | undefined> {
    return (await hunch.engine.status())[0]?.chunks;
  }
});
