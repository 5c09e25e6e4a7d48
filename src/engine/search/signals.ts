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
export function isAside(parts: readonly string[], aside: Aside): boolean {
  return parts.some((word) => ASKED_FOR[aside].test(word));
}

/** How many words of a name are in a query, inflected or not. */
export function matchingWords(query: readonly string[], name: readonly string[]): number {
  return new Set(name.filter((word) => query.some((other) => isSameWord(word, other)))).size;
}

/** `route` and `routes`, `register` and `registered`: one begins with the other, and little follows. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.length - short.length <= 3 && long.startsWith(short);
}
