import { wordsOf } from '../text/words';

/** Code that is beside the product, and rarely what somebody looks for who does not say so. */
export type Aside = 'test' | 'example' | 'declaration' | 'compatibility';

/** By the names that test runners, package layouts and compilers go by. */
const ASIDES: readonly (readonly [Aside, RegExp])[] = [
  [
    'test',
    /(?:^|\/)(?:tests?|__tests__|specs?|testing|testdata|fixtures?|__mocks__|mocks?|e2e|benches|benchmarks?)\/|(?:^|\/)(?:test_[^/]*|conftest\.py|[^/]*(?:[._-](?:test|tests|spec|bench)|_test|Tests?|Spec)\.[^/.]+)$/,
  ],
  ['example', /(?:^|\/)(?:examples?|demos?|samples?|docs?|doc_?src|tutorials?|playground)\//],
  ['declaration', /\.(?:d\.[cm]?ts|pyi)$/],
  ['compatibility', /(?:^|\/)(?:_?compat|compatibility|legacy|deprecated|polyfills?|shims?)(?:\/|[^/]*\.[^/.]+$)/],
];

export function asideOf(path: string): Aside | undefined {
  return ASIDES.find(([, pattern]) => pattern.test(path))?.[0];
}

const ASKED_FOR: Readonly<Record<Aside, RegExp>> = {
  test: /^(?:tests?|testing|specs?|mocks?|fixtures?|benchmarks?|bench)$/,
  example: /^(?:examples?|demos?|samples?|docs?|documentation|tutorials?)$/,
  declaration: /^(?:types?|typings?|declarations?|stubs?)$/,
  compatibility: /^(?:compat|compatibility|legacy|deprecated|polyfills?|shims?)$/,
};

/** Whether a query asks for such code. */
export function asksFor(parts: readonly string[], aside: Aside): boolean {
  return parts.some((word) => ASKED_FOR[aside].test(word));
}

/** A file's name without its extension. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

/**
 * How much of a name a query has, inflected or not, from 0 to 1. A name of one word met by chance says half of what a longer
 * one does that is met in full.
 */
export function nameOverlap(query: readonly string[], name: string): number {
  const words = [...new Set(wordsOf(name))];
  if (words.length === 0) return 0;
  const met = words.filter((word) => query.some((other) => beginAlike(word, other))).length;
  return (met / words.length) * Math.min(1, met / 2);
}

/**
 * `route` and `routes`, `register` and `registered`: one begins with the other, and little follows. Any little, also of other
 * words (`port`, `portal`): a weight of the ranking forgives that. What is shown goes by `sameWord.ts`, which knows endings.
 */
function beginAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.length - short.length <= 3 && long.startsWith(short);
}
