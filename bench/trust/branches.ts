import { execFileSync } from 'node:child_process';
import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderAt, TwoEngines } from './equality';
import { writeWorkspace } from './smallWorkspace';
import { snippet } from './snippets';

export interface BranchResult {
  /** Chunks that differ between the two branches. */
  readonly changed: number;
  /** Until the index equals the other branch, and the first one again; milliseconds. */
  readonly thereMs: number;
  readonly backMs: number;
  /** Chunks embedded on the way back, in a worktree, in a renamed folder and in a copy of it. */
  readonly embedded: Readonly<Record<'back' | 'worktree' | 'renamed' | 'copy', number>>;
  readonly wrong: readonly string[];
}

/**
 * Switches a branch there and back, and opens the same code elsewhere.
 * @param place an empty folder
 */
export async function switchBranches(place: string, files: number): Promise<BranchResult> {
  const root = path.join(place, 'workspace');
  writeWorkspace(root, files);
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...words], {
      cwd: root,
      stdio: 'ignore',
    });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  git('checkout', '-q', '-b', 'other');
  const changed = Math.ceil(files / 2);
  for (let n = 0; n < changed; n++)
    writeFileSync(
      path.join(root, 'src', `file${n}.ts`),
      `${snippet('x.ts', (n + 17) % 40)}\nexport const of${n} = ${n};\n`,
    );
  git('add', '-A');
  git('commit', '-q', '-m', 'two');
  git('checkout', '-q', 'main');
  const engines = await TwoEngines.start(place);
  const { kept } = engines;
  /** Chunks that are embedded to index a folder that is opened now. */
  const open = async (folder: string): Promise<number> => {
    await kept.setFolders([]);
    await kept.setFolders([folderAt(folder)]);
    await kept.idle();
    return kept.counts.embedded;
  };
  /** Milliseconds and chunks embedded until the index equals another branch. */
  const checkout = async (branch: string): Promise<[number, number]> => {
    const before = kept.counts.embedded;
    const started = performance.now();
    git('checkout', '-q', branch);
    kept.filesChanged({ changes: [{ path: root, kind: 'changed' }] });
    await kept.idle();
    return [performance.now() - started, kept.counts.embedded - before];
  };
  try {
    await open(root);
    const [thereMs] = await checkout('other');
    const [backMs, back] = await checkout('main');
    const wrong = await engines.differences([folderAt(root)]);
    const worktree = path.join(place, 'worktree');
    git('worktree', 'add', '-q', worktree, 'other');
    const ofWorktree = await open(worktree);
    wrong.push(...(await engines.differences([folderAt(worktree)])));
    const renamed = path.join(place, 'renamed');
    await kept.setFolders([]);
    rmSync(path.join(root, '.git'), { recursive: true });
    renameSync(root, renamed);
    const ofRenamed = await open(renamed);
    const copy = path.join(place, 'copy');
    cpSync(renamed, copy, { recursive: true });
    const ofCopy = await open(copy);
    return {
      changed,
      thereMs,
      backMs,
      embedded: { back, worktree: ofWorktree, renamed: ofRenamed, copy: ofCopy },
      wrong: [...wrong, ...engines.notices],
    };
  } finally {
    await engines.dispose();
  }
}
