import { describe, expect, it } from 'vitest';
import { mergeExcludes, switchedOn, wholeNumber } from '../../../src/vscode/settingValues';

/** By what `hunch.exclude`, and the two settings before it, hold. */
function merge(...values: readonly unknown[]) {
  const settings = (['files.exclude', 'search.exclude', 'hunch.exclude'] as const).slice(-values.length);
  return mergeExcludes(values.map((value, index) => ({ setting: settings[index]!, value })));
}

describe('Exclude settings', () => {
  it('are joined to one list of those switched on, with where they are from', () => {
    expect(merge({ '**/out': true }, { '**/*.lock': true, '**/off': false }, {})).toEqual([
      { glob: '**/out', setting: 'files.exclude' },
      { glob: '**/*.lock', setting: 'search.exclude' },
    ]);
  });

  it('keep their sibling condition', () => {
    expect(merge({ '**/*.js': { when: '$(basename).ts' } })).toEqual([
      { glob: '**/*.js', when: '$(basename).ts', setting: 'hunch.exclude' },
    ]);
  });

  it('are taken back by a later setting', () => {
    expect(merge({ '**/gen': true, '**/*.js': true }, { '**/gen': false }).map(({ glob }) => glob)).toEqual([
      '**/*.js',
    ]);
    expect(merge({ '**/*.js': true }, { '**/*.js': { when: '$(basename).ts' } })).toEqual([
      { glob: '**/*.js', when: '$(basename).ts', setting: 'hunch.exclude' },
    ]);
  });

  it('may hold anything, as settings.json may', () => {
    for (const value of [
      undefined,
      null,
      'x',
      7,
      ['**/a'],
      { '': true, '**/b': 'yes', '**/c': { when: 3 }, '**/d': null },
    ])
      expect(merge(value)).toEqual([]);
  });

  it('do not lose a pattern to a later value of a wrong type', () => {
    expect(merge({ '**/gen': true }, { '**/gen': 'no' })).toEqual([{ glob: '**/gen', setting: 'search.exclude' }]);
  });
});

describe('The include setting', () => {
  it('gives the globs that are switched on, and those of a plain list', () => {
    expect(switchedOn({ 'generated/**': true, 'vendor/**': false, '': true, x: 'yes' })).toEqual(['generated/**']);
    expect(switchedOn(['generated/**', 7])).toEqual(['generated/**']);
    expect(switchedOn(undefined)).toEqual([]);
  });
});

describe('A number setting', () => {
  const bounds = { least: 1, most: 200, otherwise: 30 };

  it.each([
    [50, 50],
    [12.6, 13],
    [0, 1],
    [1e9, 200],
    [Number.NaN, 30],
    [Infinity, 30],
    ['50', 30],
    [undefined, 30],
    [null, 30],
  ])('of %j is %i', (value, expected) => {
    expect(wholeNumber(value, bounds)).toBe(expected);
  });
});
