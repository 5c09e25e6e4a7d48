import { createHash } from 'node:crypto';
import path from 'node:path';
import type { EmbeddingInput } from '../embed/windows';
import type { Chunk } from '../parse/chunk';
import { shapeOf } from '../text/shape';
import { wordsOf, wordsWithCompounds } from '../text/words';

/** Part of the fingerprint: change it whenever the texts below change, and every index is built again. */
export const TEMPLATE_VERSION = 1;

/** Characters of the doc comment that stand in the header of every window; the rest opens the body. */
const HEADER_DOC_CHARACTERS = 300;
/** Folders named in the text, nearest first: those further up are the same for half the workspace. */
const PATH_FOLDERS = 2;

/** A word in a name says more than one somewhere in the body. */
const NAME_WEIGHT = 3;

/** The texts of a chunk: for the model and for the full-text index. */
export interface ChunkText {
  readonly input: EmbeddingInput;
  /** Of `input`: chunks with equal hashes have equal vectors. 32 hexadecimal digits. */
  readonly contentHash: string;
  /** For the full-text index, space-separated. */
  readonly words: string;
  /** What stays of the code when its local names change, space-separated; see `shapeOf`. */
  readonly shape: string;
}

/**
 * What the model and the full-text index are given of a chunk: path words, container, symbol split into words, doc comment,
 * signature and body. The header is repeated in each window of a chunk that does not fit into one.
 *
 * @param relativePath of the file, forward slashes
 */
export function textOf(relativePath: string, chunk: Chunk): ChunkText {
  const doc = chunk.doc.trim();
  const headerDoc = doc.slice(0, HEADER_DOC_CHARACTERS);
  const name = [...wordsOf(chunk.container), ...wordsOf(chunk.symbol)].join(' ');
  const place = pathWords(relativePath).join(' ');
  const header = [name === '' ? place : `${name} (${place})`, headerDoc, chunk.signature].filter(Boolean).join('\n');
  const body = [doc.slice(HEADER_DOC_CHARACTERS), withoutSignature(chunk.code, chunk.signature)]
    .filter((part) => part.trim() !== '')
    .join('\n');
  return {
    input: { header, body },
    contentHash: createHash('sha256').update(header).update('\0').update(body).digest('hex').slice(0, 32),
    words: indexedWords(relativePath, doc, chunk).join(' '),
    shape: shapeOf(chunk.code).join(' '),
  };
}

/** All that a chunk can be found by. A word counts as often as it stands there, so that weights are repetitions. */
function indexedWords(relativePath: string, doc: string, chunk: Chunk): string[] {
  const name = wordsWithCompounds(`${chunk.container} ${chunk.symbol}`);
  return [
    ...Array.from({ length: NAME_WEIGHT }, () => name).flat(),
    ...wordsOf(`${relativePath}\n${doc}\n${chunk.signature}\n${chunk.code}`),
  ];
}

/** `src/auth/session-store.ts` → src, auth, session, store. */
function pathWords(relativePath: string): string[] {
  const parts = relativePath.split('/');
  const stem = path.posix.parse(parts.at(-1)!).name;
  return [...parts.slice(-1 - PATH_FOLDERS, -1), stem].flatMap(wordsOf);
}

/** The code after its signature, if it starts with it: the signature is in the header already. White space does not count. */
function withoutSignature(code: string, signature: string): string {
  let at = 0;
  for (const character of signature) {
    if (/\s/.test(character)) continue;
    while (at < code.length && /\s/.test(code[at]!)) at++;
    if (!code.startsWith(character, at)) return code;
    at += character.length;
  }
  return code.slice(at);
}
