import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Hit } from '../../src/protocol/hit';
import { keptFolder } from './benchCache';
import { type Answer, type Haystack, haystack, index, search } from './hunchSearch';
import { mean, ndcg, type Rank, rankOf } from './metrics';
import { decimal, difference, groupBy, isSelected, type QualityOptions, type Report, titled } from './report';

/** Places that count, as in the published figures. */
const DEPTH = 10;
/** Asked for, so that `--verbose` can say where what was wanted came instead. */
const LIMIT = 100;

export interface Corpus {
  readonly name: string;
  readonly language: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly revision: string;
  /** The folder to index; null for all. */
  readonly folder: string | null;
  readonly published_ndcg10: { readonly semble: number; readonly coderankembed_hybrid: number };
}

interface Lines {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
}

export interface CorpusQuery {
  readonly query: string;
  readonly relevant: readonly (string | Lines)[];
  readonly secondary: readonly (string | Lines)[];
  readonly category: string;
}

interface Outcome {
  readonly corpus: Corpus;
  readonly query: string;
  readonly category: string;
  readonly wanted: readonly { readonly path: string; readonly rank: Rank }[];
  /** Any hit in a wanted file counts. */
  readonly ndcg: number;
  /** Where a label names lines, only a hit that shares one of them counts. */
  readonly ndcgOfLines: number;
  readonly answer: Answer;
}

/** Which part of this does X? Queries over 14 repositories; any hit in a right file counts. */
export async function corporaQuality(options: QualityOptions): Promise<Report> {
  if (options.corpora === undefined)
    return { text: 'corpora: left out, since --corpora DIR names no folder with clones.', data: null };
  const outcomes: Outcome[] = [];
  const lines: string[] = [];
  const missing: string[] = [];
  for (const corpus of corporaOf(options)) {
    const folder = await corpusHaystack(corpus, options.corpora, options);
    if (folder === undefined) {
      missing.push(corpus.repository);
      continue;
    }
    const found = await outcomesOf(corpus, folder);
    outcomes.push(...found);
    if (options.verbose) lines.push(...found.map(describe));
  }
  const text = [
    ...lines,
    ...tables(outcomes),
    ...(missing.length > 0 ? [`No clone below ${options.corpora} of: ${missing.join(', ')}.`] : []),
  ];
  return { text: text.join('\n\n'), data: figuresOf(outcomes) };
}

/** Those that are asked for. */
export function corporaOf(options: QualityOptions): Corpus[] {
  return (readJson('corpora.json') as Corpus[]).filter(({ name }) => isSelected(options, name));
}

/** What is asked of a corpus, and the right answers. */
export function corpusQueries({ name }: Corpus): CorpusQuery[] {
  return readJson('queries', `${name}.json`) as CorpusQuery[];
}

/** The folder of a corpus that is searched. @param directory with clones @returns undefined where it has no clone */
export async function corpusHaystack(
  corpus: Corpus,
  directory: string,
  options: QualityOptions,
): Promise<Haystack | undefined> {
  const clone = cloneOf(directory, corpus);
  if (clone === undefined) return undefined;
  const checkout = await keptFolder(`corpora/${corpus.name}-${corpus.revision.slice(0, 12)}`, (folder) => {
    extract(clone, corpus, folder);
  });
  return haystack(`corpora-${corpus.name}`, path.join(checkout, corpus.folder ?? ''), options);
}

async function outcomesOf(corpus: Corpus, folder: Haystack): Promise<Outcome[]> {
  await index(folder, corpus.name);
  const queries = corpusQueries(corpus);
  const answers = await search(
    folder,
    queries.map(({ query }) => query),
    LIMIT,
  );
  return queries.map((query, place) => outcomeOf(corpus, query, answers[place]!));
}

function outcomeOf(corpus: Corpus, { query, category, relevant, secondary }: CorpusQuery, answer: Answer): Outcome {
  const inRepository = ({ path: hit }: Hit): string => (corpus.folder === null ? hit : `${corpus.folder}/${hit}`);
  const labels = [...relevant, ...secondary];
  const files = [...new Set(labels.map((label) => (typeof label === 'string' ? label : label.path)))];
  const wanted = files.map((file) => ({
    path: file,
    rank: rankOf(answer.results, (hit) => inRepository(hit) === file),
  }));
  const ofLines = labels.map((label) =>
    rankOf(answer.results, (hit) =>
      typeof label === 'string'
        ? inRepository(hit) === label
        : inRepository(hit) === label.path && hit.startLine <= label.end_line && hit.endLine >= label.start_line,
    ),
  );
  return {
    corpus,
    query,
    category,
    wanted,
    ndcg: ndcg(
      wanted.map(({ rank }) => rank),
      DEPTH,
    ),
    ndcgOfLines: ndcg(ofLines, DEPTH),
    answer,
  };
}

function tables(outcomes: readonly Outcome[]): string[] {
  const corpora = [...groupBy(outcomes, ({ corpus }) => corpus.name).values()].map(summary);
  if (corpora.length === 0) return [];
  const languages = groupBy(corpora, ({ language }) => language);
  const row = (name: string, group: readonly ReturnType<typeof summary>[]): string[] => {
    const ours = mean(group.map((each) => each.ndcg));
    const semble = mean(group.map((each) => each.semble));
    const transformer = mean(group.map((each) => each.transformer));
    return [
      name,
      decimal(ours),
      decimal(semble),
      decimal(transformer),
      difference(ours - Math.max(semble, transformer)),
    ];
  };
  const header = ['NDCG@10', 'ours', 'semble', 'transformer', 'to the better'];
  const ofLines = mean(corpora.map((each) => each.ndcgOfLines));
  return [
    titled('Corpora', header, [
      ...corpora.map((each) => row(`${each.name} (${each.language})`, [each])),
      row(`mean of ${corpora.length}`, corpora),
    ]),
    titled(
      'Corpora by language',
      header,
      [...languages].map(([language, group]) => row(language, group)),
    ),
    titled(
      'Corpora by category',
      ['NDCG@10', 'ours', 'queries'],
      [...groupBy(outcomes, ({ category }) => category)].map(([category, group]) => [
        category,
        decimal(mean(group.map((each) => each.ndcg))),
        String(group.length),
      ]),
    ),
    `Where a label names lines and only hits on those lines count, the mean is ${decimal(ofLines)}.`,
  ];
}

function summary(outcomes: readonly Outcome[]) {
  const { name, language, published_ndcg10: published } = outcomes[0]!.corpus;
  return {
    name,
    language,
    queries: outcomes.length,
    ndcg: mean(outcomes.map((each) => each.ndcg)),
    ndcgOfLines: mean(outcomes.map((each) => each.ndcgOfLines)),
    semble: published.semble,
    transformer: published.coderankembed_hybrid,
  };
}

function figuresOf(outcomes: readonly Outcome[]) {
  const corpora = [...groupBy(outcomes, ({ corpus }) => corpus.name).values()].map(summary);
  return {
    mean: mean(corpora.map((each) => each.ndcg)),
    corpora,
    categories: Object.fromEntries(
      [...groupBy(outcomes, ({ category }) => category)].map(([category, group]) => [
        category,
        mean(group.map((each) => each.ndcg)),
      ]),
    ),
    queries: outcomes.map(({ corpus, query, category, ndcg: value, wanted }) => ({
      corpus: corpus.name,
      query,
      category,
      ndcg: value,
      wanted,
    })),
  };
}

/** What was wanted, with its place, and the first hits. */
function describe({ corpus, query, category, ndcg: value, wanted, answer }: Outcome): string {
  const prefix = corpus.folder === null ? '' : `${corpus.folder}/`;
  const files = new Set(wanted.map((each) => each.path));
  return [
    `${decimal(value)}  ${corpus.name} (${category}): ${query}`,
    ...wanted.map(({ path: file, rank }) => `       wanted ${file}: ${rank ?? `not in ${LIMIT}`}`),
    ...answer.results.slice(0, DEPTH).map((hit, place) => {
      const file = prefix + hit.path;
      const name = [hit.container, hit.symbol].filter(Boolean).join('.') || hit.kind;
      return `     ${files.has(file) ? '*' : ' '} ${place + 1}. ${file}:${hit.startLine}-${hit.endLine}  ${name}  ${hit.score}`;
    }),
  ].join('\n');
}

/** `DIR/OWNER+NAME`, bare or not, or `DIR/OWNER+NAME/repo`. */
function cloneOf(directory: string, { repository }: Corpus): string | undefined {
  const folder = path.join(path.resolve(directory), repository.replace('/', '+'));
  return [path.join(folder, 'repo'), folder].find(
    (place) => existsSync(path.join(place, '.git')) || existsSync(path.join(place, 'HEAD')),
  );
}

/** Unpacks the pinned files. @throws when the clone does not have the revision */
function extract(clone: string, { name, revision, folder }: Corpus, target: string): void {
  try {
    execFileSync('git', ['-C', clone, 'cat-file', '-e', `${revision}^{commit}`], { stdio: 'ignore' });
  } catch (error) {
    throw new Error(`The clone of ${name} in ${clone} lacks the revision ${revision}: fetch it.`, { cause: error });
  }
  const archive = `${target}.tar`;
  try {
    execFileSync('git', ['-C', clone, 'archive', '-o', archive, revision, ...(folder === null ? [] : [folder])]);
    execFileSync('tar', ['-x', '-f', archive, '-C', target]);
  } finally {
    rmSync(archive, { force: true });
  }
}

function readJson(...parts: string[]): unknown {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'corpora', ...parts), 'utf8'));
}
