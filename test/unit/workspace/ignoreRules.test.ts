import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderConfig } from '../../../src/protocol/engine';
import { whyLeftOut } from '../../../src/engine/workspace/whyLeftOut';
import { type WantedFiles, WorkspaceFiles } from '../../../src/engine/workspace/workspaceFiles';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const WANTED: WantedFiles = {
  byPath: (file) => /\.(?:ts|js|go|sh)$/.test(file),
  byFirstLine: () => false,
  firstLineBytes: 1,
};

type Settings = Partial<FolderConfig>;

function configOf(root: string, settings: Settings): FolderConfig {
  return { root, exclude: [], maxFileBytes: 100_000, ...settings };
}

async function found(root: string, settings: Settings = {}): Promise<string[]> {
  const { files } = await new WorkspaceFiles(configOf(root, settings), WANTED).scan();
  return files.map((file) => file.path).sort();
}

/** `reason: rule`, `indexed` for a file that is in. */
async function why(root: string, file: string, settings: Settings = {}): Promise<string> {
  const config = configOf(root, settings);
  const left = await whyLeftOut(new WorkspaceFiles(config, WANTED), config, file);
  return left ? [left.reason, left.rule].filter(Boolean).join(': ') : 'indexed';
}

/** The files that git itself takes for ignored. */
function ignoredByGit(root: string): string[] {
  const output = execFileSync('git', ['-C', root, 'ls-files', '-oi', '--exclude-standard'], { encoding: 'utf8' });
  return output.split('\n').filter(Boolean).sort();
}

function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  execFileSync('git', ['init', '-q', root]);
  writeFiles(root, files);
  return root;
}

describe('Rules of git', () => {
  let home: string;
  beforeEach(() => {
    home = temporaryFolder();
    vi.stubEnv('HOME', home);
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    vi.stubEnv('XDG_CONFIG_HOME', undefined);
    vi.stubEnv('GIT_CONFIG_GLOBAL', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('decide just as in git itself, also in nested folders and with files that contradict each other', async () => {
    const root = repository({
      '.gitignore': 'out/\n*.gen.ts\n/only-here.ts\nlogs/**\n!logs/keep.ts\n[ab]x.ts\n\\#odd.ts\ntrail.ts  \n# no\n',
      'out/a.ts': '',
      'src/out/b.ts': '',
      'src/c.gen.ts': '',
      'only-here.ts': '',
      'src/only-here.ts': '',
      'src/.gitignore': '!c.gen.ts\nlocal.ts\n',
      'src/local.ts': '',
      'src/deep/.gitignore': '!local.ts\n',
      'src/deep/local.ts': '',
      'logs/x/y.ts': '',
      'logs/keep.ts': '',
      'ax.ts': '',
      'cx.ts': '',
      '#odd.ts': '',
      'trail.ts': '',
      'excluded.ts': '',
      'global.ts': '',
      'both.ts': '',
    });
    writeFileSync(path.join(root, '.git/info/exclude'), 'excluded.ts\n!both.ts\n');
    writeFiles(home, { '.config/git/ignore': 'global.ts\nboth.ts\n' });
    const all = await found(root, { exclude: [] });
    const ignored = ignoredByGit(root).filter((file) => file.endsWith('.ts'));
    expect(ignored.length).toBeGreaterThan(8);
    const listed = execFileSync('git', ['-C', root, 'ls-files', '-o', '--exclude-standard'], { encoding: 'utf8' });
    expect(all).toEqual(
      listed
        .split('\n')
        .filter((file) => file.endsWith('.ts'))
        .sort(),
    );
    // git prints the name in quotes.
    expect(all).not.toContain('#odd.ts');
  });

  it('come from the file that core.excludesFile names, wherever git finds that setting', async () => {
    const root = repository({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    writeFiles(home, {
      '.gitconfig': '[include]\n\tpath = more.inc\n',
      'more.inc': '[core]\n\texcludesFile = ~/my-ignores\n',
    });
    writeFiles(home, { 'my-ignores': 'a.ts\n', '.config/git/ignore': 'b.ts\n' });
    expect(await found(root)).toEqual(['b.ts', 'c.ts']);
    expect(await why(root, 'a.ts')).toBe(`ignored by git's global ignore file: line 1 of ~/my-ignores, "a.ts"`);
    execFileSync('git', ['-C', root, 'config', 'core.excludesFile', path.join(home, 'other')]);
    writeFiles(home, { other: 'c.ts' });
    expect(await found(root)).toEqual(['a.ts', 'b.ts']);
  });

  it('come from $XDG_CONFIG_HOME/git/ignore, and from info/exclude of the repository that a worktree belongs to', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', path.join(home, 'settings'));
    writeFiles(home, { 'settings/git/ignore': 'a.ts\n' });
    const root = repository({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
    git('add', '-f', '.');
    git('commit', '-qm', 'all');
    const worktree = path.join(temporaryFolder(), 'tree');
    git('worktree', 'add', '-q', worktree);
    writeFileSync(path.join(root, '.git/info/exclude'), 'b.ts\n');
    expect(await found(root)).toEqual(['c.ts']);
    expect(await found(worktree)).toEqual(['c.ts']);
    expect(await why(worktree, 'b.ts')).toMatch(/^ignored by \.git\/info\/exclude: line 1 of /);
  });

  it('end where another repository begins', async () => {
    const root = repository({ '.gitignore': '*.gen.ts\n', 'a.gen.ts': '', 'inner/a.gen.ts': '', 'inner/b.ts': '' });
    execFileSync('git', ['init', '-q', path.join(root, 'inner')]);
    writeFileSync(path.join(root, 'inner/.git/info/exclude'), 'b.ts\n');
    expect(await found(root)).toEqual(['inner/a.gen.ts']);
  });

  it('and its default hold without a git program', async () => {
    const root = repository({ '.gitignore': 'a.ts', 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    writeFiles(home, { '.config/git/ignore': 'b.ts\n' });
    vi.stubEnv('PATH', temporaryFolder());
    expect(await found(root)).toEqual(['c.ts']);
  });
});

describe('A .hunchignore', () => {
  it('leaves out what git keeps, and brings back files that git leaves out', async () => {
    const root = repository({
      '.gitignore': '*.gen.ts\n',
      '.hunchignore': 'legacy/\n!api.gen.ts\n',
      'legacy/a.ts': '',
      'b.gen.ts': '',
      'src/api.gen.ts': '',
      'src/.hunchignore': 'c.ts\n',
      'src/c.ts': '',
      'src/sub/.hunchignore': '!c.ts',
      'src/sub/c.ts': '',
    });
    expect(await found(root)).toEqual(['src/api.gen.ts', 'src/sub/c.ts']);
    expect(await why(root, 'legacy/a.ts')).toBe(
      'ignored by .hunchignore: the folder legacy: line 1 of .hunchignore, "legacy/"',
    );
    expect(await why(root, 'src/api.gen.ts')).toBe('indexed');
  });

  it.each(['!generated/', '!generated', '!/generated/**', '!generated/api/', '!generated/api/client.ts'])(
    'brings back what is in an ignored folder: %s',
    async (line) => {
      const root = repository({
        '.gitignore': 'generated/\n*.log.ts\n',
        '.hunchignore': `${line}\n`,
        'generated/api/client.ts': '',
        'generated/api/x.log.ts': '',
        'out.log.ts': '',
      });
      const files = await found(root);
      expect(files).toContain('generated/api/client.ts');
      expect(files).not.toContain('out.log.ts');
      expect(files.includes('generated/api/x.log.ts')).toBe(line.endsWith('**'));
    },
  );

  it('brings back vendored code, and code that files.exclude hides', async () => {
    const root = repository({
      '.hunchignore': '!vendor/ours/\n!hidden.ts',
      'vendor/ours/a.go': '',
      'vendor/b.go': '',
      'hidden.ts': '',
    });
    const exclude = [{ glob: 'hidden.ts', setting: 'files.exclude' }] as const;
    expect(await found(root, { exclude })).toEqual(['hidden.ts', 'vendor/ours/a.go']);
  });
});

describe('Settings', () => {
  it('bring back with hunch.include, leave out with hunch.exclude, which is stronger than anything', async () => {
    const root = repository({
      '.gitignore': 'build/\n*.tmp.ts\n',
      '.hunchignore': 'never.ts\n',
      'build/keep/a.ts': '',
      'build/keep/b.min.js': '',
      'build/other.ts': '',
      'x.tmp.ts': '',
      'never.ts': '',
      'node_modules/pkg/index.ts': '',
      'node_modules/ours/index.ts': '',
      'z.ts': '',
    });
    const include = ['build/keep', '**/*.tmp.ts', 'never.ts', 'node_modules/ours/**'];
    expect(await found(root, { include })).toEqual([
      'build/keep/a.ts',
      'build/keep/b.min.js',
      'never.ts',
      'node_modules/ours/index.ts',
      'x.tmp.ts',
      'z.ts',
    ]);
    const exclude = [{ glob: '**/*.ts', setting: 'hunch.exclude' }] as const;
    expect(await found(root, { include, exclude })).toEqual(['build/keep/b.min.js']);
    expect(await found(root, { include, exclude: [{ glob: '**/*.ts', setting: 'search.exclude' }] })).toContain(
      'x.tmp.ts',
    );
    expect(await found(root, { exclude: [{ glob: '**/*.ts', setting: 'search.exclude' }] })).toEqual([]);
    expect(await why(root, 'z.ts', { exclude: [{ glob: '**/z.*', setting: 'search.exclude' }] })).toBe(
      'excluded by the setting search.exclude: the pattern "**/z.*"',
    );
  });

  it('that include everything do not mean dependencies or secrets, unless they name them', async () => {
    const root = repository({
      'node_modules/a/i.ts': '',
      '.git/x.ts': '',
      '.env.ts': '',
      'a.ts': '',
      'vendor/b.ts': '',
    });
    expect(await found(root, { include: ['**'] })).toEqual(['a.ts', 'vendor/b.ts']);
    expect(await found(root, { include: ['**/*.ts'] })).toEqual(['a.ts', 'vendor/b.ts']);
    expect(await found(root, { include: ['.git/**', '.env.ts'] })).toEqual(['.env.ts', 'a.ts']);
  });

  it('let a file in whatever its content, and above the size limit', async () => {
    const long = `var a = 1;${'function f(){return 1}'.repeat(9000)}`;
    const root = repository({ 'bundle.js': long, 'other.js': long });
    expect(await why(root, 'bundle.js')).toBe('larger than 98 kB: by its content');
    expect(await why(root, 'bundle.js', { maxFileBytes: 1_000_000 })).toBe('minified: by its content');
    expect(await why(root, 'bundle.js', { include: ['bundle.js'] })).toBe('indexed');
  });
});

describe('Without anybody saying so', () => {
  it.each([
    ['node_modules/x/i.ts', 'dependencies: the folder node_modules: its name is node_modules'],
    ['vendor/x/i.go', 'vendored: the folder vendor: its name is vendor'],
    ['lib/third_party/i.ts', 'vendored: the folder lib/third_party: its name is third_party'],
    ['js/jquery-3.7.1.slim.js', 'vendored: a library with its version in its name'],
    ['.git/hooks/i.sh', 'version control: the folder .git'],
    ['.next/i.js', 'cache of a tool: the folder .next: its name is .next'],
    ['.env', 'environment file, which may hold secrets: by its name'],
    ['.env.local', 'environment file, which may hold secrets: by its name'],
    ['config/.env.production.ts', 'environment file, which may hold secrets: by its name'],
    ['keys/id_rsa', 'private key: by its name'],
    ['keys/server.pem', 'private key: by its name'],
    ['.npmrc', 'credentials: by its name'],
    ['aws/credentials', 'credentials: by its name'],
    ['client_secret_12.json', 'credentials: by its name'],
    ['app.min.js', 'minified: by its name'],
    ['api/user.pb.go', 'generated: by its name'],
    ['api/user.generated.ts', 'generated: by its name'],
    ['notes.md', 'no code that Hunch reads'],
    ['gone.ts', 'not there'],
    ['src/secrets.ts', 'indexed'],
    ['src/credentials.go', 'indexed'],
    ['src/environment.ts', 'indexed'],
    ['src/migrate-1.2.3.js', 'indexed'],
  ])('%s is judged: %s', async (file, verdict) => {
    const root = temporaryFolder();
    if (file !== 'gone.ts') writeFiles(root, { [file]: 'let a;\n' });
    expect(await why(root, file)).toBe(verdict);
    // The walk and the answer cannot differ: they are one function.
    expect((await found(root)).includes(file)).toBe(verdict === 'indexed');
  });

  it.each([
    ['a.ts', '// @generated by x\n', 'generated: by its content'],
    ['b.ts', 'a\0b', 'binary: by its content'],
    ['c.ts', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n', 'private key: by its content'],
  ])('%s is left out for what is in it', async (file, content, verdict) => {
    const root = temporaryFolder();
    writeFiles(root, { [file]: content });
    expect(await why(root, file)).toBe(verdict);
  });

  it('folders that are marked as an environment or a cache stay out', async () => {
    const root = temporaryFolder();
    writeFiles(root, {
      'env/pyvenv.cfg': '',
      'env/a.ts': '',
      'target/CACHEDIR.TAG': '',
      'target/b.ts': '',
      'c.ts': '',
    });
    expect(await found(root)).toEqual(['c.ts']);
    expect(await found(root, { include: ['target/b.ts'] })).toEqual(['c.ts', 'target/b.ts']);
    expect(await why(root, 'env/a.ts')).toBe('dependencies: the folder env: a Python virtual environment');
  });
});

it('All that is left out is counted with its reason, and listed as far as it is worth it', async () => {
  const root = temporaryFolder();
  const pictures = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`img/${n}.png`, '']));
  writeFiles(root, {
    ...pictures,
    '.gitignore': 'gen/\n*.tmp.ts',
    'gen/a.ts': '',
    'a.tmp.ts': '',
    'b.tmp.ts': '',
    '.env': '',
    'c.ts': '',
  });
  mkdirSync(path.join(root, 'node_modules'));
  const { leftOut } = await new WorkspaceFiles(configOf(root, {}), WANTED).scan();
  const { LeftOutTally } = await import('../../../src/engine/workspace/leftOut');
  expect(LeftOutTally.sum(leftOut)).toEqual([
    { reason: 'no code that Hunch reads', files: 8, folders: 0 },
    { reason: 'ignored by .gitignore', files: 2, folders: 1 },
    { reason: 'environment file, which may hold secrets', files: 1, folders: 0 },
    { reason: 'dependencies', files: 0, folders: 1 },
  ]);
  expect(leftOut.list().map(({ path: file }) => file)).toEqual([
    '.env',
    'a.tmp.ts',
    'b.tmp.ts',
    'gen/',
    'node_modules/',
  ]);
});
