import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FilesChangedParams } from '../../../src/protocol/engine';
import { FolderWatcher } from '../../../src/engine/workspace/folderWatcher';
import { eventually } from '../../harness/eventually';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

async function watched(root: string) {
  const seen: FilesChangedParams['changes'][number][] = [];
  /** What is there when it, or a folder that it is in, is reported: the indexer looks into those. */
  const found = new Set<string>();
  const watcher = await FolderWatcher.start({
    root,
    onChanges: (changes) => {
      seen.push(...changes);
      for (const { path: changed } of changes)
        if (existsSync(changed))
          for (const below of statSync(changed).isDirectory() ? readdirSync(changed, { recursive: true }) : [''])
            found.add(path.join(changed, below as string));
    },
    onLost: (error) => {
      throw error;
    },
  });
  onTestFinished(() => watcher.dispose());
  const sees = (kind: string, relative: string) =>
    eventually(`${relative} is ${kind}`, () =>
      seen.some((change) => change.kind === kind && change.path === path.join(root, relative)),
    );
  return { watcher, seen, found, sees };
}

describe('FolderWatcher', () => {
  it('reports new, changed, renamed and deleted files at any depth, also in folders made later', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'src/a.ts': 'a' });
    const { sees } = await watched(root);
    writeFileSync(path.join(root, 'src/a.ts'), 'aa');
    await sees('changed', 'src/a.ts');
    mkdirSync(path.join(root, 'src/deep'));
    await sees('created', 'src/deep');
    writeFileSync(path.join(root, 'src/deep/b.ts'), 'b');
    await sees('created', 'src/deep/b.ts');
    renameSync(path.join(root, 'src/a.ts'), path.join(root, 'src/c.ts'));
    await sees('created', 'src/c.ts');
    await sees('deleted', 'src/a.ts');
    rmSync(path.join(root, 'src'), { recursive: true });
    await sees('deleted', 'src/c.ts');
  });

  it('follows folders in folders that came in one go', async () => {
    const root = temporaryFolder();
    const { seen, found, sees } = await watched(root);
    for (let round = 0; round < 5; round++) {
      const deep = `${round}/src/net/retry/policy`;
      mkdirSync(path.join(root, deep), { recursive: true });
      writeFileSync(path.join(root, deep, 'early.ts'), 'a');
      await eventually('the early file is found', () => found.has(path.join(root, deep, 'early.ts')));
      // The folders in the new one are watched a moment later.
      await eventually(`changes in ${deep} are seen`, () => {
        writeFileSync(path.join(root, deep, 'late.ts'), `${seen.length}`);
        return seen.some(({ path: file }) => file === path.join(root, deep, 'late.ts'));
      });
    }
    rmSync(path.join(root, '0'), { recursive: true });
    await sees('deleted', '0');
    writeFiles(root, { '0/src/again.ts': 'a' });
    await eventually('it is followed again', () => {
      writeFileSync(path.join(root, '0/src/again.ts'), `${seen.length}`);
      return seen.some(({ path: file }) => file === path.join(root, '0/src/again.ts'));
    });
  });

  it('is not woken by folders that never are in an index, also where the watched one lies in such a folder', async () => {
    const root = path.join(temporaryFolder(), 'node_modules', 'mine');
    writeFiles(root, { 'node_modules/x/i.js': '', '.git/HEAD': '', 'lib/.venv/x.py': '', 'my_node_modules/a.js': '' });
    const { seen, sees } = await watched(root);
    for (const file of ['node_modules/x/i.js', '.git/HEAD', 'lib/.venv/x.py'])
      writeFileSync(path.join(root, file), '2');
    writeFileSync(path.join(root, 'my_node_modules/a.js'), '2');
    await sees('changed', 'my_node_modules/a.js');
    // A write can be told of more than once.
    expect([...new Set(seen.map((change) => path.relative(root, change.path)))]).toEqual(['my_node_modules/a.js']);
  });

  it('follows a folder of dependencies when it is told to, also when an install replaces it', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'node_modules/x/lib/i.js': '', 'node_modules/x/node_modules/y/i.js': '', 'src/a.js': '' });
    const { watcher, seen, sees } = await watched(root);
    await watcher.follow(['node_modules']);
    await watcher.follow(['node_modules']);
    await sees('created', 'node_modules');
    writeFileSync(path.join(root, 'node_modules/x/node_modules/y/i.js'), '2');
    writeFileSync(path.join(root, 'node_modules/x/lib/i.js'), '2');
    await sees('changed', 'node_modules/x/lib/i.js');
    expect(seen.map((change) => path.relative(root, change.path))).not.toContain('node_modules/x/node_modules/y/i.js');
    for (let round = 0; round < 3; round++) {
      rmSync(path.join(root, 'node_modules'), { recursive: true });
      await sees('deleted', 'node_modules');
      writeFiles(root, { 'node_modules/x/lib/i.js': '' });
      seen.length = 0;
      await eventually('it is followed again', () => {
        writeFileSync(path.join(root, 'node_modules/x/lib/i.js'), `${seen.length}`);
        return seen.some(({ path: file }) => file === path.join(root, 'node_modules/x/lib/i.js'));
      });
    }
  });

  it('follows such a folder also when what it is in goes and comes back, or is not there yet', async () => {
    const root = temporaryFolder();
    const places = ['packages/x', 'packages/later'];
    writeFiles(root, { 'packages/x/node_modules/y/i.js': '' });
    const { watcher, seen, sees } = await watched(root);
    await watcher.follow(places.map((place) => `${place}/node_modules`));
    for (let round = 0; round < 2; round++)
      for (const place of places) {
        const file = path.join(root, place, 'node_modules/y/i.js');
        if (existsSync(path.join(root, place))) {
          rmSync(path.join(root, place), { recursive: true });
          await sees('deleted', place);
        }
        writeFiles(root, { [`${place}/node_modules/y/i.js`]: '' });
        seen.length = 0;
        await eventually('it is followed again', () => {
          writeFileSync(file, `${seen.length}`);
          return seen.some((change) => change.path === file);
        });
        // An install replaces the folder of dependencies in it.
        rmSync(path.join(root, place, 'node_modules'), { recursive: true });
        await sees('deleted', `${place}/node_modules`);
        seen.length = 0;
      }
  });

  it('names files as the folder was named, also through a symbolic link', async () => {
    const link = path.join(temporaryFolder(), 'link');
    symlinkSync(temporaryFolder(), link, 'junction');
    const { sees } = await watched(link);
    writeFileSync(path.join(link, 'a.ts'), 'a');
    await sees('created', 'a.ts');
  });

  it('says in one sentence why a folder cannot be watched', async () => {
    const root = path.join(temporaryFolder(), 'gone');
    const start = FolderWatcher.start({ root, onChanges: () => undefined, onLost: () => undefined });
    await expect(start).rejects.toThrow(/^The folder .*gone cannot be watched for changes \(ENOENT.*\)\.$/);
  });
});
