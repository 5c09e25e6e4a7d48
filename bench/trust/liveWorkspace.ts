import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type AsyncSubscription, subscribe } from '@parcel/watcher';
import type { FileChangeKind } from '../../src/protocol/engine';
import { mayBeIndexed } from '../../src/vscode/fileChanges';
import { sameLength, snippet } from './snippets';
import { GIT_COMMANDS, type GitCommand } from './steps';

interface Change {
  readonly path: string;
  readonly kind: FileChangeKind;
}

const KINDS: Readonly<Record<'create' | 'update' | 'delete', FileChangeKind>> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
};
const SENTINEL = '.seen';

/**
 * A real folder under git with a submodule, and a real watcher on it. What is asked of it and cannot be done (a file where a
 * folder is wanted, nothing to stash) is left undone: any state of the files is as good a test as any other.
 */
export class LiveWorkspace {
  private subscription: AsyncSubscription | undefined;
  private seen = 0;
  private readonly waiting = new Map<string, () => void>();
  /** Events are thrown away. */
  deaf = false;

  private constructor(
    readonly root: string,
    private readonly onChanges: (changes: readonly Change[]) => void,
  ) {}

  /** @param place an empty folder for the workspace and the repository of its submodule */
  static async create(place: string, onChanges: (changes: readonly Change[]) => void): Promise<LiveWorkspace> {
    const [root, library] = [path.join(place, 'workspace'), path.join(place, 'library')];
    const workspace = new LiveWorkspace(root, onChanges);
    mkdirSync(library);
    workspace.gitIn(library, 'init -q -b main');
    for (const n of [3, 14, 25]) {
      writeFileSync(path.join(library, 'library.ts'), snippet('library.ts', n));
      workspace.gitIn(library, 'add -A');
      workspace.gitIn(library, `commit -q -m ${n}`);
    }
    mkdirSync(root);
    workspace.gitIn(root, 'init -q -b main');
    workspace.gitIn(root, `-c protocol.file.allow=always submodule add -q ${library} modules/library`);
    for (const [n, file] of ['src/alpha.ts', 'src/auth/beta.py', 'lib/gamma.go'].entries())
      workspace.write(file, n * 7);
    workspace.git('commit');
    workspace.gitIn(root, 'checkout -q -b two');
    workspace.write('src/alpha.ts', 30);
    workspace.write('lib/auth/delta.js', 31);
    rmSync(path.join(root, 'src/auth/beta.py'));
    workspace.git('commit');
    workspace.gitIn(root, 'checkout -q main');
    workspace.subscription = await subscribe(root, (error, events) => {
      workspace.take(error, events);
    });
    return workspace;
  }

  async dispose(): Promise<void> {
    await this.subscription?.unsubscribe();
  }

  /** Resolves when the watcher has told of all that happened before. */
  async watched(): Promise<void> {
    const file = path.join(this.root, `${SENTINEL}${++this.seen}`);
    const told = new Promise<void>((resolve) => this.waiting.set(file, resolve));
    writeFileSync(file, '');
    await told;
    rmSync(file);
  }

  write(file: string, content: number): void {
    this.tryIt(() => {
      const target = path.join(this.root, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, snippet(file, content));
    });
  }

  /** Another content of the same size under the same modification time: what `cp -p` and some build tools do. */
  writeUnseen(file: string, content: number): void {
    this.tryIt(() => {
      const target = path.join(this.root, file);
      if (!existsSync(target) || !lstatSync(target).isFile()) {
        this.write(file, content);
        return;
      }
      const { atime, mtime } = lstatSync(target);
      writeFileSync(target, sameLength(readFileSync(target, 'utf8')));
      utimesSync(target, atime, mtime);
    });
  }

  delete(relativePath: string): void {
    rmSync(path.join(this.root, relativePath), { recursive: true, force: true });
  }

  rename(from: string, to: string): void {
    this.tryIt(() => {
      mkdirSync(path.dirname(path.join(this.root, to)), { recursive: true });
      renameSync(path.join(this.root, from), path.join(this.root, to));
    });
  }

  renameCase(relativePath: string): void {
    const { dir, base } = path.posix.parse(relativePath);
    const other = base === base.toLowerCase() ? base.toUpperCase() : base.toLowerCase();
    const { name, ext } = path.posix.parse(other);
    this.rename(relativePath, path.posix.join(dir, `${name}${ext.toLowerCase()}`));
  }

  copy(from: string, to: string): void {
    this.tryIt(() => {
      cpSync(path.join(this.root, from), path.join(this.root, to), { recursive: true, preserveTimestamps: true });
    });
  }

  symlink(relativePath: string, to: string): void {
    this.tryIt(() => {
      const target = path.join(this.root, relativePath);
      mkdirSync(path.dirname(target), { recursive: true });
      rmSync(target, { recursive: true, force: true });
      symlinkSync(path.join(this.root, to), target);
    });
  }

  ignore(folder: string, pattern: string): void {
    this.tryIt(() => {
      mkdirSync(path.join(this.root, folder), { recursive: true });
      appendFileSync(path.join(this.root, folder, '.gitignore'), `${pattern}\n`);
    });
  }

  generate(folder: string, files: number): void {
    for (let n = 0; n < files; n++) this.write(`${folder}/generated/made${n}.ts`, n % 40);
  }

  git(command: GitCommand): void {
    for (const words of GIT_COMMANDS[command])
      this.tryIt(() => {
        this.gitIn(this.root, words);
      });
  }

  /** Another commit of the library in the submodule. */
  moveSubmodule(commit: number): void {
    this.tryIt(() => {
      this.gitIn(path.join(this.root, 'modules/library'), `checkout -q main~${commit}`);
    });
  }

  private take(error: Error | null, events: readonly { path: string; type: 'create' | 'update' | 'delete' }[]): void {
    if (error) {
      // Events were lost: everything has to be compared.
      this.onChanges([{ path: this.root, kind: 'changed' }]);
      return;
    }
    const changes = events.filter((event) => mayBeIndexed(path.relative(this.root, event.path)));
    if (changes.length > 0 && !this.deaf)
      this.onChanges(changes.map((each) => ({ path: each.path, kind: KINDS[each.type] })));
    for (const { path: file } of events) {
      this.waiting.get(file)?.();
      this.waiting.delete(file);
    }
  }

  private gitIn(folder: string, words: string): void {
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...words.split(' ')], {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_EDITOR: 'true',
        ...Object.fromEntries(
          ['AUTHOR', 'COMMITTER'].flatMap((who) => [
            [`GIT_${who}_NAME`, 'Test'],
            [`GIT_${who}_EMAIL`, 'test@example.org'],
          ]),
        ),
      },
    });
  }

  private tryIt(change: () => void): void {
    try {
      change();
    } catch {
      // Not possible as the files are now.
    }
  }
}
