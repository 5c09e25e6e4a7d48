import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitChanges } from '../../../src/engine/workspace/gitChanges';
import { temporaryFolder } from '../../support/temporaryFolder';

function repository() {
  const root = temporaryFolder();
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { stdio: 'pipe' });
  };
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  git('init', '-q');
  return { root, git, write };
}

describe('what git calls changed', () => {
  it('is what was modified, staged, renamed, deleted or is new, and not what is ignored', async () => {
    const { root, git, write } = repository();
    for (const file of ['same.ts', 'modified.ts', 'staged.ts', 'old.ts', 'gone.ts', 'in/a b/ü.ts'])
      write(file, `${file} 1`);
    write('.gitignore', 'ignored.ts\n');
    git('add', '-A');
    git('commit', '-qm', 'first');
    for (const file of ['modified.ts', 'staged.ts', 'in/a b/ü.ts']) write(file, `${file} 2`);
    git('add', 'staged.ts');
    git('mv', 'old.ts', 'new.ts');
    rmSync(path.join(root, 'gone.ts'));
    for (const file of ['ignored.ts', 'fresh/deep/x.ts']) write(file, '');

    const changes = await gitChanges(root);
    expect('paths' in changes && [...changes.paths].sort()).toEqual(
      ['fresh/deep/x.ts', 'gone.ts', 'in/a b/ü.ts', 'modified.ts', 'new.ts', 'old.ts', 'staged.ts'].sort(),
    );
    // A workspace folder may be a part of the repository.
    expect(await gitChanges(path.join(root, 'in'))).toEqual({ paths: ['a b/ü.ts'] });
  });

  it('is told without running what the repository names', async () => {
    const { root, git, write } = repository();
    const proof = path.join(temporaryFolder(), 'was-run');
    const program = path.join(root, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${proof}'\ncat\n`);
    chmodSync(program, 0o755);
    write('.gitattributes', '*.ts filter=Evil.one\n');
    write('a.ts', 'one');
    git('add', '-A');
    git('commit', '-qm', 'first');
    git('config', 'core.fsmonitor', program);
    git('config', 'filter.Evil.one.clean', program);
    git('config', 'filter.Evil.one.process', program);
    git('config', 'filter.Evil.one.required', 'true');
    mkdirSync(path.join(root, '.git', 'hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman']) {
      writeFileSync(path.join(root, '.git', 'hooks', hook), `#!/bin/sh\ntouch '${proof}'\n`);
      chmodSync(path.join(root, '.git', 'hooks', hook), 0o755);
    }
    // As long as before, so that git has to look into it.
    write('a.ts', 'two');

    expect(await gitChanges(root)).toEqual({ paths: ['a.ts'] });
    expect(existsSync(proof)).toBe(false);
    // The repository is as dangerous as it should be.
    try {
      git('status');
    } catch {
      // A program that is no filter makes it fail.
    }
    expect(existsSync(proof)).toBe(true);
  });

  it('is not known outside of a repository', async () => {
    const root = temporaryFolder();
    // Whatever lies above the folder of temporary files.
    writeFileSync(path.join(root, '.git'), 'gitdir: /nowhere\n');
    expect(await gitChanges(root)).toEqual({ reason: 'this folder is not in a git repository.' });
  });
});
