import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../test/harness/repository';
import type { Target } from './targets';

/**
 * Copies what cannot be bundled, for one target, into `nodeModules`: LanceDB's library, the watcher's, and onnxruntime with
 * its JavaScript (its loader computes the library's path, which no bundler follows).
 * @returns the names of the packages
 */
export function copyNatives(target: Target, nodeModules: string): string[] {
  for (const [name, owner] of [
    [target.lancedb, '@lancedb/lancedb'],
    [target.watcher, '@parcel/watcher'],
  ] as const)
    copyPackage(nativeFolder(target, name, owner), path.join(nodeModules, name), ['package.json', '*.node']);
  const onnxruntime = inRepository('node_modules', 'onnxruntime-node');
  const library = `bin/napi-v6/${target.os}/${target.cpu}`;
  if (!existsSync(path.join(onnxruntime, library)))
    throw new Error(`onnxruntime-node has no library for ${target.name}: run "npm ci" again.`);
  // On macOS the same 45 MB lie there twice, for want of a symbolic link; this is the name that is loaded.
  const libraries = target.os === 'darwin' ? ['onnxruntime_binding.node', 'libonnxruntime.1.dylib'] : ['*'];
  copyPackage(onnxruntime, path.join(nodeModules, 'onnxruntime-node'), [
    'package.json',
    'dist/*.js',
    ...libraries.map((name) => `${library}/${name}`),
  ]);
  copyPackage(inRepository('node_modules', 'onnxruntime-common'), path.join(nodeModules, 'onnxruntime-common'), [
    'package.json',
    // Says that the folder's modules are CommonJS; without it Node refuses to load them.
    'dist/cjs/package.json',
    'dist/cjs/*.js',
  ]);
  return [target.lancedb, target.watcher, 'onnxruntime-node', 'onnxruntime-common'];
}

/** A native package for the target: npm installed that of this machine; another's is fetched once, in the owner's version. */
function nativeFolder(target: Target, name: string, owner: string): string {
  const installed = inRepository('node_modules', name);
  if (existsSync(installed)) return installed;
  const manifest = readFileSync(inRepository('node_modules', owner, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const prefix = inRepository('out', 'natives', `${name.replace('/', '-')}-${version}`);
  const fetched = path.join(prefix, 'node_modules', name);
  if (existsSync(fetched)) return fetched;
  mkdirSync(prefix, { recursive: true });
  const args = ['install', `${name}@${version}`, '--prefix', prefix, '--no-save', '--force'];
  const { status, stdout, stderr } = spawnSync(
    'npm',
    [...args, `--os=${target.os}`, `--cpu=${target.cpu}`, '--ignore-scripts', '--no-audit', '--no-fund'],
    { encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status === 0 && existsSync(fetched)) return fetched;
  throw new Error(`${name} ${version} is not installed and could not be fetched.\n${stdout}${stderr}`);
}

/** Copies files of a package; the last part of a pattern may begin with `*`, or be `*` for all files of a folder. */
function copyPackage(from: string, to: string, patterns: readonly string[]): void {
  for (const pattern of patterns) {
    const folder = path.dirname(pattern);
    const wanted = path.basename(pattern);
    const names = readdirSync(path.join(from, folder)).filter((name) =>
      wanted.startsWith('*') ? name.endsWith(wanted.slice(1)) : name === wanted,
    );
    if (names.length === 0) throw new Error(`${from} has no ${pattern}: run "npm ci" again.`);
    mkdirSync(path.join(to, folder), { recursive: true });
    for (const name of names) cpSync(path.join(from, folder, name), path.join(to, folder, name));
  }
}
