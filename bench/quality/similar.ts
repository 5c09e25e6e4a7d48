import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentedPackages, filesOf } from './documentedPackages';
import { cloneFunctions } from './functionCloner';
import { haystack, index, similar } from './hunchSearch';
import { keptFiles } from './keptFiles';
import { averagePrecision, mean, type Rank, rankOf, recallAt } from './metrics';
import { decimal, groupBy, type QualityOptions, type Report, titled } from './report';
import { chunksOf, type PlacedChunk, type SourceText } from './sourceChunks';
import { isTarget, type SymbolTarget } from './symbolTarget';

/** Places that are looked at. */
const LIMIT = 100;
/** Real code around what is looked for, and what clones are made of. */
const SURROUNDINGS: ReadonlySet<string> = new Set(['luxon', 'underscore', 'rxjs', 'ws', 'axios', 'winston']);
const CLONES_OF_A_PACKAGE = 25;
/** Clones a file, so that their file says nothing about them. */
const CLONES_IN_A_FILE = 10;

/** Functions that do the same, and one that only looks like the first of them, each as `FILE#NAME`. */
interface PairEntry {
  readonly same: readonly string[];
  readonly alike: string;
}

/** One function that is asked about, and what should come. */
interface Question {
  readonly group: string;
  readonly at: SymbolTarget & { readonly line: number };
  readonly wanted: readonly SymbolTarget[];
  readonly alike?: SymbolTarget;
}

interface Outcome extends Question {
  readonly ranks: readonly Rank[];
  readonly alikeRank: Rank;
  readonly first: string;
}

/** Where else do we do this? Functions that do the same, written differently; only those count. */
export async function similarQuality(options: QualityOptions): Promise<Report> {
  const surroundings = await surroundingFiles();
  const pairs = pairFiles();
  const clones = clonesOf(surroundings);
  const files = [...surroundings, ...pairs.files, ...clones.files];
  const chunks = await chunksOf(files);
  const questions = [...pairQuestions(pairs.entries, chunks), ...clones.questions(chunks)];
  const folder = haystack('similar', await keptFiles('similar/code', files), options);
  await index(folder, `${questions.length} questions`);
  const answers = await similar(
    folder,
    questions.map(({ at }) => `${at.path}:${at.line}`),
    LIMIT,
  );
  const outcomes = questions.map((question, place): Outcome => {
    const { results } = answers[place]!;
    const { alike } = question;
    const [first] = results;
    return {
      ...question,
      ranks: question.wanted.map((wanted) => rankOf(results, (hit) => isTarget(hit, wanted))),
      alikeRank: alike && rankOf(results, (hit) => isTarget(hit, alike)),
      first: first ? `${first.path}:${first.startLine} ${first.symbol}` : 'nothing',
    };
  });
  const lines = options.verbose ? outcomes.map(describe) : [];
  return { text: [...lines, table(outcomes)].join('\n\n'), data: figuresOf(outcomes) };
}

async function surroundingFiles(): Promise<SourceText[]> {
  const files: SourceText[] = [];
  for (const each of documentedPackages().filter(({ name }) => SURROUNDINGS.has(name)))
    for (const file of await filesOf(each)) files.push({ path: `${each.name}/${file.path}`, text: file.text });
  return files;
}

/** The files of `similar/pairs` under names that say nothing: a shared one would be a hint. */
function pairFiles(): { readonly files: readonly SourceText[]; readonly entries: readonly PairEntry[] } {
  const folder = path.join(import.meta.dirname, 'similar', 'pairs');
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const entries = JSON.parse(read('pairs.json')) as PairEntry[];
  const names = [...new Set(entries.flatMap(({ same, alike }) => [...same, alike]).map((each) => each.split('#')[0]!))];
  const renamed = new Map(names.map((name) => [name, `own/${neutralName(name)}${path.extname(name)}`]));
  const rename = (place: string): string => place.replace(/^[^#]+/, (name) => renamed.get(name)!);
  return {
    files: names.map((name) => ({ path: renamed.get(name)!, text: read(name) })),
    entries: entries.map(({ same, alike }) => ({ same: same.map(rename), alike: rename(alike) })),
  };
}

function neutralName(name: string): string {
  return `part${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}

function pairQuestions(entries: readonly PairEntry[], chunks: readonly PlacedChunk[]): Question[] {
  const target = (place: string): SymbolTarget => {
    const [file, symbol] = place.split('#');
    return { path: file!, symbol: symbol! };
  };
  return entries.flatMap(({ same, alike }) =>
    same.map((place) => {
      const at = target(place);
      const others = same.filter((other) => other !== place).map(target);
      return { group: 'same algorithm', at: withLine(at, chunks), wanted: others, alike: target(alike) };
    }),
  );
}

/** @throws when the parser does not know such a function */
function withLine(target: SymbolTarget, chunks: readonly PlacedChunk[]): Question['at'] {
  const chunk = chunks.find((each) => isTarget(each, target));
  if (!chunk) throw new Error(`${target.path} has no function ${target.symbol}.`);
  return { ...target, line: chunk.startLine };
}

interface Clone {
  readonly original: SymbolTarget & { readonly line: number };
  readonly extension: string;
  readonly name: string;
  readonly code: string;
}

/** Clones of functions of the surroundings, a few in a file, and what is asked of them in both directions. */
function clonesOf(files: readonly SourceText[]) {
  const perPackage = groupBy(files.flatMap(clonesOfFile), ({ original }) => original.path.split('/')[0]!);
  const clones = [...perPackage.values()].flatMap((group) => chosen(group));
  const cloneFiles: SourceText[] = [];
  const placed: (Clone & { readonly file: string })[] = [];
  for (const [extension, group] of groupBy(clones, (each) => each.extension))
    for (let start = 0; start < group.length; start += CLONES_IN_A_FILE) {
      const some = group.slice(start, start + CLONES_IN_A_FILE);
      const file = `own/${neutralName(`clones ${extension} ${start}`)}${extension}`;
      cloneFiles.push({ path: file, text: some.map(({ code }) => `${code}\n`).join('\n') });
      placed.push(...some.map((clone) => ({ ...clone, file })));
    }
  const questions = (chunks: readonly PlacedChunk[]): Question[] =>
    placed.flatMap(({ original, file, name }) => {
      const clone = { path: file, symbol: name };
      // What the parser makes no chunk of cannot be found.
      const isKnown = chunks.some(
        (chunk) => isTarget(chunk, original) && chunk.startLine <= original.line && original.line <= chunk.endLine,
      );
      if (!isKnown) return [];
      return [
        { group: 'clone of an original', at: original, wanted: [clone] },
        { group: 'original of a clone', at: withLine(clone, chunks), wanted: [original] },
      ];
    });
  return { files: cloneFiles, questions };
}

function clonesOfFile({ path: file, text }: SourceText): Clone[] {
  return cloneFunctions(file, text).map(({ name, line, cloneName, cloneCode }) => ({
    original: { path: file, symbol: name, line },
    extension: path.extname(file),
    name: cloneName,
    code: cloneCode,
  }));
}

/** The same ones at every run, from all over the package, no name twice. */
function chosen(clones: readonly Clone[]): Clone[] {
  const key = ({ original }: Clone): string =>
    createHash('sha256').update(`${original.path}\0${original.symbol}`).digest('hex');
  const names = new Set<string>();
  return [...clones]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .filter(({ name }) => !names.has(name) && names.add(name))
    .slice(0, CLONES_OF_A_PACKAGE);
}

/** The first of those that do the same. */
function bestRank({ ranks }: Outcome): Rank {
  const came = ranks.filter((rank) => rank !== undefined);
  return came.length === 0 ? undefined : Math.min(...came);
}

/** Whether what only looks alike comes before all that does the same. */
function isDeceived(outcome: Outcome): boolean {
  const best = bestRank(outcome);
  return outcome.alikeRank !== undefined && (best === undefined || outcome.alikeRank < best);
}

function groupsOf(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  return groupBy(outcomes, ({ group }) => group);
}

function figuresOfGroup(outcomes: readonly Outcome[]) {
  const best = outcomes.map(bestRank);
  const withAlike = outcomes.filter(({ alike }) => alike);
  return {
    questions: outcomes.length,
    recall1: recallAt(best, 1),
    recall5: recallAt(best, 5),
    map: mean(outcomes.map(({ ranks }) => averagePrecision(ranks))),
    ...(withAlike.length === 0 ? {} : { alikeFirst: withAlike.filter(isDeceived).length / withAlike.length }),
  };
}

function table(outcomes: readonly Outcome[]): string {
  const rows = [...groupsOf(outcomes)].map(([name, group]) => {
    const { questions, recall1, recall5, map, alikeFirst } = figuresOfGroup(group);
    return [name, String(questions), decimal(recall1), decimal(recall5), decimal(map), decimal(alikeFirst)];
  });
  return titled('Similar code', ['', 'questions', '@1', '@5', 'MAP', 'lookalike first'], rows);
}

function figuresOf(outcomes: readonly Outcome[]) {
  return Object.fromEntries([...groupsOf(outcomes)].map(([name, group]) => [name, figuresOfGroup(group)]));
}

function describe({ group, at, wanted, ranks, alike, alikeRank, first }: Outcome): string {
  const places = wanted.map(({ symbol }, place) => `${symbol}: ${ranks[place] ?? `not in ${LIMIT}`}`);
  const decoy = alike ? `; lookalike ${alike.symbol}: ${alikeRank ?? `not in ${LIMIT}`}` : '';
  return `${group}: ${at.path}:${at.line} ${at.symbol}\n  ${places.join(', ')}${decoy}\n  first ${first}`;
}
