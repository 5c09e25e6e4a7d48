import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilesOpenedNotification, SearchRequest, ValuesRequest } from '../../src/protocol/engine';
import { eventually } from '../harness/eventually';
import { hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { writeFiles } from '../support/temporaryFolder';

/** Far more of what a filter leaves out than a search takes from each side. */
const MANY = 400;

const FILES: Readonly<Record<string, string>> = {
  ...SAMPLE,
  'src/many.ts': Array.from(
    { length: MANY },
    (_, n) =>
      `/** Waits longer after failure ${n}. */\nexport function retry${n}(task) {\n  return wait(task, ${n});\n}\n`,
  ).join('\n'),
  'tools/again.py':
    'def try_again(job):\n    """Runs a job again when it failed, and waits longer each time."""\n    return job()\n',
  'test/retry.test.ts': `it('runs again', () => {\n  // The mock fails twice.\n  const mock = failing(2);\n  expect(withBackoff(mock, 3)).resolves.toBe(1);\n});\n`,
  'src/config.ts': [
    '/** Reads the settings from a file. */',
    'export function parseConfig(text: string): Config {',
    "  if (text === '') throw new Error('The file of settings is empty: write {} to it.');",
    '  return JSON.parse(text);',
    '}',
    '',
    '/** Reads the options of the command line. */',
    'export function parseArguments(words: string[]): Options {',
    '  return Object.fromEntries(words.map((word) => word.split("=")));',
    '}',
    '',
    '/** Draws a red square. */',
    'export function drawSquare(canvas: Canvas): void {',
    '  canvas.fill("red");',
    '}',
    '',
  ].join('\n'),
};

let root: string;
let engine: EngineUnderTest;
/** For all tests of this file: one index. */
const folders: string[] = [];
function temporaryFolder(): string {
  folders.push(realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hunch-query-'))));
  return folders.at(-1)!;
}

beforeAll(async () => {
  root = temporaryFolder();
  writeFiles(root, FILES);
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'x'],
  ])
    execFileSync('git', ['-C', root, ...args]);
  engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory: temporaryFolder() });
  await eventually('the index is ready', async () =>
    (await engine.state([folder(root)])).folders.every(({ phase }) => phase === 'ready'),
  );
});
afterAll(async () => {
  await engine.shutdown();
  for (const each of folders) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
});

const ask = (query: string, limit = 50) =>
  engine.connection.sendRequest(SearchRequest, { query, limit, explain: true });
const paths = async (query: string): Promise<string[]> => [...new Set((await ask(query)).hits.map(({ path }) => path))];

describe('filters', () => {
  it('find what they let through, however much more of the rest is near', async () => {
    expect(await paths('lang:py run a task again and wait longer')).toEqual(['tools/again.py', 'tools/report.py']);
    expect(await paths('path:tools/a* run a task again')).toEqual(['tools/again.py']);
    const { hits, mistakes } = await ask('-path:many -lang:py run a task again and wait longer');
    expect(hits.length).toBeGreaterThan(5);
    expect(hits[0]).toMatchObject({ symbol: 'withBackoff' });
    expect(hits.every(({ path, language }) => path !== 'src/many.ts' && language === 'typescript')).toBe(true);
    expect(mistakes).toBeUndefined();
  });

  it('by kind and by symbol', async () => {
    const kinds = new Set((await ask('kind:class,interface session')).hits.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['class', 'interface']);
    const symbols = async (query: string) => (await ask(query)).hits.map(({ symbol }) => symbol).sort();
    expect(await symbols('symbol:parse*')).toEqual(['parseArguments', 'parseConfig']);
    expect(await symbols('symbol:PARSECONFIG')).toEqual(['parseConfig']);
    expect(await symbols('symbol:Cache.get')).toEqual(['get']);
    expect(await symbols('symbol:parse* settings')).toEqual(['parseArguments', 'parseConfig']);
  });

  it('alone list all there is in the order of the files, and count it', async () => {
    const { hits, total, facets } = await ask('lang:ts kind:function path:many', 20);
    expect(hits.map(({ symbol }) => symbol)).toEqual(Array.from({ length: 20 }, (_, n) => `retry${n}`));
    expect(total).toBe(MANY);
    expect(facets!.kind).toEqual([{ value: 'function', count: MANY }]);
  });

  it('know what is open in editors, once that is told', async () => {
    expect((await ask('in:open settings')).mistakes).toMatchObject([{ code: 'noEditors', start: 0, end: 7 }]);
    await engine.connection.sendNotification(FilesOpenedNotification, { paths: [path.join(root, 'src', 'config.ts')] });
    expect(await paths('in:open settings')).toEqual(['src/config.ts']);
    expect(await paths('-in:open read settings')).not.toContain('src/config.ts');
  });

  it('know what git calls changed', async () => {
    expect(await paths('in:changed settings')).toEqual([]);
    writeFileSync(path.join(root, 'tools', 'again.py'), `${FILES['tools/again.py']!}\n# changed\n`);
    await engine.changed('changed', path.join(root, 'tools', 'again.py'));
    await eventually('the change is seen', async () => (await paths('in:changed again')).includes('tools/again.py'));
    expect(await paths('in:changed')).toEqual(['tools/again.py']);
  });
});

describe('phrases and excluded words', () => {
  it('are looked for in the text itself', async () => {
    const { hits } = await ask('"settings is empty: write {}"');
    expect(hits.map(({ symbol }) => symbol)).toEqual(['parseConfig']);
    expect(await paths('"fails twice" again')).toEqual(['test/retry.test.ts']);
    expect(
      (await ask('run a task again -mock -retry')).hits.every(({ preview }) => !/mock|retry/i.test(preview!)),
    ).toBe(true);
  });

  it('of a message that is not in the code are words', async () => {
    const message = await ask('cannot read settings of file "nowhere.json"');
    expect(message.hits.length).toBeGreaterThan(5);
    expect(message.mistakes).toMatchObject([{ code: 'noSuchPhrase', severity: 'hint' }]);
    const phrase = await ask('"nowhere to be found"');
    expect(phrase.hits).toEqual([]);
    expect(phrase.mistakes).toMatchObject([
      { code: 'noSuchPhrase', severity: 'error', suggestion: 'nowhere to be found' },
    ]);
  });
});

describe('like and not like', () => {
  it('are sums of what they name', async () => {
    const like = (await ask('like:parseConfig -path:many')).hits.map(({ symbol }) => symbol);
    expect(like[0]).toBe('parseArguments');
    expect(like).not.toContain('parseConfig');
    const place = async (query: string, symbol: string) =>
      (await ask(`${query} -path:many`)).hits.findIndex((hit) => hit.symbol === symbol);
    expect(await place('read options -like:parseConfig', 'parseArguments')).toBeGreaterThanOrEqual(
      await place('read options', 'parseArguments'),
    );
    // The words say of what kind, the name says what it is about.
    expect(await place('like:parseConfig draw a square', 'drawSquare')).toBeLessThan(
      await place('like:parseConfig', 'drawSquare'),
    );
    expect((await ask('like:parseConfig -path:many')).hits[0]!.why!.like).toEqual(['parseConfig']);
  });

  it('point at a symbol that is not there', async () => {
    expect((await ask('like:parseConfg settings')).mistakes).toMatchObject([
      { code: 'noSuchSymbol', start: 0, end: 15, suggestion: 'like:parseConfig' },
    ]);
    expect((await ask('symbol:parseConfg')).mistakes).toMatchObject([{ suggestion: 'symbol:parseConfig' }]);
    expect((await ask('path:net/** retry')).mistakes).toMatchObject([{ suggestion: 'path:**/net/**' }]);
  });
});

describe('why', () => {
  it('says of every hit what its score is made of, and which words it has', async () => {
    const { hits } = await ask('run a task again after a failure');
    for (const { score, why } of hits) {
      expect(Object.values(why!.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(score, 6);
      expect(why!.readClosely).toBe(true);
    }
    const hit = hits.find(({ symbol }) => symbol === 'withBackoff')!;
    expect(hit.why!.matched).toContainEqual({ word: 'failure', found: ['failure'], places: ['doc'], lines: [1] });
  });
});

describe('values of a filter', () => {
  it('are those of the index, what begins with the letters first', async () => {
    const values = async (filter: 'lang' | 'path' | 'symbol' | 'like', typed: string) =>
      (await engine.connection.sendRequest(ValuesRequest, { filter, typed, limit: 5 })).map(({ value }) => value);
    expect(await values('lang', '')).toEqual(['ts', 'py']);
    expect(await values('symbol', 'parsec')).toEqual(['parseConfig']);
    expect(await values('like', 'Config')).toContain('parseConfig');
    expect(await values('path', 'net')).toEqual(['src/net/**']);
  });
});

describe('the command line', () => {
  it('takes the same queries, and points at mistakes on stderr', async () => {
    const place = ['--root', root, '--index-dir', temporaryFolder()];
    const { stdout, stderr } = await hunch(['search', 'lang:klingon lang:py again', ...place]);
    expect(stdout).toContain('tools/again.py');
    expect(stdout).not.toContain('.ts');
    expect(stderr).toContain('\n  lang:klingon lang:py again\n       ^^^^^^^\n');
    const { json } = await hunch(['search', 'lang:klingon again', '--json', ...place]);
    expect(json).toMatchObject({ mistakes: [{ code: 'unknownLanguage', start: 5, end: 12 }] });
    const explained = await hunch(['search', 'run a task again', '--json', '--explain', '--limit', '1', ...place]);
    const [hit] = (explained.json as { results: { why: { shares: object; matched: { word: string }[] } }[] }).results;
    expect(Object.keys(hit!.why.shares)).toContain('words');
    expect(hit!.why.matched.map(({ word }) => word)).toContain('again');
  });
});

describe('a name that is half remembered', () => {
  it.each([
    ['keepTryingLonger', 'tryRepeatedly'],
    ['readTerminalFlags', 'parseArguments'],
  ])('is read by the deep model as the words that it is made of: %s', async (name, meant) => {
    expect((await ask(name)).hits[0]!.symbol).toBe(meant);
  });
});
