import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hunch } from '../support/commandLine';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const REPOSITORY = path.join(import.meta.dirname, '..', '..');

describe('a native library that does not load', () => {
  /** The built product with only some of its native packages, or none. */
  function productWith(...packages: readonly string[]) {
    const product = temporaryFolder();
    cpSync(path.join(REPOSITORY, 'dist'), path.join(product, 'dist'), {
      recursive: true,
      filter: (file) => !file.includes('node_modules'),
    });
    symlinkSync(path.join(REPOSITORY, 'models'), path.join(product, 'models'));
    mkdirSync(path.join(product, 'node_modules'));
    for (const name of packages)
      symlinkSync(path.join(REPOSITORY, 'node_modules', name), path.join(product, 'node_modules', name));
    const root = temporaryFolder();
    writeFiles(root, SAMPLE);
    return spawnSync(
      process.execPath,
      [path.join(product, 'dist', 'cli.js'), 'search', 'x', '--root', root, '--index-dir', path.join(product, 'index')],
      { encoding: 'utf8' },
    );
  }

  it.each([
    ['onnxruntime', []],
    ['LanceDB', ['onnxruntime-node', 'onnxruntime-common']],
  ])('is named in one sentence: %s', (name, others) => {
    const { status, stdout, stderr } = productWith(...others);
    expect(stderr).toMatch(new RegExp(`^hunch: The native library ${name} does not load on .*: install .*\\.\\n$`));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('a damaged installation', () => {
  it.each([['missing'], ['cut short']])('with a grammar that is %s leaves the index as it was', async (how) => {
    const product = temporaryFolder();
    for (const part of ['dist', 'models', 'node_modules']) {
      if (part === 'dist') cpSync(path.join(REPOSITORY, part), path.join(product, part), { recursive: true });
      else symlinkSync(path.join(REPOSITORY, part), path.join(product, part));
    }
    const root = temporaryFolder();
    writeFiles(root, SAMPLE);
    const place = ['--root', root, '--index-dir', path.join(product, 'index')];
    expect(await hunch(['index', ...place])).toMatchObject({ code: 0 });
    writeFiles(root, { 'tools/report.py': 'def other():\n    return 1\n' });
    const grammar = path.join(product, 'dist', 'grammars', 'tree-sitter-python.wasm');
    if (how === 'missing') rmSync(grammar);
    else truncateSync(grammar, 1000);
    const cli = path.join(product, 'dist', 'cli.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'index', ...place], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^hunch: The parser did not start, .*: reinstall Hunch\.\n$/);
    // Whole again: what was not indexed for it is indexed now.
    expect(await hunch(['search', 'other', ...place, '--json'])).toMatchObject({
      code: 0,
      json: { results: expect.arrayContaining([expect.objectContaining({ symbol: 'other' })]) as unknown },
    });
  });
});

// A small file system of one's own can be had without being root on Linux only.
describe.runIf(process.platform === 'linux')('a full disk', () => {
  it('is named in one sentence, leaves the index as it was, and costs nothing once there is room', async () => {
    const root = temporaryFolder();
    writeFiles(root, SAMPLE);
    const place = temporaryFolder();
    const full = path.join(place, 'full');
    const saved = path.join(place, 'saved');
    mkdirSync(full);
    const cli = `"${process.execPath}" dist/cli.js`;
    // The index is built, 1,000 functions more do not fit beside it, and what is there still answers.
    const script = `
      mount -t tmpfs -o size=3m tmpfs "${full}"
      ${cli} index --root "${root}" --index-dir "${full}/index" || exit 10
      for n in $(seq 40); do
        for m in $(seq 25); do echo "export function task_\${n}_\${m}() { return run($n, $m); }"; done > "${root}/many$n.ts"
      done
      ${cli} index --root "${root}" --index-dir "${full}/index" 2> "${place}/error"
      echo "code $?"
      ${cli} search "sign a user in" --json --root "${root}" --index-dir "${full}/index" 2> "${place}/error2" || exit 11
      cp -r "${full}/index" "${saved}"`;
    const output = execFileSync('unshare', ['-Urm', 'sh', '-c', script], { cwd: REPOSITORY, encoding: 'utf8' });
    expect(output).toContain('code 1');
    expect(execFileSync('cat', [path.join(place, 'error')], { encoding: 'utf8' })).toMatch(
      /^hunch: The disk is full: .*\.\n$/,
    );
    expect(output).toContain('"symbol":"openSession"');
    const { code, json } = await hunch(['index', '--root', root, '--index-dir', saved, '--json']);
    expect(code).toBe(0);
    expect(json).toMatchObject({ files: 45, removed: 0 });
    expect((json as { reused: number }).reused).toBeGreaterThan(0);
  });
});
