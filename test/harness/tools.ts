import envPaths from 'env-paths';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from './repository';

/** A VS Code that needs no desktop (code-server), and the Node it needs (24, whatever runs the tests). */
export interface VscodeTools {
  /** The Node binary that runs it. */
  readonly node: string;
  /** The script given to that Node. */
  readonly entry: string;
}

const MANIFEST = inRepository('test', 'vscode-tools');
/** Code-server's parts have dependencies of their own, pinned by a shrinkwrap file beside each. */
const PARTS = ['node_modules/code-server/lib/vscode', 'node_modules/code-server/lib/vscode/extensions'];
const NODE_MAJOR = '24';

/**
 * The tools, installed on first use into the user's cache (about 35 s and 820 MB) and shared by every clone.
 * The folder's name is the hash of the lockfile, and it gets that name only when it is complete: an interrupted
 * installation is never used, and two at once do not meet.
 */
export function ensureTools(): VscodeTools {
  const lockfile = readFileSync(path.join(MANIFEST, 'package-lock.json'));
  const key = createHash('sha256').update(lockfile).digest('hex').slice(0, 16);
  const cache = process.env.HUNCH_TEST_TOOLS ?? envPaths('hunch-test-tools', { suffix: '' }).cache;
  const folder = path.join(cache, `${key}-${process.platform}-${process.arch}`);
  if (!existsSync(folder)) install(cache, folder);
  return { node: findNode(folder), entry: path.join(folder, 'node_modules/code-server/out/node/entry.js') };
}

function install(cache: string, folder: string): void {
  console.error(`Installing a VS Code for the tests into ${folder} (once, about a minute) …`);
  mkdirSync(cache, { recursive: true });
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  try {
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(path.join(MANIFEST, file), path.join(partial, file));
    npm('ci', partial);
    // `npm ci` refuses these shrinkwrap files for one optional package that they lack; `npm install` follows them.
    for (const part of PARTS) npm('install', path.join(partial, part));
    writeFileSync(path.join(partial, 'complete'), '');
    publish(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function npm(command: 'ci' | 'install', folder: string): void {
  // No install script runs: the native modules that are missed are code-server's password hash and its log writer.
  const args = [command, '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: environmentWithoutNpm(),
  });
  if (error) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`The VS Code for the tests could not be installed.\n${stdout}${stderr}`);
}

/** Under `npm test` npm hands its own settings down by variables; the inner npm must see the tools folder as its project. */
export function environmentWithoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/.test(name)),
  );
}

function publish(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Another run was faster; what it made is the same.
    if (!existsSync(path.join(folder, 'complete'))) throw error;
  }
}

function findNode(folder: string): string {
  const shipped = path.join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(shipped)) return shipped;
  if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
  throw new Error(
    `No Node ${NODE_MAJOR} for ${process.platform}-${process.arch} is in the registry: run the tests with Node ${NODE_MAJOR}, ` +
      'or run the in-host suite in a desktop VS Code with "npm run test:host -- --electron".',
  );
}
