import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../src/engine/parse/languages';
import { SourceParser } from '../src/engine/parse/sourceParser';
import { readSource } from '../src/engine/workspace/readSource';
import { inRepository } from '../test/harness/repository';

/** A file of the workspace that is indexed, with the number of chunks that Hunch cuts it into. */
export interface CorpusFile {
  /** Relative, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly chunks: number;
}

export interface Corpus {
  /** The workspace: about as many chunks as were asked for. */
  readonly files: readonly CorpusFile[];
  /** More code of the same kind, for what is added later. */
  readonly further: readonly CorpusFile[];
  readonly chunks: number;
  /** Changes with any byte of `files`. */
  readonly hash: string;
}

/** Code as people wrote it, or as a compiler left it readable, of packages that the lockfile pins. About 18,000 chunks. */
const SOURCES = [
  'eslint/lib',
  '@azure/msal-browser/src',
  'apache-arrow/src',
  '@typescript-eslint/eslint-plugin/dist',
  'undici/lib',
  'ajv/lib',
  '@azure/msal-common/src',
  'mocha/lib',
  'vscode-jsonrpc/lib',
  '@vscode/vsce/out',
  'playwright-core/lib',
  '@typescript-eslint/scope-manager/dist',
  '@typescript-eslint/typescript-estree/dist',
  '@azure/msal-node/src',
  'flatted/python',
  'postcss/lib',
  '@lancedb/lancedb/dist',
  'jszip/lib',
  'markdown-it/lib',
] as const;

/** Larger files are bundles of others. */
const MAX_BYTES = 200_000;
/** The share of `files` that `further` has. */
const FURTHER = 0.25;
/** All files get this time: a copy of the workspace looks unchanged to an index that was made from another copy. */
const MODIFIED = new Date('2025-01-01T00:00:00Z');

/**
 * Real code with about `chunks` chunks out of the project's own dependencies: one file of each package in turn, so that a
 * small corpus is as mixed as a large one. The same at every run with the same lockfile.
 *
 * @throws when the installed packages have less code than that
 */
export async function collectCorpus(grammars: string, chunks: number): Promise<Corpus> {
  const parser = await SourceParser.create(grammars);
  const files: CorpusFile[] = [];
  const further: CorpusFile[] = [];
  const seen = new Set<string>();
  let count = 0;
  let more = 0;
  for (const { source, name } of inTurn(SOURCES.map(sourceFiles))) {
    const file = inRepository('node_modules', source, name);
    const read = await readSource(file, statSync(file).size, MAX_BYTES);
    // The same file may be in two packages; its chunks would not be embedded twice.
    if ('skipped' in read || seen.has(read.text)) continue;
    seen.add(read.text);
    const parsed = await parser.parse(name, read.text);
    if (!parsed || parsed.chunks.length === 0) continue;
    const entry = { path: placeOf(source, name), text: read.text, chunks: parsed.chunks.length };
    if (count < chunks) {
      files.push(entry);
      count += entry.chunks;
    } else if (more < chunks * FURTHER) {
      further.push({ ...entry, path: `added/${entry.path}` });
      more += entry.chunks;
    } else break;
  }
  parser.dispose();
  if (more < chunks * FURTHER)
    throw new Error(`The installed packages have ${count + more} chunks of code, too few for --chunks ${chunks}.`);
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.path}\0${file.text}\0`);
  return { files, further, chunks: count, hash: hash.digest('hex') };
}

/** Writes files below a folder, all with the same old modification time. */
export function writeCorpus(folder: string, files: readonly CorpusFile[]): void {
  for (const file of files) {
    const target = path.join(folder, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.text);
    utimesSync(target, MODIFIED, MODIFIED);
  }
}

interface SourceFile {
  readonly source: string;
  readonly name: string;
}

function sourceFiles(source: string): SourceFile[] {
  return readdirSync(inRepository('node_modules', source), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => languageOf(name) !== undefined && !/\.d\.[cm]?ts$|(?:^|\/)node_modules\//.test(name))
    .sort()
    .map((name) => ({ source, name }));
}

/** `@azure/msal-node/src` + `cache/a.ts` → `azure-msal-node/src/cache/a.ts`. */
function placeOf(source: string, name: string): string {
  return `${source.replace(/^@([^/]+)\//, '$1-')}/${name}`;
}

function* inTurn<T>(lists: readonly (readonly T[])[]): Generator<T> {
  const longest = Math.max(...lists.map((list) => list.length));
  for (let index = 0; index < longest; index++) for (const list of lists) if (index < list.length) yield list[index]!;
}
