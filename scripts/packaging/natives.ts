import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../test/harness/repository';
import type { Target } from './targets';

/**
 * Copies what cannot be bundled, for one target, into `nodeModules`: LanceDB's library, and onnxruntime with its
 * JavaScript (its loader computes the library's path, which no bundler follows).
 */
export function copyNatives(target: Target, nodeModules: string): void {
  copyPackage(lancedbFolder(target), path.join(nodeModules, target.lancedb), ['package.json', '*.node']);
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
}

/** LanceDB's package for the target: npm installed that of this machine; another's is fetched once. */
function lancedbFolder(target: Target): string {
  const installed = inRepository('node_modules', target.lancedb);
  if (existsSync(installed)) return installed;
  const { version } = JSON.parse(
    readFileSync(inRepository('node_modules', '@lancedb', 'lancedb', 'package.json'), 'utf8'),
  ) as { version: string };
  const prefix = inRepository('out', 'natives', `${target.name}-${version}`);
  const fetched = path.join(prefix, 'node_modules', target.lancedb);
  if (existsSync(fetched)) return fetched;
  mkdirSync(prefix, { recursive: true });
  const args = ['install', `${target.lancedb}@${version}`, '--prefix', prefix, '--no-save', '--force'];
  const { status, stdout, stderr } = spawnSync(
    'npm',
    [...args, `--os=${target.os}`, `--cpu=${target.cpu}`, '--ignore-scripts', '--no-audit', '--no-fund'],
    { encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status === 0 && existsSync(fetched)) return fetched;
  throw new Error(`${target.lancedb} ${version} is not installed and could not be fetched.\n${stdout}${stderr}`);
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
