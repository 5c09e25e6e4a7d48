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

  it('has tools for chat that say why they have no answer, and no MCP server', async () => {
    const hunch = await activeHunch();
    const options = { toolInvocationToken: undefined, input: { query: 'anything' } };
    await assert.rejects(
      Promise.resolve(vscode.lm.invokeTool('hunch_search_code', options)),
      /Hunch has no code to search in: no folder on disk is open\./,
    );
    assert.deepEqual(hunch.mcpServers(), []);
    assert.equal(hunch.engine.pid, undefined);
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
