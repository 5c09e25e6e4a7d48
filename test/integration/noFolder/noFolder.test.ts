import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeHunch } from '../hunch';

describe('A window without a folder', () => {
  it('activates and starts no engine', async () => {
    const { engine } = await activeHunch();
    assert.equal(engine.phase, 'stopped');
    assert.equal(engine.pid, undefined);
  });

  it('opens the panel, which says what to do', async () => {
    await activeHunch();
    await vscode.commands.executeCommand('hunch.openPanel');
  });

  for (const command of ['hunch.search', 'hunch.findSimilar', 'hunch.rebuildIndex', 'hunch.pauseIndexing'])
    it(`${command} tells the person to open a folder and does nothing else`, async () => {
      const { engine } = await activeHunch();
      const done = vscode.commands.executeCommand(command);
      // The command waits for an answer to its message.
      await vscode.commands.executeCommand('notifications.clearAll');
      await done;
      assert.equal(engine.pid, undefined);
    });
});
