import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { readyHunch, workspaceRoot } from '../hunch';

describe('Find Similar Code', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });

  it('finds other code that does the same, and not the code asked about', async () => {
    const place = { root: workspaceRoot(), path: 'src/http/retry.ts', startLine: 12, endLine: 12 };
    const { hits, subject } = await hunch.engine.similar({ ...place, limit: 5 });
    assert.match(subject ?? '', /retryWithBackoff/);
    assert.ok(!hits.some(({ symbol }) => symbol === 'retryWithBackoff'));
    const symbols = hits.map(({ symbol }) => symbol);
    assert.ok(symbols.includes('loadWithRetries') || symbols.includes('upload_with_retry'), symbols.join(', '));
  });

  it('compares a selection that the index does not hold', async () => {
    const text = 'while (tries > 0) { try { return send(); } catch { tries -= 1; pause(wait); wait = wait * 2; } }';
    const place = { root: workspaceRoot(), path: 'src/http/router.ts', startLine: 1, endLine: 1 };
    const { hits } = await hunch.engine.similar({ ...place, text, limit: 5 });
    const symbols = hits.map(({ symbol }) => symbol);
    assert.ok(symbols.includes('retryWithBackoff') || symbols.includes('loadWithRetries'), symbols.join(', '));
  });

  it('runs as a command on the function around the cursor', async () => {
    const file = path.join(workspaceRoot(), 'src/text/slugify.ts');
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    editor.selection = new vscode.Selection(4, 0, 4, 0);
    // Rejects when anything on the way to the panel does.
    await vscode.commands.executeCommand('hunch.findSimilar');
  });
});
