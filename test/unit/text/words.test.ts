import { describe, expect, it } from 'vitest';
import { wordsOf, wordsWithCompounds } from '../../../src/engine/text/words';

describe('words of identifiers', () => {
  it.each([
    ['parseHTTPResponse_v2', ['parse', 'http', 'response', 'v', '2']],
    ['SCREAMING_SNAKE', ['screaming', 'snake']],
    ['kebab-case and spaces', ['kebab', 'case', 'and', 'spaces']],
    ['größeÄndern', ['größe', 'ändern']],
    ['读取文件 ok', ['读取文件', 'ok']],
    ['!!! ()[]', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('keeps an identifier of several parts as one word beside its parts', () => {
    expect(wordsWithCompounds('the parseConfig of main')).toEqual([
      'the',
      'parse',
      'config',
      'parseconfig',
      'of',
      'main',
    ]);
  });
});
