import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { becomesReady, found, gone, readyHunch, search } from '../hunch';

describe('Settings', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });
  afterEach(async () => {
    for (const name of ['hunch.exclude', 'files.exclude', 'hunch.maxFileSize']) await set(name, undefined);
    await becomesReady(hunch);
  });

  it('hunch.exclude takes files out of the index and lets them back in', async () => {
    await found(hunch, 'find outliers by standard deviation', 'find_outliers');
    await set('hunch.exclude', { 'pipeline/**': true });
    await gone(hunch, 'find outliers by standard deviation', 'pipeline');
    await set('hunch.exclude', undefined);
    await found(hunch, 'find outliers by standard deviation', 'find_outliers');
  });

  it('files.exclude is respected, and hunch.exclude can take it back', async () => {
    await set('files.exclude', { '**/legacy': true });
    await gone(hunch, 'total of a shopping cart', 'legacy');
    await set('hunch.exclude', { '**/legacy': false });
    await found(hunch, 'total of a shopping cart', 'cartTotal');
  });

  it('hunch.maxFileSize leaves larger files out and says so', async () => {
    await set('hunch.maxFileSize', 1);
    await gone(hunch, 'split text with commas into fields', 'src/data/csv.ts');
    const [status] = await hunch.engine.status();
    const skipped = status?.skipped.find(({ path }) => path === 'src/data/csv.ts');
    assert.match(skipped?.reason ?? '', /large|bytes|KB|kB/);
    await set('hunch.maxFileSize', undefined);
    await found(hunch, 'split text with commas into fields', 'parseCsv');
  });

  it('a limit bounds the number of hits', async () => {
    assert.equal((await search(hunch, 'function', 3)).length, 3);
  });

  async function set(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
  }
});
