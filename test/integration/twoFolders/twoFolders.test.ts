import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { temporaryFolder, writeFiles } from '../../harness/temporaryFiles';
import { becomesReady, found, gone, readyHunch, search } from '../hunch';

describe('A window with several folders', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });

  it('has an index for each', () => {
    const roots = hunch.engine.state?.folders.map(({ root }) => path.basename(root));
    assert.deepEqual(roots?.sort(), ['library', 'shop']);
  });

  it('searches all of them at once and says where a hit lies', async () => {
    const hits = await search(hunch, 'lend a book to a reader', 5);
    assert.equal(path.basename(hits.find(({ symbol }) => symbol === 'lendBook')?.root ?? ''), 'library');
    const [cart] = await search(hunch, 'total of a shopping cart', 5);
    assert.equal(path.basename(cart?.root ?? ''), 'shop');
  });

  it('indexes a folder that is added and forgets one that is removed', async () => {
    const folder = temporaryFolder('added');
    writeFiles(folder, { 'kite.ts': '/** Lets a kite rise in the wind. */\nexport function riseKite(): void {}\n' });
    assert.ok(vscode.workspace.updateWorkspaceFolders(2, 0, { uri: vscode.Uri.file(folder) }));
    await found(hunch, 'kite rises in the wind', 'riseKite');
    assert.ok(vscode.workspace.updateWorkspaceFolders(2, 1));
    await gone(hunch, 'kite rises in the wind', 'kite.ts');
    await becomesReady(hunch);
  });
});
