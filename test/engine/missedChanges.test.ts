import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RecheckNotification } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const code = (name: string): string => `export function ${name}(): number {\n  return 7;\n}\n`;

async function started(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const folders = [folder(root)];
  const engine = await EngineUnderTest.start({ folders, cacheDirectory: temporaryFolder() });
  onTestFinished(() => engine.shutdown());
  const state = async () => (await engine.state(folders)).folders[0]!;
  await eventually('the index is ready', async () => (await state()).phase === 'ready');
  const symbols = async () => (await engine.search('seven', 50)).hits.map(({ symbol }) => symbol).sort();
  return { root, engine, state, symbols };
}

describe('Changes that nobody reported', () => {
  it('are found when the editor says that it may have missed some, and nothing is done when there are none', async () => {
    const { root, engine, symbols } = await started({
      'a.ts': code('a'),
      'src/b.ts': code('b'),
      'src/c.ts': code('c'),
    });
    const before = engine.states.length;
    await engine.connection.sendNotification(RecheckNotification);
    writeFiles(root, { 'src/d.ts': code('d'), 'new/e.ts': code('e') });
    appendFileSync(path.join(root, 'a.ts'), code('more'));
    rmSync(path.join(root, 'src/c.ts'));
    await engine.connection.sendNotification(RecheckNotification);
    await eventually('all of them are in', async () => (await symbols()).join() === 'a,b,d,e,more');
    const phases = engine.states.slice(before).map(({ folders }) => folders[0]!.phase);
    // A walk that people see would hold up their questions.
    expect(phases).not.toContain('scanning');
  });

  it('are followed in dependencies that a person brings back', async () => {
    const { root, engine, state, symbols } = await started({
      'a.ts': code('a'),
      'node_modules/ours/b.ts': code('b'),
      'node_modules/theirs/c.ts': code('c'),
    });
    expect((await state()).entered).toBeUndefined();
    writeFiles(root, { '.hunchignore': '!node_modules/ours/\n' });
    await engine.changed('created', path.join(root, '.hunchignore'));
    await eventually('ours is in', async () => (await symbols()).join() === 'a,b');
    expect((await state()).entered).toEqual(['node_modules']);
    writeFiles(root, { 'node_modules/ours/d.ts': code('d') });
    await engine.changed('created', path.join(root, 'node_modules/ours/d.ts'));
    await eventually('what is new in it is in', async () => (await symbols()).join() === 'a,b,d');

    // Installed anew: the editor tells of the folder, and of nothing in it before it hears that it matters.
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    await engine.changed('deleted', path.join(root, 'node_modules'));
    await eventually('it is out', async () => (await symbols()).join() === 'a');
    rmSync(path.join(root, '.hunchignore'));
    await engine.changed('deleted', path.join(root, '.hunchignore'));
    await eventually('it does not matter', async () => (await state()).entered === undefined);
    writeFiles(root, { '.hunchignore': '!node_modules/ours/\n' });
    await engine.changed('created', path.join(root, '.hunchignore'));
    await eventually('the rules are read', async () => (await state()).phase === 'ready');
    writeFiles(root, { 'node_modules/ours/b.ts': code('b') });
    await engine.changed('created', path.join(root, 'node_modules'));
    await eventually('it matters', async () => (await state()).entered?.join() === 'node_modules');
    writeFiles(root, { 'node_modules/ours/late.ts': code('late') });
    await eventually('what came before the editor knew is in', async () => (await symbols()).join() === 'a,b,late');
  });
});
