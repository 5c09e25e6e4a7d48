import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { environmentWithoutNpm } from '../../test/harness/tools';
import { keptFolder } from './benchCache';

/** A release whose bytes are known. */
export interface PinnedPackage {
  readonly registry: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  /** As in a lockfile: algorithm, dash, base64, e.g. `sha512-…`; for a wheel of PyPI `sha256-…`. */
  readonly integrity: string;
}

/**
 * The files of a package, fetched once with its registry's own client. The archive of npm has its files in `package/`, which
 * is left away here.
 *
 * @throws when it cannot be fetched, or is not what was pinned
 */
export function unpackedPackage(pinned: PinnedPackage): Promise<string> {
  const { registry, name, version, integrity } = pinned;
  const hash = createHash('sha256').update(integrity).digest('hex').slice(0, 12);
  return keptFolder(`packages/${registry}-${name.replace(/[^\w.-]+/g, '-')}-${version}-${hash}`, (folder) => {
    console.error(`Fetching ${name} ${version} …`);
    const download = path.join(folder, '.download');
    mkdirSync(download);
    if (registry === 'npm') fetchFromNpm(pinned, download);
    else fetchFromPypi(pinned, download);
    const archive = path.join(download, readdirSync(download)[0]!);
    check(pinned, archive);
    if (registry === 'npm') {
      execFileSync('tar', ['-x', '-z', '-f', archive, '-C', download]);
      rmSync(archive);
      // Its name is `package` by convention, not by rule.
      const [top] = readdirSync(download);
      for (const entry of readdirSync(path.join(download, top!)))
        renameSync(path.join(download, top!, entry), path.join(folder, entry));
    } else {
      execFileSync('python3', ['-m', 'zipfile', '-e', archive, folder]);
    }
    rmSync(download, { recursive: true });
  });
}

function fetchFromNpm({ name, version }: PinnedPackage, download: string): void {
  execFileSync('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--pack-destination', download], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
    env: environmentWithoutNpm(),
  });
}

function fetchFromPypi({ name, version }: PinnedPackage, download: string): void {
  const only = ['--no-deps', '--only-binary=:all:', '--quiet', '--dest', download];
  execFileSync('python3', ['-m', 'pip', 'download', ...only, `${name}==${version}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function check({ name, version, integrity }: PinnedPackage, archive: string): void {
  const algorithm = integrity.slice(0, integrity.indexOf('-'));
  const digest = `${algorithm}-${createHash(algorithm).update(readFileSync(archive)).digest('base64')}`;
  if (digest !== integrity) throw new Error(`${name} ${version} is not the pinned one: it has ${digest}.`);
}
