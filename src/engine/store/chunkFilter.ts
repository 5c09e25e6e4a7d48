/** Values of which a chunk must have one, and values that it must not have. Empty lists ask for nothing. */
export interface Choice {
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/** Which chunks a search looks at: all that is given must hold. */
export interface ChunkFilter {
  readonly languages?: Choice;
  readonly kinds?: Choice;
  /** Names, or names with what they are in (`Store.open`); `*` and `?` stand for what they do in a glob. */
  readonly symbols?: Choice & { readonly anyCase: boolean };
  /** Files, and folders with all that is in them (they end with a slash). `none` of no path is all of them. */
  readonly paths?: { readonly within: readonly string[] } | { readonly without: readonly string[] };
  /** Words in a row, as `wordsOf` makes them: the first and the last may be parts of words. */
  readonly rows?: readonly (readonly string[])[];
  /** Whole words in a row that must not be there. */
  readonly noRows?: readonly (readonly string[])[];
}

/** The filter as a condition of LanceDB's SQL; undefined when everything passes. */
export function whereOf(filter: ChunkFilter): string | undefined {
  const conditions = [
    ...choice(filter.languages, (values) => `language IN (${values.map(quoted).join(', ')})`),
    ...choice(filter.kinds, (values) => `kind IN (${values.map(quoted).join(', ')})`),
    ...choice(filter.symbols, (values) => anyOf(values.map((value) => symbolLike(value, filter.symbols!.anyCase)))),
    ...(filter.paths ? [pathCondition(filter.paths)] : []),
    ...(filter.rows ?? []).map((words) => `words LIKE ${like('%', words.join(' '), '%')}`),
    ...(filter.noRows ?? []).map((words) => `(' ' || words || ' ') NOT LIKE ${like('% ', words.join(' '), ' %')}`),
  ];
  return allOf(...conditions);
}

/** The condition that a path is in none of some folders; undefined when there are none. @param folders `''` for everything */
export function outside(folders: readonly string[] = []): string | undefined {
  if (folders.length === 0) return undefined;
  if (folders.includes('')) return 'FALSE';
  return pathCondition({ without: folders.map((folder) => `${folder}/`) });
}

/** All of some conditions; undefined when there are none. */
export function allOf(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length <= 1 ? given[0] : given.map((condition) => `(${condition})`).join(' AND ');
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function choice({ any, none }: Choice = { any: [], none: [] }, condition: (values: readonly string[]) => string) {
  return [...(any.length > 0 ? [condition(any)] : []), ...(none.length > 0 ? [`NOT (${condition(none)})`] : [])];
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'FALSE' : conditions.join(' OR ');
}

/** `parse*`; `Store.open`, `Store::open` and `Store#open` are all `open` in something that is called `Store`. */
function symbolLike(pattern: string, anyCase: boolean): string {
  const cased = (text: string): string => (anyCase ? `lower(${text})` : text);
  const parts = (anyCase ? pattern.toLowerCase() : pattern).split(/::|[.#]/u);
  const name = `${cased('symbol')} LIKE ${globLike('', parts.at(-1)!)}`;
  if (parts.length === 1) return name;
  return `${name} AND ('.' || ${cased('container')}) LIKE ${globLike('%.', parts.slice(0, -1).join('.'))}`;
}

function pathCondition(paths: NonNullable<ChunkFilter['paths']>): string {
  const listed = 'within' in paths ? paths.within : paths.without;
  const files = listed.filter((path) => !path.endsWith('/'));
  const condition = anyOf([
    ...(files.length > 0 ? [`path IN (${files.map(quoted).join(', ')})`] : []),
    ...listed.filter((path) => path.endsWith('/')).map((folder) => `starts_with(path, ${quoted(folder)})`),
  ]);
  return 'within' in paths ? condition : `NOT (${condition})`;
}

/** A pattern of LIKE, where `before` and `after` have meaning and `text` is taken to the letter. */
function like(before: string, text: string, after: string): string {
  return quoted(`${before}${text.replace(/[\\%_]/gu, '\\$&')}${after}`);
}

function globLike(before: string, glob: string): string {
  const pattern = glob
    .replace(/[\\%_]/gu, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
  return quoted(before + pattern);
}
