import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { WhyResponse } from '../../../src/protocol/engine';
import type { HunchApi } from '../../../src/vscode/api';
import { eventually } from '../../harness/eventually';
import { writeFiles } from '../../harness/temporaryFiles';
import { becomesReady, found, readyHunch, search, workspaceRoot } from '../hunch';

const FUNCTION = '/** Folds a paper crane. */\nexport function foldCrane(): void {}\n';

describe('What is indexed, and how it stands', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });
  after(async () => {
    await set('hunch.include', undefined);
    for (const name of ['paper', '.hunchignore']) rmSync(at(name), { recursive: true, force: true });
    await becomesReady(hunch);
  });
  const at = (name: string): string => path.join(workspaceRoot(), name);

  it('the active file tells why it is not indexed, and hunch.include brings it in', async () => {
    writeFiles(workspaceRoot(), { '.hunchignore': 'paper/\n', 'paper/crane.ts': FUNCTION });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(at('paper/crane.ts')));
    assert.deepEqual(await vscode.commands.executeCommand<WhyResponse>('hunch.whyNotIndexed'), {
      path: 'paper/crane.ts',
      indexed: false,
      reason: 'ignored by .hunchignore',
      rule: 'the folder paper: line 1 of .hunchignore, "paper/"',
      include: 'paper/crane.ts',
    });
    await set('hunch.include', { 'paper/crane.ts': true });
    await found(hunch, 'fold a paper crane', 'foldCrane');
    // A file counts as indexed a moment after its functions are found: when all that belongs to it is written.
    const answer = await eventually('the file is indexed', async () => {
      const now = await vscode.commands.executeCommand<WhyResponse>('hunch.whyNotIndexed');
      return now.indexed && now;
    });
    assert.equal(answer.chunks, 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('the status page shows the index, and goes on to while it changes', async () => {
    await vscode.commands.executeCommand('hunch.showStatus');
    await eventually('the page is there', () => hunch.indexStatus.shown !== undefined);
    const [status] = await hunch.engine.status();
    const page = hunch.indexStatus.shown ?? '';
    for (const fact of [
      status!.fingerprint,
      status!.model,
      'typescript',
      'vendored',
      status!.files.toLocaleString('en-US'),
    ])
      assert.ok(page.includes(fact), `${fact} is on the page`);
    await vscode.commands.executeCommand('hunch.pauseIndexing');
    await eventually('the page offers to go on', () => hunch.indexStatus.shown?.includes('hunch.resumeIndexing'));
    await vscode.commands.executeCommand('hunch.resumeIndexing');
    await becomesReady(hunch);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually('the page is closed', () => hunch.indexStatus.shown === undefined);
  });

  it('diagnostics go to the clipboard, without paths outside of the workspace', async () => {
    const text = await vscode.commands.executeCommand<string>('hunch.copyDiagnostics');
    assert.match(text, /^Hunch \d+\.\d+\.\d+, .*\n/);
    assert.match(text, /Folder 1: ready/);
    assert.ok(!text.includes(workspaceRoot()) && !text.includes(path.dirname(workspaceRoot())), text);
  });

  it('the index is deleted from the disk, and is built again on request', async () => {
    const indexes = path.join(process.env.XDG_CACHE_HOME ?? '', 'hunch', 'indexes');
    assert.ok(existsSync(indexes), indexes);
    await hunch.engine.deleteIndex([workspaceRoot()]);
    await eventually('the folder is paused', () => hunch.engine.state?.folders[0]?.phase === 'paused');
    assert.deepEqual(await search(hunch, 'sign a session cookie'), []);
    assert.equal((await hunch.engine.report()).cache.indexes, 0);
    await vscode.commands.executeCommand('hunch.resumeIndexing');
    await becomesReady(hunch);
    await found(hunch, 'sign a session cookie', 'signSession');
  });

  async function set(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
  }
});
