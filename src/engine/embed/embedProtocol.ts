import { ErrorCodes, RequestType, RequestType0, ResponseError } from 'vscode-jsonrpc/node';
import { ModelError, type ModelManifest } from './model';
import type { EmbeddingInput } from './windows';

/** The contract between `Embedder` and its threads: JSON-RPC over the thread's message port. */

export interface LoadParams {
  readonly modelDirectory: string;
  /** A person's own model, not one of Hunch. */
  readonly own?: boolean;
  /** Threads that share the work of one batch. */
  readonly threads: number;
}

export interface LoadedModel {
  readonly manifest: ModelManifest;
  readonly modelHash: string;
}

/** Loads the model; the first request of a thread. */
export const LoadRequest = new RequestType<LoadParams, LoadedModel, ErrorData>('embed/load');
export const EmbedDocumentsRequest = new RequestType<
  { readonly inputs: readonly EmbeddingInput[] },
  readonly (readonly Float32Array[])[],
  ErrorData
>('embed/documents');
export const EmbedQueryRequest = new RequestType<{ readonly text: string }, Float32Array, ErrorData>('embed/query');
/** Finishes the batch in hand, rejects what is left, frees the model and ends the thread. */
export const StopRequest = new RequestType0<void, ErrorData>('embed/stop');

/** What a rejected request carries beside its message. */
export interface ErrorData {
  readonly kind: 'model' | 'cancelled' | 'unexpected';
  /** The stack of the error and of its causes, for the log. */
  readonly details: string;
}

export function toResponseError(error: unknown): ResponseError<ErrorData> {
  if (error instanceof ResponseError) return error as ResponseError<ErrorData>;
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof ModelError ? 'model' : 'unexpected';
  return new ResponseError(ErrorCodes.InternalError, message, { kind, details: describe(error) });
}

/** The answer to a request that was given up on demand. */
export function cancelled(): ResponseError<ErrorData> {
  const message = 'The embedder was stopped.';
  return new ResponseError(ErrorCodes.PendingResponseRejected, message, { kind: 'cancelled', details: message });
}

/** The error of a request, as the thread threw it; its stack in the thread is the `cause`. */
export function fromResponseError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) return error;
  const { kind, details } = (error.data ?? { kind: 'unexpected', details: '' }) as ErrorData;
  if (kind === 'model') return new ModelError(error.message, { cause: details });
  return new Error(error.message, { cause: details });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describe(error.cause)}`;
}
