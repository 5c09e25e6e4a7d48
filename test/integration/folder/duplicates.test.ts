import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { eventually } from '../../harness/eventually';
import { becomesReady, found, gone, readyHunch, workspaceRoot } from '../hunch';

const ORIGINAL = `/** Counts how often each word is in a text, the most frequent first. */
export function countWords(text: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().split(/[^a-z]+/)) {
    if (word === '') continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts.entries()].sort((a, b) => b[1] - a[1]);
}
`;
const COPY = ORIGINAL.replaceAll('countWords', 'wordFrequencies')
  .replaceAll('word', 'term')
  .replaceAll('counts', 'seen');

describe('Duplicate code, comparison and the map', () => {
  let hunch: HunchApi;
  const folder = () => path.join(workspaceRoot(), 'src', 'twice');
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), 'words.ts'), ORIGINAL);
    writeFileSync(path.join(folder(), 'terms.ts'), COPY);
    await found(hunch, 'how often each word is in a text', 'countWords');
    await found(hunch, 'how often each term is in a text', 'termFrequencies');
    await becomesReady(hunch);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder(), { recursive: true });
    await gone(hunch, 'how often each word is in a text', 'src/twice');
  });

  const tabTypes = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .map(({ input }) => (input instanceof vscode.TabInputWebview ? input.viewType : ''));

  it('Find Duplicate Code opens a tab, for the workspace and for a folder', async () => {
    await vscode.commands.executeCommand('hunch.findDuplicates');
    await eventually('the tab is open', () => tabTypes().some((type) => type.endsWith('hunch.duplicates')));
    await vscode.commands.executeCommand('hunch.findDuplicates', vscode.Uri.file(folder()));
    await eventually('the folder has a tab of its own', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('src/twice'))),
    );
  });

  it('shows two functions side by side, and nothing else of their files', async () => {
    const place = { root: workspaceRoot(), container: '', startLine: 2, endLine: 9 };
    await hunch.compare(
      { ...place, path: 'src/twice/words.ts', symbol: 'countWords' },
      { ...place, path: 'src/twice/terms.ts', symbol: 'termFrequencies' },
    );
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, 'countWords (src/twice/words.ts:2) ↔ termFrequencies (src/twice/terms.ts:2)');
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    const document = await vscode.workspace.openTextDocument(tab.input.original);
    assert.equal(document.languageId, 'typescript');
    assert.equal(document.getText(), ORIGINAL.split('\n').slice(1).join('\n'));
  });

  it('shows nothing outside of the open folders', async () => {
    const place = { container: '', symbol: 'a', startLine: 1, endLine: 2 };
    const inside = { ...place, root: workspaceRoot(), path: 'src/twice/words.ts' };
    for (const outside of [
      { ...place, root: '/etc', path: 'passwd' },
      { ...place, root: workspaceRoot(), path: '../../../etc/passwd' },
    ])
      await assert.rejects(hunch.compare(inside, outside), /is in none of the open folders/);
    const address = vscode.Uri.from({
      scheme: 'hunch-code',
      path: '/passwd',
      query: JSON.stringify({ root: '/etc', startLine: 1, endLine: 9 }),
    });
    await assert.rejects(async () => vscode.workspace.openTextDocument(address));
  });

  it('says above a function how many are like it, where the setting wants it', async () => {
    const uri = vscode.Uri.file(path.join(folder(), 'words.ts'));
    await vscode.window.showTextDocument(uri);
    const lenses = async () =>
      (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20))
        .map(({ command }) => command)
        .filter((command) => command?.command === 'hunch.findSimilar');
    assert.deepEqual(await lenses(), []);
    const setting = vscode.workspace.getConfiguration('hunch');
    await setting.update('similarCode.codeLens', true, vscode.ConfigurationTarget.Workspace);
    try {
      const [lens] = await eventually('there is a lens', async () => {
        const found = await lenses();
        return found.length > 0 && found;
      });
      assert.match(lens?.title ?? '', /^[1-9]\d* similar$/);
      await vscode.commands.executeCommand('hunch.findSimilar', ...((lens?.arguments ?? []) as unknown[]));
    } finally {
      await setting.update('similarCode.codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('Show Code Map opens a tab', async () => {
    await vscode.commands.executeCommand('hunch.showMap');
    await eventually('the tab is open', () => tabTypes().some((type) => type.endsWith('hunch.map')));
  });
});
