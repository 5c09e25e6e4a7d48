/**
 * Joins the mined parts: `tsx training/pairs/merge.ts PARTS OUT [--exclude PARTS_OF_BENCHMARK_PACKAGES] [--sources SOURCES]`.
 * Drops copies across packages, code of the benchmarks' packages and queries that many functions share; sets packages apart for
 * evaluation; writes `<language>.jsonl` for training, `heldout-<language>.jsonl`, and the manifest of the packages used.
 */
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hash32 } from './codeKeys';
import type { Pair } from './mine';

/** Times that one query may occur: beyond this it describes nothing. */
const MAX_SAME_QUERY = 2;
/** One family of packages in so many is never trained on. */
const HELD_OUT_ONE_IN = 16;

interface PackageMeta {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly registry: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { exclude: { type: 'string' }, sources: { type: 'string' }, manifest: { type: 'string' } },
});
const [parts, out] = positionals as [string, string];

/** Packages of one family (a scope, a common prefix) copy from each other: they are set apart together. */
function familyOf(name: string, registry: string): string {
  if (registry === 'npm') return name.split('/')[0]!.split('-')[0]!;
  if (registry === 'pypi') return name.split('-')[0]!;
  const plain = name
    .replace(/^(?:golang-(?:github-|gopkg-|golang-)?|librust-|php-|ruby-|lua-|lib)/, '')
    .replace(/-dev$/, '');
  return plain.split('-')[0]!;
}

/** tsx, jsx and their like go with the language they are written in. */
const GROUP: Readonly<Record<string, string>> = { typescriptreact: 'typescript', javascriptreact: 'javascript' };

function* pairsIn(folder: string): Generator<Pair> {
  for (const registry of readdirSync(folder).sort())
    for (const file of readdirSync(path.join(folder, registry)).sort()) {
      if (!file.endsWith('.jsonl')) continue;
      for (const line of readFileSync(path.join(folder, registry, file), 'utf8').split('\n'))
        if (line !== '') yield JSON.parse(line) as Pair;
    }
}

const seen = new Set<string>();
if (values.exclude !== undefined) for (const pair of pairsIn(values.exclude)) pair.keys.forEach((key) => seen.add(key));
const benchmarkKeys = seen.size;
const queries = new Map<string, number>();
const counts = new Map<string, number>();
const perPackage = new Map<string, Record<string, number>>();
const writers = new Map<string, ReturnType<typeof createWriteStream>>();
let copies = 0;
let repeated = 0;
mkdirSync(out, { recursive: true });
for (const { keys, ...pair } of pairsIn(parts)) {
  if (keys.some((key) => seen.has(key))) {
    copies++;
    continue;
  }
  keys.forEach((key) => seen.add(key));
  const normal = pair.query
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  // A file name, or a single word in quotes.
  if (pair.query.split(' ').length < 3 || !/[a-z]{2,} [a-z]/i.test(pair.query)) continue;
  const times = (queries.get(normal) ?? 0) + 1;
  queries.set(normal, times);
  if (times > MAX_SAME_QUERY) {
    repeated++;
    continue;
  }
  const language = GROUP[pair.language] ?? pair.language;
  const heldOut = hash32(familyOf(pair.package, pair.registry)) % HELD_OUT_ONE_IN === 0;
  const file = `${heldOut ? 'heldout-' : ''}${language}`;
  const id = `${pair.registry}:${pair.package}`;
  const count = perPackage.get(id) ?? {};
  count[language] = (count[language] ?? 0) + 1;
  if (heldOut) count.heldOut = 1;
  perPackage.set(id, count);
  counts.set(file, (counts.get(file) ?? 0) + 1);
  let writer = writers.get(file);
  if (!writer) writers.set(file, (writer = createWriteStream(path.join(out, `${file}.jsonl`))));
  writer.write(`${JSON.stringify(pair)}\n`);
}
writers.forEach((writer) => writer.end());
console.log({ benchmarkKeys, copies, repeated, ...Object.fromEntries([...counts].sort()) });

if (values.manifest !== undefined && values.sources !== undefined) {
  const rows: string[] = [];
  for (const registry of readdirSync(values.sources).sort())
    for (const name of readdirSync(path.join(values.sources, registry)).sort()) {
      const file = path.join(values.sources, registry, name, 'package.meta.json');
      const pairs = perPackage.get(`${registry}:${name.replace('__', '/')}`);
      if (!pairs || !existsSync(file)) continue;
      const { heldOut, ...languages } = pairs;
      const meta = JSON.parse(readFileSync(file, 'utf8')) as PackageMeta;
      const { version, licence } = meta;
      rows.push(
        JSON.stringify({
          registry,
          name: meta.name,
          version,
          licence,
          pairs: languages,
          ...(heldOut ? { heldOut: true } : {}),
        }),
      );
    }
  writeFileSync(values.manifest, `[\n${rows.join(',\n')}\n]\n`);
}
