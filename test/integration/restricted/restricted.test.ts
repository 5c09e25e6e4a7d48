import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { found, readyHunch } from '../hunch';

/** The workspace's own settings name a model, a processor limit and a size limit; see `scenarios.ts`. */
describe('A workspace that is not trusted', () => {
  it('is indexed with the model of Hunch, whatever model its settings name', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const hunch = await readyHunch();
    assert.equal(vscode.workspace.getConfiguration('hunch').get('model.path'), '');
    assert.equal(hunch.engine.state?.model, 'hunch-minilm-code');
    await found(hunch, 'sign a session cookie', 'signSession');
  });

  it('cannot say how much of the machine is used, but what of it is indexed', async () => {
    const hunch = await readyHunch();
    const settings = vscode.workspace.getConfiguration('hunch');
    assert.equal(settings.get('indexing.cpuLimit'), 50);
    assert.equal(settings.get('maxFileSize'), 3);
    const { coresAllowed } = await hunch.engine.report();
    assert.ok(coresAllowed !== undefined && coresAllowed > 0);
    assert.ok((await hunch.engine.status())[0]!.skipped.some(({ reason }) => reason === 'larger than 3 kB'));
  });
});
