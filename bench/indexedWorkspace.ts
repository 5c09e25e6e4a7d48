import { createHash } from 'node:crypto';
import {
  cpSync,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import envPaths from 'env-paths';
import { indexDirectoryOf } from '../src/engine/workspace/indexPlace';
import { SCHEMA_VERSION } from '../src/engine/store/schema';
import { BenchEngine } from './benchEngine';
import type { Bundles } from './bundles';
import { type Corpus, writeCorpus } from './corpus';
import { useOf, watchMemory } from './processUse';
import { scratchFolder } from './scratch';

/** What was measured when the index was built from nothing. */
export interface BuildReport {
  readonly date: string;
  readonly files: number;
  readonly chunks: number;
  /** From the start of the process until the index was complete. */
  readonly elapsedMs: number;
  /** Until every chunk could be found, and the processor time of all threads until then; the latter only on Linux. */
  readonly searchableMs: number;
  readonly searchableCpuSeconds?: number;
  /** Processor time of all its threads in that time; only on Linux. */
  readonly cpuSeconds?: number;
  readonly peakBytes: number;
  /** Some seconds after the work was done. */
  readonly settledBytes: number;
  /** As the engine left it. */
  readonly bytesOnDisk: number;
}

/** An index of a corpus, built once and kept in the user's cache for the next runs. */
export interface BuiltIndex {
  readonly report: BuildReport;
  /** Whether this run built it. */
  readonly fresh: boolean;
  /** Folder with the index. */
  readonly directory: string;
}

/** A copy of the corpus with a copy of its index, to be changed freely. */
export interface IndexedWorkspace {
  readonly root: string;
  /** The parent of `cacheDirectory`: `XDG_CACHE_HOME` of an engine that is to find the index by itself. */
  readonly cacheHome: string;
  readonly cacheDirectory: string;
}

const SETTLE_MS = 5_000;
const REPORT = 'build.json';

/** The index of a corpus from the cache, or built now: some minutes for 10,000 chunks. */
export async function builtIndex(bundles: Bundles, corpus: Corpus, rebuild: boolean): Promise<BuiltIndex> {
  const cache = envPaths('hunch-bench', { suffix: '' }).cache;
  const kept = path.join(cache, `${corpus.chunks}-${keyOf(bundles, corpus)}`);
  const directory = path.join(kept, 'index');
  const reportFile = path.join(kept, REPORT);
  if (rebuild) rmSync(kept, { recursive: true, force: true });
  if (existsSync(reportFile))
    return { report: JSON.parse(readFileSync(reportFile, 'utf8')) as BuildReport, fresh: false, directory };

  console.error(`Indexing ${corpus.chunks} chunks (once; kept in ${kept}) …`);
  const workspace = emptyWorkspace(corpus);
  const report = await build(bundles, corpus, workspace);
  const partial = `${kept}.partial-${process.pid}`;
  copyIndex(indexDirectoryOf(workspace.root, workspace.cacheDirectory), path.join(partial, 'index'));
  writeFileSync(path.join(partial, REPORT), JSON.stringify(report, null, 2));
  renameSync(partial, kept);
  return { report, fresh: true, directory };
}

/** A workspace whose index is complete. */
export function indexedWorkspace(corpus: Corpus, { directory }: BuiltIndex): IndexedWorkspace {
  const workspace = emptyWorkspace(corpus);
  copyIndex(directory, indexDirectoryOf(workspace.root, workspace.cacheDirectory));
  return workspace;
}

/** With the times of all files: LanceDB does not clean up files that are younger than the version that dropped them. */
export function copyIndex(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

/** A workspace that is still to be indexed. */
export function emptyWorkspace(corpus: Corpus): IndexedWorkspace {
  const scratch = scratchFolder();
  const root = path.join(scratch, 'corpus');
  writeCorpus(root, corpus.files);
  const cacheHome = path.join(scratch, 'cache');
  const cacheDirectory = path.join(cacheHome, 'hunch');
  mkdirSync(cacheDirectory, { recursive: true });
  return { root, cacheHome, cacheDirectory };
}

async function build(bundles: Bundles, corpus: Corpus, workspace: IndexedWorkspace): Promise<BuildReport> {
  const { engine } = await BenchEngine.start(bundles.engine, workspace.root, workspace.cacheDirectory);
  const memory = watchMemory(engine.pid);
  const progress = setInterval(() => {
    if (process.stderr.isTTY) process.stderr.write(`\r${engine.chunks} of ${corpus.chunks} chunks `);
  }, 1000);
  await engine.searchable();
  const searchableMs = engine.sinceStart;
  const { cpuSeconds: searchableCpuSeconds } = useOf(engine.pid);
  await engine.ready();
  const elapsedMs = engine.sinceStart;
  const { cpuSeconds } = useOf(engine.pid);
  clearInterval(progress);
  await sleep(SETTLE_MS);
  const { resident } = useOf(engine.pid);
  const { files, chunks, bytesOnDisk } = await engine.status();
  const report = {
    date: new Date().toISOString(),
    files,
    chunks,
    elapsedMs,
    searchableMs,
    peakBytes: memory.stop(),
    settledBytes: resident,
    bytesOnDisk,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
    ...(searchableCpuSeconds === undefined ? {} : { searchableCpuSeconds }),
  };
  await engine.stop();
  return report;
}

/** Changes with all that decides what is in an index: the code, how it is cut and embedded, how it is stored. */
function keyOf({ extension }: Bundles, corpus: Corpus): string {
  const hash = createHash('sha256').update(`${corpus.hash}\0${SCHEMA_VERSION}\0`);
  for (const name of ['parseThread.js', 'embedThread.js'])
    hash.update(readFileSync(path.join(extension, 'dist', name)));
  const models = path.join(extension, 'models');
  for (const entry of readdirSync(models, { recursive: true, withFileTypes: true }).sort(byPlace))
    if (entry.isFile()) hash.update(readFileSync(path.join(entry.parentPath, entry.name)));
  return hash.digest('hex').slice(0, 16);
}

function byPlace(a: Dirent, b: Dirent): number {
  return path.join(a.parentPath, a.name) < path.join(b.parentPath, b.name) ? -1 : 1;
}
