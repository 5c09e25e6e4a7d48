import path from 'node:path';
import picomatch from 'picomatch';
import type { FilterTerm, ParsedQuery, QueryTerm } from '../../query/parseQuery';
import type { FilterName } from '../../query/vocabulary';
import type { ChunkFilter, Choice } from '../store/chunkFilter';
import { coverOf } from '../store/pathCover';
import { wordsOf } from '../text/words';
import type { GitChanges } from '../workspace/gitChanges';

/** What a folder knows beside its index. */
export interface FolderKnowledge {
  /** Absolute path. */
  readonly root: string;
  /** Paths of all files with chunks, relative to `root`, forward slashes. */
  readonly paths: readonly string[];
  /** Absolute paths of the files in editors; undefined where there are no editors. */
  readonly open: readonly string[] | undefined;
  /** What git calls changed, when the query asks for it. */
  readonly changed: GitChanges | undefined;
}

/** Whether the filters of a query need the paths of all files. */
export function needsPaths({ terms }: ParsedQuery): boolean {
  return filtersOf(terms).some(({ name }) => name === 'path' || name === 'in');
}

export function asksForChanges({ terms }: ParsedQuery): boolean {
  return filtersOf(terms).some(({ name, values }) => name === 'in' && values.includes('changed'));
}

/**
 * What a query's filters, phrases and excluded words let through in a folder. `like:` is none of them.
 * @param anyCase of symbols, where no symbol is spelled like the query's
 */
export function filterOf({ terms }: ParsedQuery, folder: FolderKnowledge, anyCase: boolean): ChunkFilter {
  const filters = filtersOf(terms);
  const paths = allowedPaths(filters, folder);
  return {
    languages: choiceOf(filters, 'lang'),
    kinds: choiceOf(filters, 'kind'),
    symbols: { ...choiceOf(filters, 'symbol'), anyCase },
    ...(paths ? { paths: coverOf(folder.paths, paths) } : {}),
    rows: terms.flatMap((term) => (term.type === 'phrase' && !term.negated ? rowOf(term.text) : [])),
    noRows: terms.flatMap((term) => (term.type === 'excluded' ? rowOf(term.word) : [])),
  };
}

/** The values of `path:` terms that no file of a folder fits, each with a glob that would, if one comes to mind. */
export function unmetPaths({ terms }: ParsedQuery, paths: readonly string[]): { term: FilterTerm; instead?: string }[] {
  return filtersOf(terms)
    .filter(({ name, negated, values }) => name === 'path' && !negated && !paths.some(matcherOf(values[0]!)))
    .map((term) => {
      const instead = `**/${term.values[0]!.replace(/^[./]+/u, '')}`;
      return paths.some(matcherOf(instead)) ? { term, instead } : { term };
    });
}

/**
 * Whether a path fits what a person wrote: the text is in it, in any case, or it is a glob that fits the whole of it, or the
 * file's name when the glob has no slash. `/src` begins at the workspace folder.
 */
export function matcherOf(pattern: string): (path: string) => boolean {
  const wanted = pattern.replaceAll('\\', '/').replace(/^\.\//u, '/');
  const text = wanted.toLowerCase();
  const glob = wanted.replace(/^\//u, '');
  const isGlob = /[*?[{]|[@+!]\(/u.test(glob);
  const matches = isGlob ? picomatch(glob, { dot: true, nocase: true, basename: !wanted.includes('/') }) : () => false;
  if (text.startsWith('/')) return (path) => path.toLowerCase().startsWith(text.slice(1)) || matches(path);
  return (path) => path.toLowerCase().includes(text) || matches(path);
}

/** The files that all `path:` and `in:` terms let through; undefined when there is no such term. */
function allowedPaths(filters: readonly FilterTerm[], folder: FolderKnowledge): ReadonlySet<string> | undefined {
  const conditions = (['path', 'in'] as const).flatMap((name) => {
    const terms = filters.filter((term) => term.name === name);
    const fits = (term: FilterTerm): ((path: string) => boolean) => {
      if (name === 'path') return matcherOf(term.values[0]!);
      const files = filesIn(term.values, folder);
      return (path) => files.has(path);
    };
    const wanted = terms.filter(({ negated }) => !negated).map(fits);
    const unwanted = terms.filter(({ negated }) => negated).map(fits);
    return terms.length === 0
      ? []
      : [
          (path: string) =>
            (wanted.length === 0 || wanted.some((each) => each(path))) && !unwanted.some((each) => each(path)),
        ];
  });
  if (conditions.length === 0) return undefined;
  return new Set(folder.paths.filter((path) => conditions.every((condition) => condition(path))));
}

function filesIn(places: readonly string[], folder: FolderKnowledge): ReadonlySet<string> {
  const { changed } = folder;
  return new Set(
    places.flatMap((place) => {
      if (place === 'open') return [...openIn(folder)];
      return changed && 'paths' in changed ? changed.paths : [];
    }),
  );
}

/** The files in editors, relative to a folder; some may lie outside of it. */
export function openIn({ root, open = [] }: FolderKnowledge): ReadonlySet<string> {
  return new Set(open.map((file) => path.relative(root, file).split(path.sep).join('/')));
}

/** Several positive terms of one name are one wish: any of their values will do. */
function choiceOf(filters: readonly FilterTerm[], wanted: FilterName): Choice {
  const values = (isNegated: boolean): string[] =>
    filters.flatMap(({ name, values, negated }) => (name === wanted && negated === isNegated ? values : []));
  return { any: values(false), none: values(true) };
}

function filtersOf(terms: readonly QueryTerm[]): FilterTerm[] {
  return terms.filter((term) => term.type === 'filter');
}

function rowOf(text: string): string[][] {
  const words = wordsOf(text);
  return words.length > 0 ? [words] : [];
}
