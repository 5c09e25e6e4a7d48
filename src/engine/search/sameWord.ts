/** Words that questions are made of, and that say nothing of what is asked for. */
const FILLER = new Set(
  (
    'a an and are as at be been being but by can could did do does doing done for from get got had has have he her him his how ' +
    'i if in into is it its let like may me might my no nor not of off on onto or our out own over per put same shall she ' +
    'should so some such than that the their them then there these they this those to too up us use used uses using very was ' +
    'we were what when where which while who whom whose why will with within without would you your code function method class'
  ).split(' '),
);

/** The words of a query that say what is asked for; all of them when none does. @param query lower case, as `wordsOf` makes them */
export function tellingWords(query: readonly string[]): readonly string[] {
  const telling = query.filter((word) => word.length > 1 && !FILLER.has(word));
  return telling.length > 0 ? telling : query;
}

/** `retries` and `retry`, `caches` and `cache`: enough for what is only shown; ranking has the stems of the full-text index. */
function rootOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word;
}

/** One begins with the other, and only an ending follows. @param a of `rootOf`, as `b` */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // `caching` has lost the e of `cache`.
  const root = short.length > 4 && short.endsWith('e') ? short.slice(0, -1) : short;
  return root.length >= 4 && long.startsWith(root) && ENDING.test(long.slice(root.length));
}

/**
 * Finds which of some words another one is: its place among them, −1 when none. For one question: what was looked for is kept,
 * since code says the same words again and again.
 * @param words lower case; of equal ones the first counts
 */
export function wordFinder(words: readonly string[]): (word: string) => number {
  const roots = words.map(rootOf);
  const known = new Map<string, number>();
  return (word) => {
    const which = known.get(word) ?? roots.findIndex((root) => isSameWord(root, rootOf(word)));
    known.set(word, which);
    return which;
  };
}

/** What is looked at of a long chunk, and of a long line: such a line is data. */
const LINES_READ = 2_000;
const CHARACTERS_READ = 1_000;

/** The lines of a chunk as far as words are looked for in them. */
export function linesLookedAt(lines: readonly string[]): string[] {
  return lines.slice(0, LINES_READ).map((line) => line.slice(0, CHARACTERS_READ));
}

const ENDING = /^(?:e?s|e?d|e?r|e?rs|ing|ings|ion|ions|ation|able|ment|ly|[bdgklmnprt](?:ed|er|ing))$/;
