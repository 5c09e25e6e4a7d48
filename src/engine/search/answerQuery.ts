import type { Facets, QueryMistake, Why } from '../../protocol/query';
import { mistakeAbout } from '../../query/mistakes';
import { nearestWord } from '../../query/nearest';
import type { FilterTerm, ParsedQuery } from '../../query/parseQuery';
import { byPlace, type IndexStore, type Scope } from '../store/indexStore';
import type { GitChanges } from '../workspace/gitChanges';
import { type Candidate, candidatesFor } from './candidates';
import { ChunkTexts } from './chunkText';
import { facetsOf } from './facets';
import { asksForChanges, filterOf, type FolderKnowledge, needsPaths, openIn, unmetPaths } from './filters';
import { chunkKey, type Likeness, likenessIn, likeTerms, queryVector } from './like';
import { literalShares } from './literal';
import { type Query, type Question, readQuery } from './question';
import { type Explained, rank, type Ranked, type Weights } from './ranking';
import { needsSifting, sift } from './sift';
import { whyOf } from './why';

/** A workspace folder that is searched in. */
export interface SearchFolder {
  /** Absolute path. */
  readonly root: string;
  /** Asks its index. */
  ask<T>(question: (store: IndexStore) => Promise<T>): Promise<T>;
}

/** What a query is answered with. */
export interface SearchMeans {
  readonly folders: readonly SearchFolder[];
  /** The query's vectors by both models. */
  readonly embed: (text: string) => Promise<{ readonly quick: Float32Array; readonly deep: Float32Array }>;
  /** Absolute paths of the files in editors; undefined where there are no editors. */
  readonly open: readonly string[] | undefined;
  readonly gitChanges: (root: string) => Promise<GitChanges>;
  readonly weights: Weights;
}

/** All that was found, best first. Without anything asked for by meaning or words: what the filters let through, by place. */
export interface Answer {
  readonly query: Query;
  readonly found: readonly (Ranked<Candidate> | Explained<Candidate>)[];
  /** How much that is; more than `found` has where only filters were asked for. */
  readonly total: number;
  readonly facets: Facets;
  readonly mistakes: readonly QueryMistake[];
  /** Symbols that it is to be like. */
  readonly likes: readonly string[];
  readonly texts: ChunkTexts;
}

/** So many times more is taken where phrases or excluded words sift out some of it. */
const SIFTED_TIMES = 3;
/** Words beside a phrase from which on it stands in a message rather than being asked for to the letter. */
const WORDS_OF_A_MESSAGE = 3;

/** @param limit of what is listed where nothing is asked for beside filters */
export async function answerQuery(
  query: ParsedQuery,
  means: SearchMeans,
  limit: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const likenesses = await likenessesOf(query, means);
  const scopes = await scopesOf(query, means);
  signal?.throwIfAborted();
  const question = await questionOf(query, likenesses, means);
  signal?.throwIfAborted();
  const texts = new ChunkTexts();
  const listing = question.text === '' && !question.quick && !question.deep;
  const answer = listing ? list(scopes, limit) : await search(query, question, scopes, likenesses, means, texts);
  const phrases = query.terms.filter((term) => term.type === 'phrase').filter(({ negated }) => !negated);
  if (answer.found.length === 0 && phrases.length > 0 && query.plainWords >= WORDS_OF_A_MESSAGE) {
    const again = await answerQuery(withoutPhrases(query), means, limit, signal);
    const mistakes = phrases.map((term) => mistakeAbout('noSuchPhrase', term, term.text));
    return { ...again, mistakes: [...again.mistakes, ...mistakes] };
  }
  const isEmpty = answer.found.length === 0;
  return {
    query: question,
    ...answer,
    mistakes: [
      ...query.mistakes,
      ...(await mistakesOfLikes(likenesses, means)),
      ...mistakesOfScopes(query, scopes),
      ...(isEmpty ? await mistakesOfSymbols(query, means) : []),
      ...(isEmpty ? phrases.map((term) => mistakeAbout('noSuchPhrase', term, term.text, term.text)) : []),
    ].sort((a, b) => a.start - b.start),
    likes: likenesses.flatMap(({ term, chunks }) => (term.negated || chunks.size === 0 ? [] : term.values)),
    texts,
  };
}

/** Why one of an answer's hits is there; undefined where only filters were asked for. @param score as the hit has it */
export async function explain(
  { query, likes, texts }: Answer,
  ranked: Answer['found'][number],
  score: number,
): Promise<Why | undefined> {
  if (!('reasons' in ranked)) return undefined;
  const text = await texts.of(ranked.item.root, ranked.item.chunk);
  const why = whyOf(query, ranked, score, text ?? { lines: [], firstLine: 1 });
  return likes.length > 0 ? { ...why, like: likes } : why;
}

/** A folder, what a query's filters let through there, and what they were made from. */
interface FolderScope {
  readonly folder: SearchFolder;
  /** Undefined when there are no filters. */
  readonly scope: Scope | undefined;
  readonly knowledge: FolderKnowledge;
}

async function scopesOf(query: ParsedQuery, means: SearchMeans): Promise<FolderScope[]> {
  const { folders, open, gitChanges } = means;
  const anyCase = await isSpelledOtherwise(query, means);
  return Promise.all(
    folders.map(async (folder) => {
      const [files, changed] = await Promise.all([
        needsPaths(query) ? folder.ask((store) => store.codeFiles()) : [],
        asksForChanges(query) ? gitChanges(folder.root) : undefined,
      ]);
      const knowledge = { root: folder.root, paths: files.map(({ path }) => path), open, changed };
      const filter = filterOf(query, knowledge, anyCase);
      return { folder, scope: await folder.ask((store) => store.scopeOf(filter)), knowledge };
    }),
  );
}

/** Whether some symbol of the query is not spelled like any of the index, so that case must not count. */
async function isSpelledOtherwise(query: ParsedQuery, means: SearchMeans): Promise<boolean> {
  const found = await Promise.all(symbolFilters(query).map(({ values }) => symbolsNamed(values, means, false)));
  return found.some((symbols) => symbols.length === 0);
}

function symbolFilters({ terms }: ParsedQuery): FilterTerm[] {
  return terms.filter((term) => term.type === 'filter').filter(({ name, negated }) => name === 'symbol' && !negated);
}

async function symbolsNamed(any: readonly string[], { folders }: SearchMeans, anyCase: boolean): Promise<string[]> {
  const filter = { symbols: { any, none: [], anyCase } };
  const found = await Promise.all(folders.map((folder) => folder.ask((store) => store.symbols(filter))));
  return found.flatMap((symbols) => [...symbols.keys()]);
}

async function questionOf(
  query: ParsedQuery,
  likenesses: readonly Likeness[],
  { embed }: SearchMeans,
): Promise<Question> {
  const text = query.text === '' ? undefined : await embed(query.text);
  const quick = queryVector(text?.quick, likenesses, 'quick');
  const deep = queryVector(text?.deep, likenesses, 'deep');
  return { ...readQuery(query.text), ...(quick ? { quick } : {}), ...(deep ? { deep } : {}) };
}

type Found = Pick<Answer, 'found' | 'total' | 'facets'>;

/** In the order of folders and files. */
function list(scopes: readonly FolderScope[], limit: number): Found {
  const perFolder = scopes.map(({ folder, scope }) =>
    [...(scope?.chunks ?? [])]
      .sort(byPlace)
      .map((chunk) => ({ item: { root: folder.root, chunk, isRead: true }, score: 1 })),
  );
  const all = perFolder.flat();
  return { found: all.slice(0, limit), total: all.length, facets: facetsOf(all.map(({ item }) => item.chunk)) };
}

async function search(
  query: ParsedQuery,
  question: Question,
  scopes: readonly FolderScope[],
  likenesses: readonly Likeness[],
  { weights }: SearchMeans,
  texts: ChunkTexts,
): Promise<Found> {
  const sifting = needsSifting(query);
  const perFolder = await Promise.all(
    scopes.map(async ({ folder, scope }) =>
      scope?.chunks.size === 0
        ? []
        : folder.ask((store) => candidatesFor(store, folder.root, question, scope, sifting ? SIFTED_TIMES : 1)),
    ),
  );
  // What is named is known: what is like it is wanted.
  const named = new Set(likenesses.flatMap(({ chunks }) => [...chunks]));
  const candidates = perFolder.flat().filter(({ root, chunk }) => !named.has(chunkKey(root, chunk)));
  const kept = sifting
    ? (
        await sift(
          query,
          candidates.map((item) => ({ item })),
          texts,
        )
      ).map(({ item }) => item)
    : candidates;
  const first = rank(question, kept, weights);
  const literal = await literalShares(
    query.text,
    first.map(({ item }) => item),
    texts,
  );
  const found =
    literal.size === 0
      ? first
      : rank(
          question,
          kept.map((item) => ({ ...item, ...(literal.has(item) ? { literal: literal.get(item)! } : {}) })),
          weights,
        );
  return { found, total: found.length, facets: facetsOf(found.map(({ item }) => item.chunk)) };
}

/** What each `like:` names, over all folders. */
async function likenessesOf(query: ParsedQuery, { folders }: SearchMeans): Promise<Likeness[]> {
  return Promise.all(
    likeTerms(query).map(async (term) => {
      const found = await Promise.all(
        folders.map((folder) => folder.ask((store) => likenessIn(store, folder.root, term))),
      );
      return {
        term,
        quick: found.flatMap(({ quick }) => quick),
        deep: found.flatMap(({ deep }) => deep),
        chunks: new Set(found.flatMap(({ chunks }) => [...chunks])),
      };
    }),
  );
}

async function mistakesOfLikes(likenesses: readonly Likeness[], means: SearchMeans): Promise<QueryMistake[]> {
  const unknown = likenesses.filter(({ chunks }) => chunks.size === 0).map(({ term }) => term);
  return Promise.all(unknown.map((term) => noSuchSymbol(term, means)));
}

/** Of `symbol:` filters that nothing fits, whatever else was asked for. */
async function mistakesOfSymbols(query: ParsedQuery, means: SearchMeans): Promise<QueryMistake[]> {
  const mistakes = await Promise.all(
    symbolFilters(query).map(async (term) => {
      const found = await symbolsNamed(term.values, means, true);
      return found.length === 0 ? [await noSuchSymbol(term, means)] : [];
    }),
  );
  return mistakes.flat();
}

async function noSuchSymbol(term: FilterTerm, { folders }: SearchMeans): Promise<QueryMistake> {
  const value = term.values[0]!;
  const symbols = await Promise.all(folders.map((folder) => folder.ask((store) => store.symbols())));
  const nearest = nearestWord(value, [...new Set(symbols.flatMap((each) => [...each.keys()]))]);
  const suggestion = nearest === undefined ? undefined : `${term.negated ? '-' : ''}${term.name}:${nearest}`;
  return mistakeAbout('noSuchSymbol', term, value, suggestion);
}

function mistakesOfScopes(query: ParsedQuery, scopes: readonly FolderScope[]): QueryMistake[] {
  const unmet = scopes.map(({ knowledge }) => unmetPaths(query, knowledge.paths));
  const paths = (unmet[0] ?? [])
    .filter(({ term }) => unmet.every((each) => each.some((other) => other.term === term)))
    .map(({ term }) => {
      const instead = unmet.flatMap((each) => each.find((other) => other.term === term)?.instead ?? [])[0];
      return mistakeAbout('noSuchPath', term, term.values[0]!, instead === undefined ? undefined : `path:${instead}`);
    });
  const places = query.terms
    .filter((term) => term.type === 'filter')
    .filter(({ name }) => name === 'in')
    .flatMap((term) => [
      ...(term.values.includes('open') && !term.negated ? openMistake(term, scopes) : []),
      ...(term.values.includes('changed') ? changedMistake(term, scopes) : []),
    ]);
  return [...paths, ...places];
}

function openMistake(term: FilterTerm, scopes: readonly FolderScope[]): QueryMistake[] {
  if (scopes.some(({ knowledge }) => knowledge.open === undefined)) return [mistakeAbout('noEditors', term, 'open')];
  const isAny = scopes.some(({ knowledge }) => {
    const open = openIn(knowledge);
    return knowledge.paths.some((path) => open.has(path));
  });
  return isAny ? [] : [mistakeAbout('noEditors', term, '')];
}

/** Only when no folder knows: one of several may well be outside of git. */
function changedMistake(term: FilterTerm, scopes: readonly FolderScope[]): QueryMistake[] {
  const reasons = scopes.map(({ knowledge: { changed } }) =>
    changed && 'reason' in changed ? changed.reason : undefined,
  );
  const [reason] = reasons;
  return reason !== undefined && reasons.every((each) => each !== undefined)
    ? [mistakeAbout('noGit', term, reason)]
    : [];
}

function withoutPhrases(query: ParsedQuery): ParsedQuery {
  return { ...query, terms: query.terms.filter((term) => term.type !== 'phrase' || term.negated) };
}
