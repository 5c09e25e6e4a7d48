import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bm25OverChunks } from './bm25';
import { type Haystack, haystack, index, search } from './hunchSearch';
import { type Rank, rankOf } from './metrics';
import { unpackedPackage } from './pinnedPackage';
import { rankReport, type Ranks } from './rankReport';
import { groupBy, isSelected, type QualityOptions, type Report } from './report';
import { chunksIn } from './sourceChunks';
import { isTarget, type SymbolTarget } from './symbolTarget';

/** Places that are looked at; what comes later counts as not found. */
const LIMIT = 100;

/** A pinned package and what is asked of it. */
export interface PackageQueries {
  readonly package: string;
  readonly version: string;
  readonly integrity: string;
  readonly licence: string;
  readonly domain: string;
  /** The folder to index, relative to the package, as the paths of targets are. */
  readonly folder: string;
  readonly queries: readonly FunctionQuery[];
}

export interface FunctionQuery {
  readonly query: string;
  readonly category: string;
  /** Any of them answers. */
  readonly targets: readonly SymbolTarget[];
  /** Looks closer and does not answer. */
  readonly decoy?: SymbolTarget;
  readonly heldOut: boolean;
}

interface Outcome extends Ranks {
  readonly package: string;
  readonly query: FunctionQuery;
  readonly decoyRank: Rank;
  readonly first: string;
}

/** Where do we do X? Queries in the words of someone who does not know the code; only the exact function counts. */
export async function functionsQuality(options: QualityOptions): Promise<Report> {
  const packages = packagesOf(options);
  const outcomes: Outcome[] = [];
  for (const each of packages) outcomes.push(...(await outcomesOf(each, options)));
  const ours = outcomes.filter(({ query }) => !query.heldOut);
  const tuning = reportOf('Functions, tuning part', ours);
  // Whoever looks at it while tuning has none left to see whether a gain is general.
  const heldOut = options.heldOut
    ? reportOf(
        'Functions, held-out part',
        outcomes.filter(({ query }) => query.heldOut),
      )
    : undefined;
  const lines = options.verbose ? ours.map(describe) : [];
  return {
    text: [...lines, tuning.text, ...(heldOut ? [heldOut.text] : [])].join('\n\n'),
    data: { tuning: tuning.data, ...(heldOut ? { heldOut: heldOut.data } : {}) },
  };
}

/** The packages that are asked for, and what is asked of them. */
export function packagesOf(options: QualityOptions): PackageQueries[] {
  const folder = path.join(import.meta.dirname, 'functions', 'packages');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as PackageQueries)
    .filter((each) => isSelected(options, each.package));
}

/** The folder of a package that is searched; the package is fetched where it is not at hand. */
export async function packageHaystack(of: PackageQueries, options: QualityOptions): Promise<Haystack> {
  const { package: name, version, integrity } = of;
  const root = path.join(await unpackedPackage({ registry: 'npm', name, version, integrity }), of.folder);
  return haystack(`functions-${name.replace(/[^\w.-]+/g, '-')}`, root, options);
}

async function outcomesOf(of: PackageQueries, options: QualityOptions): Promise<Outcome[]> {
  const { package: name, queries } = of;
  const folder = await packageHaystack(of, options);
  await index(folder, name);
  const own = await chunksIn(folder.root);
  const bm25 = bm25OverChunks(own);
  const answers = await search(
    folder,
    queries.map(({ query }) => query),
    LIMIT,
  );
  return queries.map((query, place) => {
    const targets = query.targets.map((target) => belowFolder(target, of.folder));
    for (const target of targets)
      if (!own.some((chunk) => isTarget(chunk, target)))
        console.error(
          `${name} has no ${target.path} ${target.container ?? ''} ${target.symbol}, wanted by: ${query.query}`,
        );
    const counts = (hit: Parameters<typeof isTarget>[0]): boolean => targets.some((target) => isTarget(hit, target));
    const { results } = answers[place]!;
    const decoy = query.decoy && belowFolder(query.decoy, of.folder);
    const [first] = results;
    return {
      package: name,
      query,
      rank: rankOf(results, counts),
      decoyRank: decoy && rankOf(results, (hit) => isTarget(hit, decoy)),
      bm25: rankOf(bm25(query.query, LIMIT), counts),
      first: first ? `${first.path} ${[first.container, first.symbol].filter(Boolean).join('.')}` : 'nothing',
    };
  });
}

/** Paths of targets are relative to the package, those of hits to the folder that is indexed. */
export function belowFolder(target: SymbolTarget, folder: string): SymbolTarget {
  const prefix = `${folder}/`;
  return target.path.startsWith(prefix) ? { ...target, path: target.path.slice(prefix.length) } : target;
}

function reportOf(title: string, outcomes: readonly Outcome[]) {
  const { text, data } = rankReport(title, 'queries', [1, 5, LIMIT], outcomes, {
    packages: groupBy(outcomes, (each) => each.package),
    categories: groupBy(outcomes, ({ query }) => query.category),
    decoy: groupBy(outcomes, ({ query }) => (query.decoy ? 'with a decoy' : 'without')),
  });
  const withDecoy = outcomes.filter(({ query }) => query.decoy);
  const decoyFirst = withDecoy.filter(isDeceived).length;
  const queries = outcomes.map(({ package: name, query, rank, bm25 }) => {
    return { package: name, query: query.query, rank: rank ?? null, bm25: bm25 ?? null };
  });
  return {
    text: `${text}\n\nThe decoy comes before the answer in ${decoyFirst} of ${withDecoy.length}.`,
    data: { ...data, decoyFirst, queries },
  };
}

function isDeceived({ rank, decoyRank }: Outcome): boolean {
  return decoyRank !== undefined && (rank === undefined || decoyRank < rank);
}

function describe({ package: name, query, rank, bm25, first }: Outcome): string {
  const wanted = query.targets.map((each) => `${each.path} ${[each.container, each.symbol].filter(Boolean).join('.')}`);
  return [
    `${name} (${query.category}${query.decoy ? ', decoy' : ''}): ${query.query}`,
    `  wanted ${wanted.join(' or ')}: ${rank ?? `not in ${LIMIT}`} (BM25: ${bm25 ?? `not in ${LIMIT}`})`,
    ...(rank === 1 ? [] : [`  first  ${first}`]),
  ].join('\n');
}
