import { describe, expect, it } from 'vitest';
import { mergeExcludes, wholeNumber } from '../../../src/vscode/settingValues';

describe('Exclude settings', () => {
  it('are joined to one list of those switched on', () => {
    expect(mergeExcludes([{ '**/out': true }, { '**/*.lock': true, '**/off': false }, {}])).toEqual([
      { glob: '**/out' },
      { glob: '**/*.lock' },
    ]);
  });

  it('keep their sibling condition', () => {
    expect(mergeExcludes([{ '**/*.js': { when: '$(basename).ts' } }])).toEqual([
      { glob: '**/*.js', when: '$(basename).ts' },
    ]);
  });

  it('are taken back by a later setting', () => {
    expect(mergeExcludes([{ '**/gen': true, '**/*.js': true }, { '**/gen': false }])).toEqual([{ glob: '**/*.js' }]);
    expect(mergeExcludes([{ '**/*.js': true }, { '**/*.js': { when: '$(basename).ts' } }])).toEqual([
      { glob: '**/*.js', when: '$(basename).ts' },
    ]);
  });

  it('may hold anything, as settings.json may', () => {
    expect(
      mergeExcludes([
        undefined,
        null,
        'x',
        7,
        ['**/a'],
        { '': true, '**/b': 'yes', '**/c': { when: 3 }, '**/d': null },
      ]),
    ).toEqual([]);
  });

  it('do not lose a pattern to a later value of a wrong type', () => {
    expect(mergeExcludes([{ '**/gen': true }, { '**/gen': 'no' }])).toEqual([{ glob: '**/gen' }]);
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
