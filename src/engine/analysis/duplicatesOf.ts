import type { DuplicateFunction, DuplicatesResponse, Merge } from '../../protocol/duplicates';
import type { ChunkKind } from '../../protocol/hit';
import { asideOf } from '../search/signals';
import type { IndexStore } from '../store/indexStore';
import { type FunctionSet, readFunctions } from './functionSet';
import { runAnalysis } from './runAnalysis';

/** A workspace folder with its open index. */
export interface IndexedFolder {
  readonly root: string;
  readonly store: IndexStore;
}

export interface DuplicatesOptions {
  readonly minLines: number;
  readonly within: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Compares all functions of some folders with each other. */
export async function duplicatesOf(
  folders: readonly IndexedFolder[],
  threadFile: string,
  { minLines, within, signal, onProgress }: DuplicatesOptions,
): Promise<Omit<DuplicatesResponse, 'elapsedMs'>> {
  const sets: FunctionSet[] = [];
  for (const { root, store } of folders) sets.push(await readFunctions(store, root, { minLines, within }));
  signal?.throwIfAborted();
  const functions = sets.flatMap(({ root, chunks }) => chunks.map((chunk) => ({ root, chunk })));
  const { values, dimensions, rows } = await deepVectors(folders, sets);
  const fileOf = new Map<string, number>();
  const files = Int32Array.from(functions, ({ root, chunk }) => {
    const key = `${root}\0${chunk.path}`;
    const file = fileOf.get(key) ?? fileOf.size;
    fileOf.set(key, file);
    return file;
  });
  const job = {
    files,
    startLines: Int32Array.from(functions, ({ chunk }) => chunk.startLine),
    endLines: Int32Array.from(functions, ({ chunk }) => chunk.endLine),
    shapes: sets.flatMap(({ shapes }) => shapes),
    rows,
    vectors: { values, dimensions },
  };
  const merges = await runAnalysis(threadFile, 'duplicates', job, { transfer: [values.buffer], signal, onProgress });
  return {
    compared: functions.length,
    trivial: sets.reduce((sum, set) => sum + set.trivial, 0),
    unread: rows.filter((row) => row === -1).length,
    ...onlyMerged(functions.map(describe), merges.identical, merges.meaning),
  };
}

/** One deep vector a function, those of all folders in one matrix. Of a folder each text once. */
async function deepVectors(folders: readonly IndexedFolder[], sets: readonly FunctionSet[]) {
  const parts: { readonly values: Float32Array<ArrayBuffer>; readonly rows: readonly number[] }[] = [];
  let dimensions = 1;
  for (const [index, { store }] of folders.entries()) {
    const hashes = sets[index]!.chunks.map(({ contentHash }) => contentHash);
    const unique = [...new Set(hashes)];
    const { values, known } = await store.vectors.means(unique);
    if (unique.length > 0) dimensions = values.length / unique.length;
    const rowOf = new Map(unique.map((hash, row) => [hash, known[row] === true ? row : -1]));
    parts.push({ values, rows: hashes.map((hash) => rowOf.get(hash)!) });
  }
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  const rows: number[] = [];
  let start = 0;
  for (const part of parts) {
    values.set(part.values, start * dimensions);
    for (const row of part.rows) rows.push(row === -1 ? -1 : row + start);
    start += part.values.length / dimensions;
  }
  return { values, dimensions, rows: Int32Array.from(rows) };
}

function describe({ root, chunk }: { root: string; chunk: FunctionSet['chunks'][number] }): DuplicateFunction {
  const { path, startLine, endLine, symbol, container, kind, language } = chunk;
  return {
    root,
    path,
    startLine,
    endLine,
    symbol,
    container,
    kind: kind as ChunkKind,
    language,
    // Rust keeps unit tests in a module of the file itself.
    isTest: asideOf(path) === 'test' || /^tests?(?:\.|$)/.test(container),
  };
}

/** What is like nothing is of no use to the one who asked. */
function onlyMerged(all: readonly DuplicateFunction[], identical: readonly Merge[], meaning: readonly Merge[]) {
  const wanted = [...new Set([...identical, ...meaning].flatMap(([a, b]) => [a, b]))].sort((a, b) => a - b);
  const places = new Map(wanted.map((old, place) => [old, place]));
  const renumbered = (merges: readonly Merge[]): Merge[] =>
    merges.map(([a, b, similarity]) => [places.get(a)!, places.get(b)!, Math.round(similarity * 1e4) / 1e4]);
  return {
    functions: wanted.map((old) => all[old]!),
    identical: renumbered(identical),
    meaning: renumbered(meaning),
  };
}
