import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/engine/parse/languages';
import { PLAIN_EXTENSIONS } from '../../../src/languages/plainExtensions';
import { completionPlace, completionsAt } from '../../../src/query/completion';
import { LANGUAGE_IDS, languageNamed, shortNameOf } from '../../../src/query/languages';
import { distanceOf, nearestWord } from '../../../src/query/nearest';
import { hasFilter, toggleFilter } from '../../../src/query/toggleFilter';

/** Completions of a text with the caret at `|`. */
function labels(text: string, values?: readonly string[], asked = false): string[] {
  const place = completionPlace(text.replace('|', ''), text.indexOf('|'), asked);
  const counted = values?.map((value) => ({ value, count: 1 }));
  return place ? completionsAt(place, counted).map(({ label }) => label) : [];
}

describe('completion', () => {
  it.each([
    ['retry la|', ['lang:']],
    ['-pa|', ['path:']],
    ['la|x', []],
    ['l|', []],
    ['parse the path|', []],
    ['in|', []],
    ['kind:m|', ['method', 'module']],
    ['-kind:class,m|', ['method', 'module']],
    ['kind:method|', []],
    ['in:| retry', ['open', 'changed']],
    ['foo:|', []],
    ['http:|', []],
    ['"in:|', []],
  ])('%s', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('when asked for, offers every filter', () => {
    expect(labels('|', undefined, true)).toHaveLength(6);
    expect(labels('retry |', undefined, true)).toHaveLength(6);
    expect(labels('path|', undefined, true)).toEqual(['path:']);
  });

  it('offers the languages of the index first, then all that there are', () => {
    expect(labels('lang:|', ['ts', 'py'])).toEqual(['ts', 'py']);
    expect(labels('lang:p|', ['ts', 'py']).slice(0, 2)).toEqual(['py', 'php']);
    expect(labels('lang:typ|', ['ts'])).toEqual(['ts', 'tsx']);
  });

  it('puts values with spaces in quotes, and a space behind each', () => {
    const place = completionPlace('path:my', 7, false)!;
    expect(completionsAt(place, [{ value: 'my folder/**', count: 2 }])).toEqual([
      { label: 'my folder/**', insert: '"my folder/**" ', filter: 'path', count: 2 },
    ]);
  });
});

describe('a filter as a switch', () => {
  it.each([
    ['retry', 'lang', 'typescript', 'retry lang:ts'],
    ['', 'kind', 'method', 'kind:method'],
    ['lang:ts retry', 'lang', 'typescript', 'retry'],
    ['retry lang:ts,py now', 'lang', 'python', 'retry lang:ts now'],
    ['-lang:ts retry', 'lang', 'typescript', '-lang:ts retry lang:ts'],
    ['retry', 'path', 'my src/**', 'retry path:"my src/**"'],
    ['path:"my src/**" retry', 'path', 'my src/**', 'retry'],
  ] as const)('%s', (query, name, value, expected) => {
    expect(toggleFilter(query, name, value)).toBe(expected);
    expect(hasFilter(expected, name, value)).toBe(!hasFilter(query, name, value));
  });
});

describe('names of languages', () => {
  it('are all ids and extensions that the engine reads', () => {
    for (const { id, extensions } of LANGUAGES) {
      expect(LANGUAGE_IDS).toContain(id);
      for (const extension of extensions) expect(languageNamed(extension.slice(1))).toBe(id);
    }
    for (const id of [...LANGUAGES.map(({ id }) => id), ...Object.keys(PLAIN_EXTENSIONS)]) {
      expect(languageNamed(id.toUpperCase())).toBe(id);
      expect(languageNamed(shortNameOf(id))).toBe(id);
    }
  });
});

describe('the nearest word', () => {
  it('is that with the fewest letters wrong, if they are few', () => {
    expect(distanceOf('lnag', 'lang')).toBe(1);
    expect(distanceOf('kitten', 'sitting')).toBe(3);
    expect(nearestWord('metod', ['module', 'method'])).toBe('method');
    expect(nearestWord('klingon', ['kotlin', 'go'])).toBeUndefined();
  });
});
