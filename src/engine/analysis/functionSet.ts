import type { IndexStore } from '../store/indexStore';
import type { StoredChunk } from '../store/schema';

/** Kinds of chunks that do something. An accessor is a property that is computed: trivial as a rule. */
export const FUNCTION_KINDS = ['function', 'method', 'constructor'] as const;

/**
 * Features that a function has at least that is worth comparing: some ten short statements have three times as many. What
 * has fewer, such as a call passed on or a few fields set, is alike by chance.
 */
const LEAST_FEATURES = 30;

export function isFunction(kind: string): boolean {
  return (FUNCTION_KINDS as readonly string[]).includes(kind);
}

/** The functions among the chunks of a file. */
export function functionsIn<C extends StoredChunk>(chunks: readonly C[]): C[] {
  return chunks.filter(({ kind }) => isFunction(kind));
}

/** Whether there is enough in a function for likeness to mean something. */
export function isWorthComparing(
  { startLine, endLine, shape }: Pick<StoredChunk, 'startLine' | 'endLine'> & { readonly shape: string },
  minLines: number,
): boolean {
  return endLine - startLine + 1 >= minLines && hasFeatures(shape, LEAST_FEATURES);
}

/** Functions of one workspace folder. */
export interface FunctionSet {
  readonly root: string;
  readonly chunks: readonly StoredChunk[];
  readonly shapes: readonly string[];
  /** Functions left out because there is too little in them. */
  readonly trivial: number;
}

/**
 * Reads all functions.
 * @param minLines only those of so many lines that are worth comparing
 * @param within a folder or file, relative; empty for all
 */
export async function readFunctions(
  store: IndexStore,
  root: string,
  { minLines, within }: { readonly minLines?: number; readonly within: string },
): Promise<FunctionSet> {
  const chunks: StoredChunk[] = [];
  const shapes: string[] = [];
  let trivial = 0;
  for await (const batch of store.batchesOf(FUNCTION_KINDS))
    for (const { shape, ...chunk } of batch) {
      if (within !== '' && chunk.path !== within && !chunk.path.startsWith(`${within}/`)) continue;
      if (minLines !== undefined && !isWorthComparing({ ...chunk, shape }, minLines)) trivial++;
      else {
        chunks.push(chunk);
        shapes.push(shape);
      }
    }
  return { root, chunks, shapes, trivial };
}

function hasFeatures(shape: string, count: number): boolean {
  let place = -1;
  for (let found = 1; found < count; found++) {
    place = shape.indexOf(' ', place + 1);
    if (place === -1) return false;
  }
  return true;
}
