import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeHunch } from '../hunch';

describe('A virtual workspace', () => {
  it('starts no engine', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.[0]?.uri.scheme, 'hunch-nowhere');
    const { engine } = await activeHunch();
    assert.equal(engine.phase, 'stopped');
    assert.equal(engine.pid, undefined);
  });

  it('is told to be none that can be indexed, by the commands', async () => {
    const { engine } = await activeHunch();
    const done = vscode.commands.executeCommand('hunch.showStatus');
    // The command waits for an answer to its message.
    await vscode.commands.executeCommand('notifications.clearAll');
    await done;
    assert.equal(engine.pid, undefined);
  });
});
