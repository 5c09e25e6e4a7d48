import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { inRepository } from '../test/harness/repository';
import { runInCodeServer } from '../test/integration/inCodeServer';
import type { Bundles } from './bundles';
import type { HostTask } from './host/entry';
import type { HostReport } from './host/hostReport';
import type { IndexedWorkspace } from './indexedWorkspace';
import { scratchFolder } from './scratch';

const LIMIT_MS = 20 * 60_000;

/** Measures inside the extension host of a real VS Code that has the workspace open. @throws with what went wrong there */
export async function inVscode<T>(
  { extension }: Bundles,
  { root, cacheHome }: IndexedWorkspace,
  task: HostTask,
): Promise<T> {
  const entry = inRepository('out', 'bench', 'host.js');
  await build({
    entryPoints: [inRepository('bench', 'host', 'entry.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const file = path.join(scratchFolder(), 'report.json');
  writeFileSync(file, JSON.stringify(task));
  await runInCodeServer(
    { suite: 'bench', workspace: () => root },
    entry,
    { HUNCH_TEST_SUITE: 'bench', HUNCH_TEST_RESULT: file, XDG_CACHE_HOME: cacheHome },
    LIMIT_MS,
    extension,
  );
  const report = JSON.parse(readFileSync(file, 'utf8')) as HostReport<T>;
  if ('error' in report) throw new Error(`Inside VS Code: ${report.error}`);
  if (!('result' in report)) throw new Error('VS Code ended before anything was measured.');
  return report.result;
}
