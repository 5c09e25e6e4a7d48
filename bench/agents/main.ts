// How much an agent reads until the answer is on screen: `npm run bench:agents -- --corpora DIR`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRepository } from '../../test/harness/repository';
import { QUALITY_OPTIONS, qualityOptions } from '../quality/commandLine';
import { index, search } from '../quality/hunchSearch';
import { decimal, type QualityOptions, titled } from '../quality/report';
import { sourceFiles } from '../quality/sourceChunks';
import { median, milliseconds } from '../quantiles';
import { budgetFor, paired, recallOf, recallWithin } from './comparison';
import { byKeywords, byMatches, grep, keywordsOf, wholeFiles, windows } from './grep';
import { hitByHit, wholeAnswers } from './hits';
import { type QuestionSet, questionSets } from './questions';
import { countTokens, type Reading, readUntil } from './reading';

/** As many as the engine gives at all. */
const MOST_HITS = 200;
const RECALLS = [0.25, 0.5, 0.75, 0.9];
const BUDGETS = [1_000, 4_000, 16_000, 64_000];
/** The first is what the others are compared with. */
const WAYS = [
  'hunch, hit by hit',
  'hunch, whole answers',
  'grep, whole files',
  'grep, ±20 lines',
  'grep, ±20 lines, most keywords first',
] as const;
type Way = (typeof WAYS)[number];

/** What became of one question. */
interface Outcome {
  readonly part: QuestionSet['part'];
  readonly folder: string;
  readonly query: string;
  readonly readings: Readonly<Record<Way, Reading>>;
  /** Wall time of the warm engine, and of `rg`. */
  readonly hunchMs: number;
  readonly grepMs: number;
}

async function main(): Promise<void> {
  const { options, json } = commandLine();
  const outcomes: Outcome[] = [];
  const cold: number[] = [];
  for await (const set of questionSets(options)) {
    await index(set.folder, set.name);
    outcomes.push(...(await outcomesOf(set)));
    cold.push(coldSearch(set));
  }
  for (const part of ['corpora', 'functions'] as const) {
    const own = outcomes.filter((each) => each.part === part);
    if (own.length > 0) console.log(`\n${tables(part, own)}`);
  }
  if (outcomes.length > 0) console.log(`\n${tables('all', outcomes)}\n\n${wallTimes(outcomes, cold)}`);
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ date: new Date().toISOString(), outcomes, cold })}\n`);
}

async function outcomesOf({ name, part, folder, questions }: QuestionSet): Promise<Outcome[]> {
  // Both search the same files: those that Hunch indexes. What else there is, such as change logs, would only cost grep.
  const files = new Map((await sourceFiles(folder.root)).map(({ path, text }) => [path, text]));
  const textOf = (path: string) => files.get(path);
  const wholeTokens = new Map([...files.values()].map((text) => [text, countTokens(text)]));
  const answers = await search(
    folder,
    questions.map(({ query }) => query),
    MOST_HITS,
  );
  const outcomes: Outcome[] = [];
  for (const [place, { query, answers: places }] of questions.entries()) {
    const { results, elapsedMs } = answers[place]!;
    const started = performance.now();
    const matched = await grep(folder.root, keywordsOf(query));
    const grepMs = performance.now() - started;
    const readings = {
      'hunch, hit by hit': readUntil(places, hitByHit(results, textOf)),
      'hunch, whole answers': readUntil(places, wholeAnswers(results, textOf)),
      'grep, whole files': readUntil(places, wholeFiles(byMatches(matched), textOf), (text) => wholeTokens.get(text)!),
      'grep, ±20 lines': readUntil(places, windows(byMatches(matched), textOf)),
      'grep, ±20 lines, most keywords first': readUntil(places, windows(byKeywords(matched), textOf)),
    };
    outcomes.push({ part, folder: name, query, readings, hunchMs: elapsedMs, grepMs });
  }
  return outcomes;
}

/** Wall time of the command from its start, with the index up to date. */
function coldSearch({ folder, questions }: QuestionSet): number {
  const place = ['--root', folder.root, '--index-dir', folder.indexDirectory];
  const started = performance.now();
  execFileSync(process.execPath, [
    inRepository('dist', 'cli.js'),
    ...['search', questions[0]!.query, '--json', ...place, ...(folder.now ? ['--now'] : [])],
  ]);
  return performance.now() - started;
}

function tables(title: string, outcomes: readonly Outcome[]): string {
  const of = (way: Way) => outcomes.map(({ readings }) => readings[way]);
  const times = (value: number) => `${value.toFixed(1)}×`;
  const count = (value: number | undefined) => (value === undefined ? '–' : Math.round(value).toLocaleString('en'));
  const [own, ...others] = WAYS;
  // Whole answers end with the largest one: their recall is no limit of the others.
  const common = Math.min(...WAYS.filter((way) => way !== 'hunch, whole answers').map((way) => recallOf(of(way))));
  const recalls = [...RECALLS.filter((recall) => recall < common), common];
  const budgets = titled(
    `Tokens to be read for a share of the answers: ${title}, ${outcomes.length} questions`,
    ['', 'recall in the end', ...recalls.flatMap((recall) => [`for ${decimal(recall)}`, ''])],
    WAYS.map((way) => [
      way,
      decimal(recallOf(of(way))),
      ...recalls.flatMap((recall) => {
        const budget = budgetFor(of(way), recall);
        return [count(budget), way === own || budget === undefined ? '' : times(budget / budgetFor(of(own), recall)!)];
      }),
    ]),
  );
  const pairs = titled(
    `Tokens until the answer, over the questions that both answer: ${title}`,
    ['', 'questions', 'mean', `${own}, mean`, 'ratio', 'median of ratios'],
    others.map((way) => {
      const { questions, one, other, medianRatio } = paired(of(own), of(way));
      return [way, String(questions), count(other), count(one), times(other / one), times(medianRatio)];
    }),
  );
  const shares = titled(
    `Share of the answers that so many tokens bring: ${title}`,
    ['', ...BUDGETS.map(count)],
    WAYS.map((way) => [way, ...BUDGETS.map((budget) => decimal(recallWithin(of(way), budget)))]),
  );
  return `${budgets}\n\n${shares}\n\n${pairs}`;
}

function wallTimes(outcomes: readonly Outcome[], cold: readonly number[]): string {
  return titled(
    'Wall time of a query, median',
    ['', ''],
    [
      ['hunch, engine running', milliseconds(median(outcomes.map(({ hunchMs }) => hunchMs)))],
      ['hunch, command from its start', milliseconds(median(cold))],
      ['rg, without reading', milliseconds(median(outcomes.map(({ grepMs }) => grepMs)))],
    ],
  );
}

function commandLine(): { readonly options: QualityOptions; readonly json: string | undefined } {
  const { values } = parseArgs({ options: QUALITY_OPTIONS });
  if (values.corpora === undefined)
    console.error('The corpora are left out, since --corpora DIR names no folder with clones.');
  return { options: qualityOptions(values), json: values.json };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
