import { createVSIX } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository, repositoryRoot } from '../../test/harness/repository';
import { copyNatives } from './natives';
import { writeNotices } from './notices';
import type { Target } from './targets';

/** What the package holds besides the bundles; each must exist. */
const CONTENT = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'media',
  'models',
  'l10n',
  'package.nls.json',
  'package.nls.de.json',
  'package.nls.zh-cn.json',
  '.vscodeignore',
];
/** What only development needs of package.json. */
const DEVELOPMENT_FIELDS = ['private', 'scripts', 'bin', 'dependencies', 'devDependencies'];

export interface Package {
  /** Absolute path of the `.vsix`. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Makes `hunch-<target>-<version>.vsix` in the repository's root. It is put together in a folder of its own, so that
 * neither the bundles one is debugging nor what lies about in the working tree has a part in it.
 */
export async function packageExtension(target: Target): Promise<Package> {
  const staging = inRepository('out', 'package', target.name);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const missing = CONTENT.filter((name) => !existsSync(inRepository(name)));
  if (missing.length > 0) throw new Error(`The package cannot be made without ${missing.join(', ')}.`);
  for (const name of CONTENT) cpSync(inRepository(name), path.join(staging, name), { recursive: true });
  const manifest = writeManifest(staging);
  const metafile = inRepository('out', 'package', 'bundles.json');
  bundle(path.join(staging, 'dist'), metafile);
  const copied = copyNatives(target, path.join(staging, 'dist', 'node_modules'));
  writeNotices(metafile, copied, path.join(staging, 'THIRD_PARTY_NOTICES.txt'));
  const file = inRepository(`${manifest.name}-${target.name}-${manifest.version}.vsix`);
  await createVSIX({
    cwd: staging,
    target: target.name,
    packagePath: file,
    // The bundles and dist/node_modules hold all there is; vsce would look for the rest in node_modules.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return { file, bytes: statSync(file).size };
}

function writeManifest(staging: string): { name: string; version: string } {
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as Record<string, unknown>;
  const published = Object.fromEntries(Object.entries(manifest).filter(([key]) => !DEVELOPMENT_FIELDS.includes(key)));
  writeFileSync(path.join(staging, 'package.json'), JSON.stringify(published, null, 2));
  return { name: String(manifest.name), version: String(manifest.version) };
}

function bundle(outdir: string, metafile: string): void {
  const args = ['esbuild.mjs', '--production', `--outdir=${outdir}`, `--metafile=${metafile}`];
  const { status } = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The bundles could not be built; see above.');
}
