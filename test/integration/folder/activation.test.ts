import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../harness/eventually';
import { activeHunch, extension } from '../hunch';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('Activation', () => {
  it('happens by itself after start-up and starts the engine', async () => {
    const { engine } = await activeHunch();
    await eventually('the engine runs', () => engine.phase === 'running');
  });

  it('loads no native library of the engine into the extension host', async () => {
    await activeHunch();
    const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: readonly string[] };
    assert.deepEqual(
      sharedObjects.filter((file) => /lancedb|onnxruntime/.test(file)),
      [],
    );
  });

  it('registers exactly the commands that package.json declares', async () => {
    await activeHunch();
    const declared = (extension().packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      // VS Code itself registers `hunch.search.focus` and the like for the view.
      registered.filter((command) => /^hunch\.\w+$/.test(command)).sort(),
      [...declared].sort(),
    );
  });
});
