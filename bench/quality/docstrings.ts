import { createHash } from 'node:crypto';
import { bm25OverChunks } from './bm25';
import { type DocumentedPackage, documentedPackages, filesOf } from './documentedPackages';
import { firstSentence } from './docSentence';
import { DocStripper } from './docStripper';
import { haystack, index, search } from './hunchSearch';
import { keptFiles } from './keptFiles';
import { rankOf } from './metrics';
import { rankReport, type Ranks } from './rankReport';
import { groupBy, isSelected, type QualityOptions, type Report } from './report';
import { chunksIn, chunksOf, type PlacedChunk, type SourceText } from './sourceChunks';
import { isTarget } from './symbolTarget';

/** Places that are looked at. */
const LIMIT = 100;
/** Of one package, so that a large one is not the whole benchmark. */
const MOST_PAIRS = 300;
const FUNCTION_KINDS: ReadonlySet<string> = new Set(['function', 'method', 'constructor', 'accessor']);

interface Pair {
  readonly query: string;
  readonly target: PlacedChunk;
}

interface Outcome extends Ranks {
  readonly package: string;
  readonly language: string;
  readonly query: string;
  readonly target: string;
}

/** The first sentence of a function's documentation, over code that has none: only that function counts. */
export async function docstringsQuality(options: QualityOptions): Promise<Report> {
  const packages = documentedPackages().filter(({ name }) => isSelected(options, name));
  const outcomes: Outcome[] = [];
  for (const each of packages) outcomes.push(...(await outcomesOf(each, options)));
  const { text, data } = rankReport('Docstrings', 'pairs', [1, 10], outcomes, {
    languages: groupBy(outcomes, (each) => each.language),
    packages: groupBy(outcomes, (each) => each.package),
  });
  return { text: [...(options.verbose ? outcomes.map(describe) : []), text].join('\n\n'), data };
}

async function outcomesOf(of: DocumentedPackage, options: QualityOptions): Promise<Outcome[]> {
  const files = await filesOf(of);
  const documented = await chunksOf(files);
  const root = await keptFiles(`docstrings/${of.name}-${of.version}`, await stripped(files, documented));
  const bare = await chunksIn(root);
  const pairs = chosen(pairsOf(documented, bare));
  const folder = haystack(`docstrings-${of.name}`, root, options);
  await index(folder, `${of.name}, ${pairs.length} pairs`);
  const bm25 = bm25OverChunks(bare);
  const answers = await search(
    folder,
    pairs.map(({ query }) => query),
    LIMIT,
  );
  return pairs.map(({ query, target }, place) => ({
    package: of.name,
    language: target.language.replace(/react$/, ''),
    query,
    target: `${target.path} ${[target.container, target.symbol].filter(Boolean).join('.')}`,
    rank: rankOf(answers[place]!.results, (hit) => isTarget(hit, target)),
    bm25: rankOf(bm25(query, LIMIT), (chunk) => isTarget(chunk, target)),
  }));
}

async function stripped(files: readonly SourceText[], documented: readonly PlacedChunk[]): Promise<SourceText[]> {
  const perFile = groupBy(documented, (chunk) => chunk.path);
  const stripper = new DocStripper();
  try {
    const result: SourceText[] = [];
    for (const { path: file, text } of files)
      result.push({ path: file, text: await stripper.strip(file, text, perFile.get(file) ?? []) });
    return result;
  } finally {
    await stripper.dispose();
  }
}

/** Functions with a sentence that is only theirs, and that are in the stripped code without any of their documentation. */
function pairsOf(documented: readonly PlacedChunk[], bare: readonly PlacedChunk[]): Pair[] {
  const pairs = documented
    .filter(({ kind, symbol }) => FUNCTION_KINDS.has(kind) && symbol !== '')
    .flatMap((target) => {
      const query = firstSentence(target.doc);
      return query === undefined ? [] : [{ query, target }];
    });
  const perSentence = groupBy(pairs, ({ query }) => query.toLowerCase());
  const left = groupBy(bare, keyOf);
  return pairs.filter(({ query, target }) => {
    const same = left.get(keyOf(target)) ?? [];
    return perSentence.get(query.toLowerCase())!.length === 1 && same.length > 0 && same.every(({ doc }) => doc === '');
  });
}

/** The same ones at every run, from all over the package. */
function chosen(pairs: readonly Pair[]): Pair[] {
  const order = ({ target }: Pair): string => createHash('sha256').update(keyOf(target)).digest('hex');
  return pairs
    .map((pair) => ({ pair, key: order(pair) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, MOST_PAIRS)
    .map(({ pair }) => pair);
}

function keyOf({ path: file, container, symbol }: PlacedChunk): string {
  return `${file}\0${container}\0${symbol}`;
}

function describe({ query, target, rank, bm25 }: Outcome): string {
  return `${query}\n  wanted ${target}: ${rank ?? `not in ${LIMIT}`} (BM25: ${bm25 ?? `not in ${LIMIT}`})`;
}
