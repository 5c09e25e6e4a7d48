import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hit } from '../../src/protocol/hit';
import { CLI, hunch, hunchOnTerminal } from '../support/commandLine';
import { SAMPLE } from '../support/sampleWorkspace';
import { sharedFolder, temporaryFolder, writeFiles } from '../support/temporaryFolder';

const root = sharedFolder();
const place = ['--root', root, '--index-dir', path.join(sharedFolder(), 'index')];
const question = ['search', 'compare the password', ...place, '--limit', '2'];
const similar = ['similar', 'src/net/retry.ts:4', ...place, '--limit', '2'];
/** An escape sequence that sets colours. */
const COLOUR = /\u001b\[\d+m/;
/** What a terminal obeys. */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}]/u;

beforeAll(async () => {
  writeFiles(root, SAMPLE);
  expect(await hunch(['index', ...place])).toMatchObject({ code: 0, stderr: '' });
});

const hitsOf = async (args: readonly string[]) =>
  ((await hunch([...args, '--json'])).json as { readonly results: readonly Hit[] }).results;

describe('the formats of an answer', () => {
  it('are, for people, places with the lines that have words of the question', async () => {
    const { code, stdout, stderr } = await hunch(question);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, ...lines] = stdout.split('\n\n')[0]!.split('\n');
    expect(first).toMatch(/^\S+src\/auth\/session\.ts:15-17 {2}checkPassword {2}function, [01]\.\d\d$/);
    expect(lines).toEqual(['  15  function checkPassword(userName: string, password: string): boolean {']);
    expect(stdout).not.toMatch(OBEYED);
    const deeper = await hunch(['search', 'equal hash', ...place, '--limit', '1']);
    expect(deeper.stdout.split('\n').slice(1)).toEqual([
      '  15  function checkPassword(userName: string, password: string): boolean {',
      '  16  return timingSafeEqual(hash(password), storedHash(userName));',
      '',
    ]);
  });

  it('are, for editors, path, line and text of each hit, from where the command runs', async () => {
    const hits = await hitsOf(question);
    const { stdout } = await hunch([...question, '--format', 'grep']);
    const rows = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(2);
    rows.forEach((row, index) => {
      const { path: file, startLine } = hits[index]!;
      const line = SAMPLE[file]!.split('\n')[startLine - 1]!;
      expect(row).toBe(`${path.join(root, file)}:${startLine}:${line}`);
    });
    const inside = await hunch(['search', 'compare the password', '--index-dir', place[3]!, '--format=grep'], {
      cwd: root,
    });
    expect(inside.stdout).toMatch(/^src\/auth\/session\.ts:15:function checkPassword/);
  });

  it('are, for an issue or a chat, headings with code', async () => {
    const { stdout } = await hunch([...similar, '--format', 'markdown', '--limit', '1']);
    const code = SAMPLE['src/net/poll.ts']!.split('\n').slice(1, 13).join('\n');
    expect(stdout).toBe(
      `### \`src/net/poll.ts\`, lines 2–13: \`tryRepeatedly\` (function)\n\n\`\`\`typescript\n${code}\n\`\`\`\n`,
    );
  });

  it('are, for scripts, the JSON of --json', async () => {
    const fields = 'path startLine endLine symbol container kind language score signature root preview'.split(' ');
    for (const args of [question, similar]) {
      const [json, format] = [await hunch([...args, '--json']), await hunch([...args, '--format', 'json'])];
      const [one, other] = [json, format].map((each) => ({ ...(each.json as object), elapsedMs: 0 }));
      expect(one).toEqual(other);
      for (const hit of (one as { readonly results?: readonly Hit[] }).results!)
        expect(Object.keys(hit)).toEqual(fields);
    }
  });

  it('leave standard output empty when nothing is found, and say so beside it', async () => {
    const empty = ['--root', temporaryFolder(), '--index-dir', path.join(temporaryFolder(), 'index')];
    for (const format of ['text', 'markdown', 'grep'])
      expect(await hunch(['search', 'anything', ...empty, '--format', format])).toMatchObject({
        code: 0,
        stdout: '',
        stderr: expect.stringMatching(/^hunch: Nothing found: .+\.\n$/) as string,
      });
  });

  it.each([[['--format', 'xml']], [['--format', 'text', '--json']], [['--stdin', '--format', 'text']]])(
    'are refused where they make no sense: %j',
    async (more) => {
      const args = more[0] === '--stdin' ? ['search', ...more] : [...question, ...more];
      expect(await hunch(args)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});

describe.skipIf(process.platform !== 'linux')('colours', () => {
  it('are there on a terminal, and mark the words of the question', async () => {
    const { code, screen } = await hunchOnTerminal(question);
    expect(code).toBe(0);
    expect(screen).toContain('\u001b[1m\u001b[31mPassword\u001b[39m\u001b[22m');
    expect(screen).toContain('\u001b[1mcheckPassword\u001b[22m');
  });

  it('are only that: without them the same text stands there', async () => {
    const { screen } = await hunchOnTerminal(question);
    const { stdout } = await hunch(question);
    expect(screen.replaceAll('\r\n', '\n').replaceAll(new RegExp(COLOUR, 'g'), '')).toBe(stdout);
  });

  it('go by NO_COLOR, FORCE_COLOR and what the terminal can', async () => {
    const onTerminal = async (environment: Record<string, string>) =>
      COLOUR.test((await hunchOnTerminal(question, environment)).screen);
    const piped = async (environment: Record<string, string>) =>
      COLOUR.test((await hunch(question, { environment })).stdout);
    expect(await onTerminal({ NO_COLOR: '1' })).toBe(false);
    expect(await onTerminal({ FORCE_COLOR: '0' })).toBe(false);
    expect(await onTerminal({ TERM: 'dumb' })).toBe(false);
    expect(await piped({})).toBe(false);
    expect(await piped({ FORCE_COLOR: '1' })).toBe(true);
    expect(await piped({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  it('are in no JSON', async () => {
    const { stdout } = await hunch([...question, '--json'], { environment: { FORCE_COLOR: '1' } });
    expect(stdout).not.toMatch(COLOUR);
  });
});

describe.skipIf(process.platform === 'win32')('what a terminal would obey', () => {
  const hostile = sharedFolder();
  const where = ['--root', hostile, '--index-dir', path.join(sharedFolder(), 'index')];
  /** Clears the screen, sets the title, 8-bit introducer, reading direction. */
  const evil = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u0085';
  const file = `attack ${evil}\n.ts`;

  beforeAll(() => {
    writeFiles(hostile, {
      [file]: `export function launchRocket() {\n  // ignite ${evil} the engine\n  return '${evil}\r';\n}\n`,
      [`skipped${evil}.ts`]: '\0',
    });
  });

  it.each(['text', 'grep', 'markdown', 'json'])('does not reach it: %s', async (format) => {
    const asked = ['search', 'launch a rocket, ignite the engine', ...where];
    const { code, stdout, stderr } = await hunch([...asked, '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('launchRocket');
    expect(stdout).not.toMatch(OBEYED);
    if (format === 'json') {
      const { results } = JSON.parse(stdout) as { readonly results: readonly Hit[] };
      expect(results[0]!.path).toBe(file);
      expect(results[0]!.preview).toContain(evil);
    } else {
      expect(stdout).toContain('[U+001B][2J');
      expect(stdout.split('\n').filter((line) => line.includes('attack'))).toHaveLength(1);
    }
  });

  it('does not reach it in reports and messages', async () => {
    const report = await hunch(['index', ...where, '--json']);
    expect(report.stdout).not.toMatch(OBEYED);
    expect((report.json as { readonly skipped: unknown }).skipped).toEqual([
      { path: `skipped${evil}.ts`, reason: 'binary' },
    ]);
    for (const more of [[], ['--json']]) {
      const why = await hunch(['why', `skipped${evil}.ts`, ...where, ...more]);
      expect(why.stdout).toContain('binary');
      expect(why.stdout).not.toMatch(OBEYED);
    }
    const usage = await hunch(['similar', '--limit', evil]);
    expect(usage.stderr).toContain('[U+001B]');
    expect(usage.stderr).not.toMatch(OBEYED);
    const failure = await hunch(['similar', `${evil}.ts:1`, ...where]);
    expect(failure.code).toBe(1);
    expect(failure.stderr).toContain('[U+001B]');
    expect(failure.stderr).not.toMatch(OBEYED);
  });
});

describe.skipIf(process.platform === 'win32')('an output that nobody reads', () => {
  const shell = (command: string) =>
    spawnSync('bash', ['-o', 'pipefail', '-c', command, 'bash', process.execPath, CLI, ...question], {
      encoding: 'utf8',
    });

  it('is no error when a pipe is closed early', () => {
    const { status, stdout, stderr } = shell('"$@" | head -1');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('session.ts');
    expect(shell('"$@" | true')).toMatchObject({ status: 0, stderr: '' });
    expect(shell('"$@" >&-')).toMatchObject({ status: 0, stderr: '' });
    expect(shell('"$@" 2>&- | cat')).toMatchObject({ status: 0 });
  });

  it('ends a long answer soon', async () => {
    const child = spawn(process.execPath, [CLI, 'search', '--stdin', ...place], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined);
    const errors = text(child.stderr);
    const ask = setInterval(() => child.stdin.write('sign in\n'), 5);
    await once(createInterface({ input: child.stdout }), 'line');
    child.stdout.destroy();
    // It never gets to the end of its questions.
    expect(await once(child, 'exit')).toEqual([0, null]);
    clearInterval(ask);
    expect(await errors).toBe('');
  });

  it.skipIf(process.platform !== 'linux')('is one that fails where it cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [CLI, ...question], { stdio: ['ignore', full, 'pipe'] });
    const [errors, code] = await Promise.all([
      text(child.stderr!),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect(errors).toMatch(/^hunch: The results cannot be written \(ENOSPC.+\.\n$/);
    expect(code).toBe(1);
  });
});

describe('help', () => {
  it('has examples for each command, which exist', async () => {
    const { stdout } = await hunch(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) [[<]/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(names).toEqual(expect.arrayContaining(['index', 'search', 'similar', 'status', 'completion']));
    for (const name of names) {
      const help = await hunch([name, '--help']);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      const examples = help.stdout.split('Examples:\n')[1]!;
      expect(examples, name).toContain(`hunch ${name}`);
      for (const [option] of examples.matchAll(/(?<=hunch .*)--[a-z-]+/g)) expect(help.stdout).toContain(`  ${option}`);
    }
  });

  it('says what the exit codes mean', async () => {
    expect((await hunch(['help'])).stdout).toMatch(/0 success.*1 failure.*2 bad usage.*130 interrupted/);
  });
});

describe('hunch index --watch', () => {
  it('says what changed, a line each time, until it is interrupted', async () => {
    const followed = temporaryFolder();
    writeFiles(followed, SAMPLE);
    // Dependencies that a person brings back are followed as well.
    const dependency = 'node_modules/dice/index.js';
    writeFiles(followed, { '.hunchignore': '!node_modules/\n', [dependency]: '' });
    const args = [
      'index',
      '--watch',
      '--json',
      '--root',
      followed,
      '--index-dir',
      path.join(temporaryFolder(), 'index'),
    ];
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const errors = text(child.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value as string) as Record<string, unknown>;
    const first = await next();
    expect(first).toMatchObject({ files: 6, removed: 0 });

    writeFiles(followed, { 'notes.md': 'No code.\n' });
    writeFileSync(path.join(followed, 'coin.ts'), 'export function flipCoin() {\n  return Math.random() < 0.5;\n}\n');
    expect(await next()).toMatchObject({ files: 7, chunks: (first.chunks as number) + 1, embedded: 1, removed: 0 });

    writeFileSync(path.join(followed, 'coin.ts'), '');
    expect(await next()).toMatchObject({ chunks: first.chunks, embedded: 0 });

    writeFiles(followed, {
      [dependency]: 'export function rollDice() {\n  return 1 + Math.floor(Math.random() * 6);\n}\n',
    });
    expect(await next()).toMatchObject({ chunks: (first.chunks as number) + 1, embedded: 1 });

    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(await errors).toBe('');
  });
});
