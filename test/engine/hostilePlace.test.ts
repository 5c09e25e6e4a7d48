import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { IndexLock } from '../../src/engine/store/indexLock';
import { hunch } from '../support/commandLine';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const REPOSITORY = path.join(import.meta.dirname, '..', '..');

async function indexed() {
  const root = temporaryFolder();
  writeFiles(root, SAMPLE);
  const place = ['--root', root, '--index-dir', path.join(temporaryFolder(), 'index')];
  expect(await hunch(['index', ...place])).toMatchObject({ code: 0, stderr: '' });
  return { root, place };
}

const search = (place: readonly string[], environment: Record<string, string> = {}) =>
  hunch(['search', 'sign a user in', ...place, '--limit', '100', '--json'], { environment });

// A read-only mount stops root as well, which permissions do not; only Linux has mounts of one's own.
describe.runIf(process.platform === 'linux')('an index folder that can only be read', () => {
  it('answers as long as nothing has to be written, then says so in one sentence', async () => {
    const { root, place } = await indexed();
    const before = (await search(place)).json as { results: unknown[] };
    const directory = place.at(-1)!;
    const run = (query: string) =>
      execFileSync(
        'unshare',
        [
          '-Urm',
          'sh',
          '-c',
          `mount --bind "${directory}" "${directory}" && mount -o remount,bind,ro "${directory}" && ` +
            `"${process.execPath}" dist/cli.js search "${query}" --limit 100 --json --root "${root}" --index-dir "${directory}" 2>&1 || true`,
        ],
        { cwd: REPOSITORY, encoding: 'utf8' },
      );
    expect((JSON.parse(run('sign a user in')) as { results: unknown[] }).results).toEqual(before.results);
    writeFiles(root, { 'src/new.ts': 'export const added = () => 1;\n' });
    expect(run('sign a user in')).toMatch(/^hunch: The index folder .* is not writable: /);
  });
});

describe('an index of another version of Hunch', () => {
  it('is built again, once, with one message', async () => {
    const { place } = await indexed();
    const before = (await search(place)).json as { results: unknown[] };
    const { loadLanceDb } = await import('../../src/engine/store/lancedb');
    const connection = await (await loadLanceDb()).connect(place.at(-1)!);
    const meta = await connection.openTable('meta');
    await meta.update({ where: "key = 'schema'", values: { value: '99' } });
    connection.close();
    const { json, stderr } = await search(place);
    expect((json as typeof before).results).toEqual(before.results);
    expect(stderr).toMatch(
      /^hunch: The index of .* is being built again because it was made by another version of Hunch\.\n$/,
    );
    expect((await search(place)).stderr).toBe('');
  });
});

describe('a clock that jumps', () => {
  /** A fake clock: this process's time is that many hours off. The real one cannot be set in a test. */
  const clock = (hours: number): Record<string, string> => {
    const file = path.join(temporaryFolder(), 'clock.cjs');
    writeFileSync(
      file,
      `const real = Date.now; Date.now = () => real() + ${hours} * 3600e3;
       const RealDate = Date; globalThis.Date = class extends RealDate {
         constructor(...args) { args.length ? super(...args) : super(RealDate.now()); }
       };`,
    );
    return { NODE_OPTIONS: `--require ${file}` };
  };

  it('changes no answer, forwards or back', async () => {
    const { root, place } = await indexed();
    const before = (await search(place)).json as { results: { symbol: string }[] };
    for (const [n, hours] of [24 * 365, -24 * 365, 0].entries()) {
      writeFiles(root, { 'src/late.ts': `export function lateComer${n}() {\n  return ${n};\n}\n` });
      const file = path.join(root, 'src', 'late.ts');
      const time = Date.now() / 1000 + hours * 3600;
      utimesSync(file, time, time);
      const { json, stderr } = await search(place, clock(hours));
      expect(stderr).toBe('');
      const symbols = (json as typeof before).results.map(({ symbol }) => symbol);
      expect(symbols.filter((symbol) => symbol.startsWith('lateComer'))).toEqual([`lateComer${n}`]);
      expect(symbols.filter((symbol) => !symbol.startsWith('lateComer')).sort()).toEqual(
        before.results.map(({ symbol }) => symbol).sort(),
      );
    }
  });

  it('takes the lock from nobody who is alive, and at once from the dead', async () => {
    const directory = temporaryFolder();
    const other = sleeper();
    const file = path.join(directory, 'writer.lock');
    writeFileSync(file, JSON.stringify({ pid: other.pid, host: os.hostname(), token: 'other' }));
    utimesSync(file, 0, 0);
    const lock = new IndexLock(directory);
    expect(await lock.takeIfFree()).toBe(false);
    const ended = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await ended;
    expect(await lock.takeIfFree()).toBe(true);
    await lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });
});

function sleeper(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}
