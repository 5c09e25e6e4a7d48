import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FolderConfig } from '../../../src/protocol/engine';
import { type WantedFiles, WorkspaceFiles } from '../../../src/engine/workspace/workspaceFiles';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const WANTED: WantedFiles = {
  byPath: (file) => file.endsWith('.ts') || (!path.basename(file).includes('.') && 'maybe'),
  byFirstLine: (text) => text.startsWith('#!/bin/sh\n'),
  firstLineBytes: 100,
};

async function found(root: string, exclude: FolderConfig['exclude'] = [], below = ''): Promise<string[]> {
  const files = new WorkspaceFiles({ root, exclude, maxFileBytes: 1000 }, WANTED);
  return (await files.scan(below)).files.map((file) => file.path).sort();
}

describe('the files of a workspace', () => {
  it('are those of wanted languages, outside of dependencies and version control', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      'src/a.ts': '',
      'src/a.css': '',
      'node_modules/x/index.ts': '',
      'packages/app/node_modules/y/index.ts': '',
      '.git/hooks/b.ts': '',
      'env/pyvenv.cfg': '',
      'env/lib/c.ts': '',
      '.storybook/main.ts': '',
    });
    expect(await found(root)).toEqual(['.storybook/main.ts', 'src/a.ts']);
  });

  it('include those without an extension whose first line says so', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      '.gitignore': 'ignored',
      'bin/deploy': '#!/bin/sh\nrun\n',
      'bin/a.ts': '',
      'bin/tool': '#!/opt/tool\n',
      'bin/image': Buffer.alloc(100_000),
      'bin/empty': '',
      'bin/notes.txt': '#!/bin/sh\n',
      ignored: '#!/bin/sh\n',
      LICENSE: 'Do what you like.',
    });
    expect(await found(root)).toEqual(['bin/a.ts', 'bin/deploy']);
    expect(await found(root, [], 'bin/deploy')).toEqual(['bin/deploy']);
    expect(await found(root, [], 'bin/tool')).toEqual([]);
    expect(await found(root, [], 'ignored')).toEqual([]);
    expect(await found(root, [{ glob: 'bin' }], 'bin/deploy')).toEqual([]);
  });

  it('respect .gitignore files, nested ones too, the deepest one deciding', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      '.gitignore': 'out/\n*.gen.ts\n/only-here.ts\n',
      'out/a.ts': '',
      'src/out/a.ts': '',
      'src/b.gen.ts': '',
      'src/only-here.ts': '',
      'only-here.ts': '',
      'src/keep/.gitignore': '!*.gen.ts\nsecret.ts',
      'src/keep/c.gen.ts': '',
      'src/keep/secret.ts': '',
      'src/secret.ts': '',
    });
    expect(await found(root)).toEqual(['src/keep/c.gen.ts', 'src/only-here.ts', 'src/secret.ts']);
  });

  it('respect the rules of the git working tree around the workspace folder', async () => {
    const repository = temporaryFolder();
    writeFiles(repository, {
      '.git/HEAD': '',
      '.gitignore': 'packages/app/dist/\n*.tmp.ts',
      'packages/app/dist/a.ts': '',
      'packages/app/src/b.ts': '',
      'packages/app/src/c.tmp.ts': '',
    });
    expect(await found(path.join(repository, 'packages/app'))).toEqual(['src/b.ts']);
  });

  it('of a folder that its own repository ignores are found, since somebody opened it', async () => {
    const repository = temporaryFolder();
    writeFiles(repository, {
      '.git/HEAD': '',
      '.gitignore': 'node_modules\n*.tmp.ts',
      'node_modules/library/src/a.ts': '',
      'node_modules/library/.gitignore': 'out',
      'node_modules/library/out/b.ts': '',
    });
    expect(await found(path.join(repository, 'node_modules/library'))).toEqual(['src/a.ts']);
    expect(await found(path.join(repository, 'node_modules/library/src'))).toEqual(['a.ts']);
  });

  it.runIf(process.platform === 'linux')(
    'are told from those ignored by upper and lower case, as git does',
    async () => {
      const root = temporaryFolder();
      writeFiles(root, { '.gitignore': 'Build/\nREADME.ts', 'build/a.ts': '', 'Build/b.ts': '', 'readme.ts': '' });
      expect(await found(root)).toEqual(['build/a.ts', 'readme.ts']);
    },
  );

  it('respect exclude patterns with the meaning they have in VS Code', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      'src/a.ts': '',
      'src/a.js.ts': '',
      'src/lonely.js.ts': '',
      'src/vendor/b.ts': '',
      'docs/c.ts': '',
      'test/deep/d.ts': '',
    });
    expect(await found(root, [{ glob: '**/vendor' }, { glob: 'docs/**' }, { glob: '**/deep/' }])).toEqual([
      'src/a.js.ts',
      'src/a.ts',
      'src/lonely.js.ts',
    ]);
    expect(await found(root, [{ glob: '**/*.js.ts', when: 'a.ts' }])).not.toContain('src/a.js.ts');
    expect(await found(root, [{ glob: '**/*.js.ts', when: '$(basename).tsx' }])).toContain('src/a.js.ts');
  });

  it('at or below one path are found under the same rules', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      '.gitignore': 'out/\nx.ts',
      'out/deep/a.ts': '',
      'src/b.ts': '',
      'src/x.ts': '',
      'src/deep/c.ts': '',
    });
    expect(await found(root, [], 'src')).toEqual(['src/b.ts', 'src/deep/c.ts']);
    expect(await found(root, [], 'src/b.ts')).toEqual(['src/b.ts']);
    expect(await found(root, [], 'src/x.ts')).toEqual([]);
    expect(await found(root, [], 'out/deep/a.ts')).toEqual([]);
    expect(await found(root, [], 'src/nothing-there.ts')).toEqual([]);
    expect(await found(root, [{ glob: 'src' }], 'src/deep/c.ts')).toEqual([]);
  });

  it('do not include what symbolic links point to, nor loop', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'src/a.ts': '' });
    symlinkSync(root, path.join(root, 'src', 'loop'));
    symlinkSync(path.join(root, 'src', 'a.ts'), path.join(root, 'src', 'b.ts'));
    expect(await found(root)).toEqual(['src/a.ts']);
  });

  it('cannot be had of a folder that does not exist, which is not the same as none', async () => {
    await expect(found(path.join(temporaryFolder(), 'gone'))).rejects.toThrow(/cannot be read/);
  });
});
