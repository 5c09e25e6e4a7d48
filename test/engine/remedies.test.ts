import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FolderConfig, SetFoldersRequest, type WhyResponse, WhyRequest } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const code = 'export function answer(): number {\n  return 42;\n}\n';
const long = `export const list = [${'"abcdefgh", '.repeat(1500)}];\n`;

/** Files that are left out, one for each reason at least, by what they are left out for. */
const FILES: Readonly<Record<string, string>> = {
  'ignored.ts': 'ignored by .gitignore',
  'out/deep/ignored.ts': 'ignored by .gitignore',
  'nested/own.ts': 'ignored by .gitignore',
  'odd/[id] (a){b}!.ts': 'ignored by .gitignore',
  "odd/it's #1 *.ts": 'ignored by .gitignore',
  'local.ts': 'ignored by .git/info/exclude',
  'everywhere.ts': "ignored by git's global ignore file",
  'hidden.ts': 'ignored by .hunchignore',
  'hidden/below.ts': 'ignored by .hunchignore',
  'nested/hidden.ts': 'ignored by .hunchignore',
  'byhunch.ts': 'excluded by the setting hunch.exclude',
  'byfiles.ts': 'excluded by the setting files.exclude',
  'bysearch/in.ts': 'excluded by the setting search.exclude',
  'node_modules/pack/index.ts': 'dependencies',
  'env/lib/site.py': 'dependencies',
  '.venv/lib/site.py': 'dependencies',
  '__pycache__/left.py': 'cache of a tool',
  'marked/kept.ts': 'cache of a tool',
  'third_party/lib.ts': 'vendored',
  'jquery-3.7.1.js': 'vendored',
  'app.min.js': 'minified',
  'squeezed.js': 'minified',
  'api.pb.go': 'generated',
  'made.ts': 'generated',
  'large.ts': 'larger than 20 kB',
  'bytes.ts': 'binary',
  'held.ts': 'private key',
  '.env.ts': 'environment file, which may hold secrets',
  '.env': 'environment file, which may hold secrets',
  'server.pem': 'private key',
  'secrets.json': 'credentials',
  'notes.bin': 'no code that Hunch reads',
  'run-it': 'no code that Hunch reads',
  'link.ts': 'symbolic link',
  '.git/hooks/hook.ts': 'version control',
  'absent.ts': 'not there',
  src: 'a folder, of which the files are indexed',
};

const CONTENTS: Readonly<Record<string, string>> = {
  'squeezed.js': long,
  'made.ts': `// @generated\n${code}`,
  'large.ts': `${'// A comment.\n'.repeat(2000)}${code}`,
  'bytes.ts': 'a\0b',
  'held.ts': `-----BEGIN RSA PRIVATE KEY-----\n${code}`,
  'api.pb.go': 'package api\n\nfunc Answer() int { return 42 }\n',
};

function workspace(): string {
  const root = temporaryFolder();
  const home = temporaryFolder();
  execFileSync('git', ['init', '-q', root]);
  const written = Object.keys(FILES).filter(
    (name) => !['link.ts', 'absent.ts', 'src', '.git/hooks/hook.ts'].includes(name),
  );
  const text = (name: string) => CONTENTS[name] ?? (name.endsWith('.py') ? 'def answer():\n    return 42\n' : code);
  writeFiles(root, Object.fromEntries(written.map((name) => [name, text(name)])));
  mkdirSync(path.join(root, '.git/hooks'), { recursive: true });
  writeFiles(root, {
    '.git/hooks/hook.ts': code,
    '.git/info/exclude': 'local.ts\n',
    '.gitignore': 'ignored.ts\nout/\nodd/\n',
    'nested/.gitignore': 'own.ts\n',
    '.hunchignore': 'hidden.ts\nhidden/\n',
    'nested/.hunchignore': 'hidden.ts\n',
    'env/pyvenv.cfg': '',
    'marked/CACHEDIR.TAG': '',
    'src/kept.ts': code,
  });
  symlinkSync('src/kept.ts', path.join(root, 'link.ts'));
  writeFiles(home, { '.config/git/ignore': 'everywhere.ts\n' });
  process.env.HOME = home;
  return root;
}

const settings: Pick<FolderConfig, 'exclude' | 'maxFileBytes'> = {
  exclude: [
    { glob: 'byhunch.ts', setting: 'hunch.exclude' },
    { glob: 'byfiles.ts', setting: 'files.exclude' },
    { glob: 'bysearch', setting: 'search.exclude' },
  ],
  maxFileBytes: 20 * 1024,
};

/** Left out for good: nothing is advised. */
const FINAL =
  /^(?:no code|binary|symbolic link|version control|not there|a folder|excluded by the setting hunch.exclude)/;

describe('What is advised to bring a file in that is left out', () => {
  it('does bring it in, whatever it was left out for', { timeout: 180_000 }, async () => {
    const { HOME } = process.env;
    onTestFinished(() => {
      process.env.HOME = HOME;
    });
    const root = workspace();
    const environment = { HOME: process.env.HOME!, XDG_CONFIG_HOME: '', GIT_CONFIG_NOSYSTEM: '1' };
    const cacheDirectory = temporaryFolder();
    const start = async () => {
      const folders = [folder(root, settings)];
      const engine = await EngineUnderTest.start({ folders, cacheDirectory, environment });
      onTestFinished(() => engine.shutdown());
      return engine;
    };
    const engine = await start();
    const why = (name: string): Promise<WhyResponse> =>
      engine.connection.sendRequest(WhyRequest, { path: path.join(root, name) });
    const isReady = (include: string[]) =>
      eventually('the index is ready', async () => {
        const [state] = (await engine.state([folder(root, { ...settings, include })])).folders;
        return state!.phase === 'ready';
      });
    await isReady([]);
    const answers = new Map<string, WhyResponse>();
    for (const name of Object.keys(FILES)) answers.set(name, await why(name));
    expect(Object.fromEntries([...answers].map(([name, { reason }]) => [name, reason]))).toEqual(FILES);
    const advised = (remedy: 'include' | 'hunchignore') =>
      [...answers].filter((each) => each[1][remedy] !== undefined).map(([name]) => name);
    const noCode = ['.env', 'server.pem', 'secrets.json'];
    const canCome = Object.keys(FILES).filter((name) => !FINAL.test(FILES[name]!) && !noCode.includes(name));
    expect(advised('include')).toEqual(canCome);
    // The same file of rules cannot bring back what is in a folder that it leaves out; nor one above, what one below says.
    const cannot = ['hidden/below.ts', 'nested/hidden.ts'];
    expect(advised('hunchignore')).toEqual(canCome.filter((name) => !cannot.includes(name)));

    const include = advised('include').map((name) => answers.get(name)!.include!);
    await engine.connection.sendRequest(SetFoldersRequest, { folders: [folder(root, { ...settings, include })] });
    await isReady(include);
    for (const name of canCome) expect(await why(name), name).toMatchObject({ indexed: true });

    await engine.connection.sendRequest(SetFoldersRequest, { folders: [folder(root, settings)] });
    const lines = advised('hunchignore').map((name) => answers.get(name)!.hunchignore!);
    writeFileSync(path.join(root, '.hunchignore'), ['hidden.ts', 'hidden/', ...lines].join('\n'));
    await engine.changed('changed', path.join(root, '.hunchignore'));
    await isReady([]);
    for (const name of advised('hunchignore')) expect(await why(name), name).toMatchObject({ indexed: true });
  });

  it('is said by hunch why only where it is true', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'out/[a].ts': code, '.gitignore': 'out/\n', '.env': 'KEY=1' });
    const place = ['--root', root, '--index-dir', path.join(temporaryFolder(), 'index')];
    const said = async (name: string) => (await hunch(['why', name, ...place])).stdout;
    expect(await said('.env')).toBe('.env is not indexed: environment file, which may hold secrets (by its name).\n');
    const [, line] = /write "(.*)" at the end/.exec(await said('out/[a].ts'))!;
    writeFiles(root, { '.hunchignore': `${line!}\n` });
    await hunch(['index', ...place]);
    expect(await said('out/[a].ts')).toBe('out/[a].ts is indexed: 1 chunk.\n');
  });
});
