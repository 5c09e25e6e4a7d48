import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GRAMMAR_FILES } from '../../../scripts/grammars.mjs';
import { noticesFor } from '../../../scripts/packaging/notices';
import { repositoryRoot } from '../../harness/repository';
import { sharedFolder, temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const COPIED = ['@lancedb/lancedb-linux-x64-gnu', 'onnxruntime-node', 'onnxruntime-common'];

describe('the notices of a package', () => {
  const folder = sharedFolder();
  let inputs: string[];

  beforeAll(() => {
    const metafile = path.join(folder, 'bundles.json');
    const args = ['esbuild.mjs', `--outdir=${path.join(folder, 'dist')}`, `--metafile=${metafile}`];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    ({ inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: string[] });
  });

  it('have a licence of everything that is bundled, or shipped as a file', () => {
    const sections = noticesFor(inputs, COPIED).split('='.repeat(80)).slice(1);
    const shipped = [...inputs.filter((input) => input.includes('node_modules/')), ...GRAMMAR_FILES.map(asInput)];
    const names = new Set(shipped.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)![1]!));
    expect(names.size).toBeGreaterThan(50);
    for (const name of [...names, ...COPIED.slice(1), '@vscode/codicons']) {
      const own = sections.filter((section) => section.trimStart().startsWith(`${name} `));
      expect(own, name).not.toHaveLength(0);
      for (const section of own) expect(section.length, name).toBeGreaterThan(500);
    }
    const swift = sections.find((section) => section.trimStart().startsWith('@repomix/'));
    expect(swift).toContain('alex-pinkus');
    expect(sections.filter((section) => /^Files: .*\brust\.json/m.test(section))).toHaveLength(1);
    expect(sections.filter((section) => /^Files: .*\bada\.json/m.test(section))).toHaveLength(0);
  });

  it('cannot be made where a licence is missing', () => {
    const elsewhere = temporaryFolder();
    writeFiles(elsewhere, {
      'node_modules/nameless/package.json': JSON.stringify({ name: 'nameless', version: '1.0.0' }),
      'node_modules/nameless/license_header.txt': 'Licensed under the terms of somebody',
    });
    const input = path.relative(repositoryRoot, path.join(elsewhere, 'node_modules', 'nameless', 'index.js'));
    expect(() => noticesFor([...inputs, input], COPIED)).toThrow('nameless is shipped without the text of its licence');
    expect(() => noticesFor([...inputs, asInput('@shikijs/langs/dist/unheard-of.mjs')], COPIED)).toThrow('unheard-of');
  });
});

function asInput(name: string): string {
  return `node_modules/${name}`;
}
