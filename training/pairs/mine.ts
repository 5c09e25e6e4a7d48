/**
 * Mines (doc comment → code) pairs:
 * `tsx training/pairs/mine.ts SOURCES OUT [--part i/n] [--registry npm] [--undocumented] [--every]`. SOURCES is what
 * `fetch.py` wrote; OUT gets `<registry>/<package>.jsonl`, a row for each documented chunk. Parser and text template are those
 * of the engine, so that a training document is the text that the model is given at run time, without the doc comment.
 * `--undocumented` takes chunks whose documentation is no query too, with an empty one: code to write questions for.
 * `--every` takes all, of all files: to know the code of the benchmarks' packages.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GRAMMAR_FILES } from '../../scripts/grammars.mjs';
import { textOf } from '../../src/engine/indexer/textTemplate';
import type { Chunk } from '../../src/engine/parse/chunk';
import { SourceParser } from '../../src/engine/parse/sourceParser';
import { codeKeys, hash32 } from './codeKeys';
import excluded from './excluded.json';
import { queryOf } from './query';

/** Pairs of one package, so that none drowns the others. */
const MAX_PAIRS = 2000;
/** Code beyond this is rarely read by a model, and makes the files large. */
const MAX_BODY = 4000;
const MIN_CODE = 60;
const MAX_LINE = 1000;

/** A row of the mined files. */
export interface Pair {
  readonly query: string;
  readonly doc: string;
  readonly language: string;
  readonly registry: string;
  readonly package: string;
  readonly path: string;
  readonly kind: string;
  readonly container: string;
  readonly symbol: string;
  readonly signature: string;
  /** `EmbeddingInput` of the chunk without its doc comment, `body` cut at 4,000 characters. */
  readonly header: string;
  readonly body: string;
  /** Of the code's words: see `codeKeys`. */
  readonly keys: readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string', default: '0/1' },
    registry: { type: 'string' },
    every: { type: 'boolean', default: false },
    undocumented: { type: 'boolean', default: false },
  },
});
const [sources, out] = positionals as [string, string];
const [part, parts] = values.part.split('/').map(Number) as [number, number];
const ALIEN = new Set(excluded.paths);

async function main(): Promise<void> {
  const parser = await SourceParser.create(grammarsFolder());
  for (const registry of values.registry === undefined ? readdirSync(sources) : [values.registry]) {
    mkdirSync(path.join(out, registry), { recursive: true });
    const names = readdirSync(path.join(sources, registry)).filter((name) => !name.endsWith('.part'));
    for (const name of names) {
      const target = path.join(out, registry, `${name}.jsonl`);
      if (hash32(name) % parts !== part || existsSync(target)) continue;
      const pairs = await minePackage(parser, path.join(sources, registry, name), registry, name.replace('__', '/'));
      writeFileSync(`${target}.part`, pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
      renameSync(`${target}.part`, target);
    }
  }
  parser.dispose();
}

function grammarsFolder(): string {
  const require = createRequire(import.meta.url);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hunch-grammars-'));
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', ...GRAMMAR_FILES])
    copyFileSync(require.resolve(file), path.join(folder, path.basename(file)));
  return folder;
}

async function minePackage(parser: SourceParser, root: string, registry: string, name: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  const files = sourceFiles(root);
  // A huge package is read in part: what is beyond the limit of pairs would be thrown away.
  const step = Math.max(1, files.length / 1500);
  for (let at = 0; at < files.length; at += step) {
    const file = files[Math.floor(at)]!;
    const source = readFileSync(path.join(root, file), 'utf8');
    if (looksMachineMade(source)) continue;
    const parsed = await parser.parse(file, source);
    if (!parsed || parsed.incomplete !== undefined) continue;
    for (const chunk of parsed.chunks) {
      const pair = pairOf(chunk, file, registry, name);
      if (!pair || pair.keys.some((key) => seen.has(key))) continue;
      pair.keys.forEach((key) => seen.add(key));
      pairs.push(pair);
    }
  }
  if (values.every || pairs.length <= MAX_PAIRS) return pairs;
  const ranked = pairs.map((pair) => ({ pair, rank: hash32(pair.path + pair.container + pair.symbol) }));
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_PAIRS)
    .map(({ pair }) => pair);
}

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter(
      (file) =>
        values.every ||
        !file
          .toLowerCase()
          .split(/[/.]/)
          .some((word) => ALIEN.has(word)),
    )
    .filter((file) => file !== 'package.meta.json' && statSync(path.join(root, file)).isFile())
    .sort();
}

function looksMachineMade(source: string): boolean {
  const beginning = source.slice(0, 2000);
  if (/auto-?generated|generated (?:by|from|code)|do not edit|@generated/i.test(beginning)) return true;
  const lines = source.split('\n');
  return source.length / lines.length > 120 || lines.some((line) => line.length > MAX_LINE * 5);
}

function pairOf(chunk: Chunk, file: string, registry: string, name: string): Pair | undefined {
  if (chunk.kind === 'module' || chunk.code.length < MIN_CODE) return undefined;
  const query = values.every ? '' : (queryOf(chunk.doc, chunk.symbol) ?? (values.undocumented ? '' : undefined));
  if (query === undefined || chunk.code.split('\n').some((line) => line.length > MAX_LINE)) return undefined;
  const { header, body } = textOf(file, { ...chunk, doc: '' }).input;
  if (body.trim().length < 30) return undefined;
  const { language, kind, container, symbol, signature } = chunk;
  const keys = codeKeys(chunk.symbol, chunk.code);
  const described = { query, doc: chunk.doc.slice(0, 600), language, registry, package: name, path: file };
  return { ...described, kind, container, symbol, signature, header, body: body.slice(0, MAX_BODY), keys };
}

void main();
