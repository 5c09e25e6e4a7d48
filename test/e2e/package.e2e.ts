import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { temporaryFolder } from '../harness/temporaryFiles';
import { useSession } from './session';

describe('The package', () => {
  const session = useSession({ workspace: null });
  let installed: string;
  beforeAll(() => {
    const name = readdirSync(session().server.extensionsFolder).find((each) => each.startsWith('hunch-dev.hunch-'));
    installed = path.join(session().server.extensionsFolder, name ?? '');
  });

  it('holds everything that its command line needs, far from any node_modules', () => {
    const root = copyFixtureWorkspace();
    const output = execFileSync(
      process.execPath,
      [path.join(installed, 'dist', 'cli.js'), 'search', 'how far apart two places are', '--root', root, '--json'],
      { cwd: temporaryFolder('elsewhere'), encoding: 'utf8', env: { HOME: temporaryFolder('home'), PATH: '' } },
    );
    const { results } = JSON.parse(output) as { results: readonly { symbol: string; path: string }[] };
    expect(results[0]).toMatchObject({ symbol: 'distanceBetween', path: 'src/geo/distance.ts' });
  });

  it('holds nothing that only development needs', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.(ts|map|py)$|^(src|test|scripts|training)\b/.test(file))).toEqual([]);
    const libraries = files.filter((file) => file.endsWith('.node')).map((file) => path.basename(file));
    expect(libraries.sort()).toEqual([expect.stringMatching(/^lancedb\./), 'onnxruntime_binding.node', 'watcher.node']);
  });

  it('holds the licences of what it brings along', () => {
    expect(readdirSync(installed)).toEqual(expect.arrayContaining(['LICENSE.txt', 'THIRD_PARTY_NOTICES.txt']));
  });
});
