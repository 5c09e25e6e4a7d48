import { mrr, type Rank, recallAt } from './metrics';
import { decimal, difference, type Report, titled } from './report';

/** The places of one thing that was wanted. */
export interface Ranks {
  readonly rank: Rank;
  /** Of plain BM25 over the same chunks. */
  readonly bm25: Rank;
}

/** Groups of outcomes by what they are grouped by, such as `languages`, and by name. */
type Groups = Readonly<Record<string, ReadonlyMap<string, readonly Ranks[]>>>;

/**
 * How early what was wanted came, beside plain BM25: over all outcomes, and over each group of them.
 * @param what the outcomes are, in the plural
 * @param depths so many places are looked at for the recall
 */
export function rankReport(
  title: string,
  what: string,
  depths: readonly number[],
  outcomes: readonly Ranks[],
  groups: Groups,
) {
  const figures = (ranks: readonly Rank[]) => ({
    mrr: mrr(ranks),
    recall: Object.fromEntries(depths.map((depth) => [`@${depth}`, recallAt(ranks, depth)])),
  });
  const both = (group: readonly Ranks[]) => ({
    count: group.length,
    ours: figures(group.map(({ rank }) => rank)),
    bm25: figures(group.map(({ bm25 }) => bm25)),
  });
  const row = (name: string, { count, ours, bm25 }: ReturnType<typeof both>): string[] => [
    name,
    String(count),
    ...[ours, bm25].flatMap((each) => [each.mrr, ...Object.values(each.recall)].map(decimal)),
    difference(ours.mrr - bm25.mrr),
  ];
  const all = both(outcomes);
  const grouped = Object.fromEntries(
    Object.entries(groups).map(([by, named]) => [
      by,
      Object.fromEntries([...named].map(([name, group]) => [name, both(group)])),
    ]),
  );
  const rows = Object.values(grouped).flatMap((named) => Object.entries(named).map(([name, each]) => row(name, each)));
  const places = depths.map((depth) => `@${depth}`);
  const header = ['', what, 'MRR', ...places, 'BM25 MRR', ...places, 'to BM25'];
  return { text: titled(title, header, [row('all', all), ...rows]), data: { all, ...grouped } } satisfies Report;
}
