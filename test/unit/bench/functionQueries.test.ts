import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../src/engine/text/words';

const FOLDER = fileURLToPath(new URL('../../../bench/quality/functions/packages/', import.meta.url));

/** Of the packages that are measured, as of those that a model is trained on, only such licences are taken. */
const LICENCES = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'] as const;

const CATEGORIES = ['behaviour', 'symptom', 'misremembered', 'error'] as const;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** Relative to the package, with forward slashes. */
const relativePath = v.pipe(v.string(), v.regex(/^(?!\/|[A-Za-z]:|.*(?:^|\/)\.\.?(?:\/|$))[^\\]+\.[a-z]+$/));
const place = { path: relativePath, symbol: text, container: v.string() };

const Query = v.strictObject({
  query: text,
  category: v.picklist(CATEGORIES),
  targets: v.pipe(v.array(v.strictObject(place)), v.minLength(1), v.maxLength(3)),
  decoy: v.optional(v.strictObject({ ...place, why: text })),
  heldOut: v.boolean(),
});

const PackageQueries = v.strictObject({
  package: text,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  integrity: v.pipe(v.string(), v.regex(/^sha512-[A-Za-z0-9+/]{86}==$/)),
  licence: v.picklist(LICENCES),
  domain: text,
  folder: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_/-]*$|^\.$/)),
  queries: v.pipe(v.array(Query), v.minLength(33)),
});

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const readPackage = (name: string) => v.parse(PackageQueries, JSON.parse(readFileSync(FOLDER + name, 'utf8')));
const readQueries = () => files.flatMap((name) => readPackage(name).queries);

const placeOf = (at: { path: string; container: string; symbol: string }): string =>
  `${at.path} ${at.container} ${at.symbol}`;

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** Parts of names that tell nothing about what a function is for. */
const NOT_TELLING = new Set(['and', 'default', 'for', 'from', 'get', 'has', 'module', 'not', 'set', 'the', 'with']);

/** Coarse on purpose: `retries`, `retried` and `retry` are one word, `size` and `resize` are two. */
const stemOf = (word: string): string =>
  word.replace(/(?:ies|ied|y)$/, 'i').replace(/(?<=...)(?:ations?|ions?|ings?|ers?|ors?|ed|es|s|e)$/, '');

const tellingStems = (name: string): string[] =>
  wordsOf(name)
    .filter((word) => word.length > 2 && !NOT_TELLING.has(word))
    .map(stemOf);

function namesItsTarget({ query, targets }: v.InferOutput<typeof Query>): boolean {
  const asked = new Set(tellingStems(query));
  return targets.some(({ symbol }) => tellingStems(symbol).some((stem) => asked.has(stem)));
}

const shareOf = <T>(all: readonly T[], matches: (one: T) => boolean): number => all.filter(matches).length / all.length;

describe('queries for functions', () => {
  it('are about several packages', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  it('are many enough for a difference of a few hundredths to mean something', () => {
    expect(readQueries().length).toBeGreaterThanOrEqual(240);
  });

  describe.each(files)('%s', (name) => {
    it('has all that is needed to fetch the package and to judge an answer', () => {
      const parsed = v.safeParse(PackageQueries, JSON.parse(readFileSync(FOLDER + name, 'utf8')));
      expect(parsed.issues?.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`) ?? []).toEqual([]);
      expect(readPackage(name).package.replace(/^@[^/]+\//, '')).toBe(name.replace('.json', ''));
    });

    it('wants only what lies in the folder that is indexed', () => {
      const { folder, queries } = readPackage(name);
      const outside = queries
        .flatMap(({ targets, decoy }) => (decoy ? [...targets, decoy] : targets))
        .filter(({ path }) => folder !== '.' && !path.startsWith(`${folder}/`));
      expect(outside).toEqual([]);
    });

    it('keeps apart every third query, in the order in which they were written', () => {
      const { queries } = readPackage(name);
      const first = queries.findIndex(({ heldOut }) => heldOut);
      expect(first).toBeLessThan(3);
      expect(queries.map(({ heldOut }) => heldOut)).toEqual(queries.map((_, index) => index % 3 === first));
    });

    // Further targets may come again: two questions can have one function among their answers.
    it('asks in each category for each main target once', () => {
      const wanted = readPackage(name).queries.flatMap(({ category, targets }) =>
        targets.slice(0, 1).map((target) => `${category}: ${placeOf(target)}`),
      );
      expect(repeated(wanted)).toEqual([]);
    });

    it('rarely names what it looks for', () => {
      expect(shareOf(readPackage(name).queries, namesItsTarget)).toBeLessThanOrEqual(0.2);
    });

    it('has no decoy that is an answer', () => {
      const answers = readPackage(name).queries.filter(
        ({ targets, decoy }) => decoy && targets.some((target) => placeOf(target) === placeOf(decoy)),
      );
      expect(answers).toEqual([]);
    });
  });

  it('are of all kinds, and mostly about behaviour', () => {
    const queries = readQueries();
    const wanted = { behaviour: 0.6, symptom: 0.2, misremembered: 0.1, error: 0.1 };
    for (const category of CATEGORIES) {
      const share = shareOf(queries, (query) => query.category === category);
      expect(Math.abs(share - wanted[category]), `share of ${category}: ${share}`).toBeLessThanOrEqual(0.05);
    }
  });

  it('have a decoy in at least a quarter of them', () => {
    expect(shareOf(readQueries(), ({ decoy }) => decoy !== undefined)).toBeGreaterThanOrEqual(0.25);
  });

  it('are all different', () => {
    expect(repeated(readQueries().map(({ query }) => wordsOf(query).join(' ')))).toEqual([]);
  });

  it('are as long as what people type; names and pasted errors may be shorter or longer', () => {
    const odd = readQueries().filter(({ query, category }) => {
      const words = query.split(/\s+/).length;
      return category === 'behaviour' || category === 'symptom' ? words < 4 || words > 16 : words > 30;
    });
    expect(odd).toEqual([]);
  });
});
