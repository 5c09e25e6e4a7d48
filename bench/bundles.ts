import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository, repositoryRoot } from '../test/harness/repository';

/** The extension as it is shipped, in a folder of its own: what is being developed may be rebuilt meanwhile. */
export interface Bundles {
  /** Folder with `package.json`; what VS Code loads. */
  readonly extension: string;
  readonly engine: string;
  readonly grammars: string;
}

/** Builds all bundles as for a release into `out/bench`. The native libraries come from `node_modules` above it. */
export function buildBundles(): Bundles {
  const extension = inRepository('out', 'bench', 'extension');
  const dist = path.join(extension, 'dist');
  mkdirSync(extension, { recursive: true });
  for (const name of ['package.json', 'media', 'models'])
    if (existsSync(inRepository(name))) cpSync(inRepository(name), path.join(extension, name), { recursive: true });
  const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${dist}`], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The bundles could not be built; see above.');
  return { extension, engine: path.join(dist, 'engine.js'), grammars: path.join(dist, 'grammars') };
}
