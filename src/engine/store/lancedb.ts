import * as l10n from '@vscode/l10n';
import { availableParallelism } from 'node:os';
import type * as LanceDb from '@lancedb/lancedb';
import { StoreError } from './storeError';

let loading: Promise<typeof LanceDb> | undefined;

/**
 * LanceDB, loaded when it is first needed: a native library that does not load must end in a sentence, not in a stack trace
 * before anything of ours runs.
 *
 * @throws StoreError
 */
export function loadLanceDb(): Promise<typeof LanceDb> {
  // Read by the library when it loads: what it says belongs into errors, not on the terminal, and with a single thread the
  // building of a full-text index waits for itself for ever.
  process.env.LANCEDB_LOG ??= 'error';
  process.env.LANCE_CPU_THREADS ??= String(Math.max(2, availableParallelism()));
  loading ??= import('@lancedb/lancedb').catch((error: unknown) => {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);
    throw new StoreError(
      l10n.t(
        'The native library {0} does not load on {1} ({2}): install the Hunch package made for this platform.',
        'LanceDB',
        `${process.platform}-${process.arch}`,
        reason,
      ),
      { cause: error },
    );
  });
  return loading;
}
