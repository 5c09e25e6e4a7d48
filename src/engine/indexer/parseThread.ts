import { createHash } from 'node:crypto';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import {
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
  RequestType,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { Chunk } from '../parse/chunk';
import { SourceParser } from '../parse/sourceParser';
import { summaryOf } from '../parse/summary';
import { readSource } from '../workspace/readSource';
import { type ChunkText, textOf } from './textTemplate';

/** A file to read, with what the index already knows of it. */
export interface SourceRequest {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly size: number;
  /** Hash of the bytes that the index was made from; empty for a new file. */
  readonly knownHash: string;
  /** A person asked for this file, whatever is in it. */
  readonly included: boolean;
}

/** Before the hash of a file that was read because a person asked for it: without that it has to be judged anew. */
export const INCLUDED_MARK = '+';

export interface ParseParams {
  readonly root: string;
  readonly maxFileBytes: number;
  readonly files: readonly SourceRequest[];
}

/** A chunk without its code: the texts made from it are all that the index needs. */
export type IndexableChunk = Omit<Chunk, 'code' | 'doc' | 'language'> & ChunkText & { readonly summary: string };

export type ParsedSource =
  | { readonly path: string; readonly outcome: 'unchanged' }
  | { readonly path: string; readonly outcome: 'skipped'; readonly reason: string }
  | {
      readonly path: string;
      readonly outcome: 'parsed';
      readonly hash: string;
      readonly language: string;
      readonly chunks: readonly IndexableChunk[];
      readonly incomplete?: string;
    };

/** Code of the error that the parse request fails with when a grammar is missing or damaged. */
export const GRAMMAR_BROKEN = 1;

export const ParseRequest = new RequestType<ParseParams, readonly ParsedSource[], void>('parse');

/** Given to the thread as `workerData`. */
export interface ParseThreadData {
  readonly grammarsDirectory: string;
}

/** Reads, cuts and hashes files away from the engine's main thread, which must stay free for queries. */
async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const { grammarsDirectory } = workerData as ParseThreadData;
  const parser = await SourceParser.create(grammarsDirectory);
  const connection = createMessageConnection(new PortMessageReader(port), new PortMessageWriter(port));
  connection.onRequest(ParseRequest, async ({ root, maxFileBytes, files }) => {
    const results: ParsedSource[] = [];
    for (const file of files) results.push(await parseFile(parser, root, maxFileBytes, file));
    return results;
  });
  connection.listen();
}

async function parseFile(
  parser: SourceParser,
  root: string,
  maxFileBytes: number,
  file: SourceRequest,
): Promise<ParsedSource> {
  const source = await readSource(path.join(root, file.path), file.size, maxFileBytes, file.included);
  if ('skipped' in source) return { path: file.path, outcome: 'skipped', reason: source.skipped };
  const digest = createHash('sha256').update(source.bytes).digest('hex').slice(0, 32);
  const hash = file.included ? INCLUDED_MARK + digest : digest;
  if (hash === file.knownHash) return { path: file.path, outcome: 'unchanged' };
  const parsed = await parser.parse(file.path, source.text).catch((error: unknown) => {
    // It deals with what is wrong with a file: this is its grammar that does not load.
    throw new ResponseError(GRAMMAR_BROKEN, error instanceof Error ? error.message : String(error));
  });
  if (!parsed) return { path: file.path, outcome: 'skipped', reason: 'language not supported' };
  const chunks = parsed.chunks.map(({ code, doc, language, ...rest }) => ({
    ...rest,
    ...textOf(file.path, { code, doc, language, ...rest }),
    summary: summaryOf(doc),
  }));
  return {
    path: file.path,
    outcome: 'parsed',
    hash,
    language: parsed.language,
    chunks,
    ...(parsed.incomplete === undefined ? {} : { incomplete: parsed.incomplete }),
  };
}

if (parentPort) void main(parentPort);
