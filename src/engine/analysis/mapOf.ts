import type { CodeMap } from '../../protocol/map';
import type { StoredChunk } from '../store/schema';
import type { IndexedFolder } from './duplicatesOf';
import { readFunctions } from './functionSet';
import { gitTimes } from './gitTimes';
import type { Layout } from './layout';
import { readLayout, shortHash, writeLayout } from './layoutFile';
import { mapClusters } from './mapClusters';
import { runAnalysis } from './runAnalysis';

export interface MapOptions {
  readonly threadFile: string;
  readonly fingerprint: string;
  /** Where the index of a folder is, and with it what is known of its map. */
  readonly directoryOf: (root: string) => string;
  readonly history: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

interface Dot {
  readonly root: number;
  readonly chunk: StoredChunk;
}

/** The map of all functions that the deep model has read. */
export async function mapOf(folders: readonly IndexedFolder[], options: MapOptions): Promise<CodeMap> {
  const { signal } = options;
  const dots: Dot[] = [];
  const vectors: Float32Array[] = [];
  let unread = 0;
  for (const [root, { store, root: path }] of folders.entries()) {
    const { chunks } = await readFunctions(store, path, { within: '' });
    const hashes = [...new Set(chunks.map(({ contentHash }) => contentHash))];
    const { values, known } = await store.vectors.means(hashes);
    const rowOf = new Map(hashes.map((hash, row) => [hash, row]));
    const dimensions = values.length / Math.max(1, hashes.length);
    for (const chunk of chunks) {
      const row = rowOf.get(chunk.contentHash)!;
      if (known[row] !== true) unread++;
      else {
        dots.push({ root, chunk });
        vectors.push(values.subarray(row * dimensions, (row + 1) * dimensions));
      }
    }
    signal?.throwIfAborted();
  }
  const layout = await placesOf(folders, dots, vectors, options);
  const x = [...Array(dots.length).keys()].map((dot) => round(layout[2 * dot]!));
  const y = [...Array(dots.length).keys()].map((dot) => round(layout[2 * dot + 1]!));
  const { files, file } = await filesOf(folders, dots, options);
  return {
    roots: folders.map(({ root }) => root),
    files: files.map(({ path }) => path),
    fileRoots: files.map(({ root }) => root),
    fileLanguages: files.map(({ language }) => language),
    fileTimes: files.map(({ time }) => time),
    file,
    symbol: dots.map(({ chunk }) => chunk.symbol),
    container: dots.map(({ chunk }) => chunk.container),
    startLine: dots.map(({ chunk }) => chunk.startLine),
    endLine: dots.map(({ chunk }) => chunk.endLine),
    x,
    y,
    ...mapClusters(
      x,
      y,
      dots.map(({ chunk }) => `${chunk.container} ${chunk.symbol} ${chunk.path}`),
    ),
    unread,
  };
}

/** Each where it was, if it was there; the map of several folders is kept with the first. */
async function placesOf(
  folders: readonly IndexedFolder[],
  dots: readonly Dot[],
  vectors: readonly Float32Array[],
  { threadFile, fingerprint, directoryOf, signal, onProgress }: MapOptions,
): Promise<Layout> {
  if (dots.length === 0) return new Float32Array(0);
  const directory = directoryOf(folders[0]!.root);
  const identity = `${fingerprint} ${folders.map(({ root }) => root).join('\0')}`;
  const before = await readLayout(directory, identity);
  const hashes = dots.map(({ chunk }) => chunk.contentHash);
  const known = new Float32Array(2 * dots.length).fill(NaN);
  hashes.forEach((hash, dot) => {
    const place = before.get(shortHash(hash));
    if (place) known.set(place, 2 * dot);
  });
  if (!known.includes(NaN) && before.size >= new Set(hashes).size) return known;
  const dimensions = vectors[0]!.length;
  const values = new Float32Array(dots.length * dimensions);
  vectors.forEach((vector, dot) => {
    values.set(vector, dot * dimensions);
  });
  const job = { vectors: { values, dimensions }, known };
  const layout = await runAnalysis(threadFile, 'layout', job, { transfer: [values.buffer], signal, onProgress });
  await writeLayout(directory, identity, hashes, layout);
  return layout;
}

/** The files of the dots, with when they last changed. */
async function filesOf(folders: readonly IndexedFolder[], dots: readonly Dot[], { history, signal }: MapOptions) {
  const modified: Map<string, number>[] = [];
  const committed: Map<string, number>[] = [];
  for (const { store, root } of folders) {
    modified.push(new Map((await store.readFiles()).map(({ path, mtimeMs }) => [path, Math.round(mtimeMs)])));
    committed.push(history ? await gitTimes(root, signal) : new Map<string, number>());
  }
  const places = new Map<string, number>();
  const files: { root: number; path: string; language: string; time: number }[] = [];
  const file = dots.map(({ root, chunk: { path, language } }) => {
    const key = `${root}\0${path}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const time = committed[root]!.get(path) ?? modified[root]!.get(path) ?? 0;
    places.set(key, files.length);
    return files.push({ root, path, language, time }) - 1;
  });
  return { files, file };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
