import { describe, expect, it } from 'vitest';
import { matchLines } from '../../../src/engine/search/matchLines';
import { wordsOf } from '../../../src/engine/text/words';

const CODE = `export async function withBackoff<T>(task: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      // Twice as long after each failure.
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
      this.failureCounter.increase();
    }
  }
}`;

const asked = (query: string, code = CODE) => matchLines(code.split('\n'), 11, wordsOf(query));
const shown = (query: string, code?: string) =>
  asked(query, code).map(({ line, text, words }) => [line, ...words.map(([start, end]) => text.slice(start, end))]);

describe('the lines of a hit that match', () => {
  it('are those with the words of the query, inflected or inside of names', () => {
    expect(shown('count failures')).toEqual([[18, 'failure', 'Counter']]);
    expect(shown('retries', 'const retryCount = 1;\nretry();')).toEqual([[11, 'retry']]);
    expect(shown('caching', 'let a;\nfillCache();')).toEqual([[12, 'Cache']]);
  });

  it('are not those that only look alike, nor those with filler words', () => {
    expect(shown('a form for the user', 'format(transform, form);\nfor (const a of users) {}\nthe()')).toEqual([
      [11, 'form'],
      [12, 'users'],
    ]);
  });

  it('each add a word, come in the order of the file, and are three at most', () => {
    const lines = asked('timeout task failure catch twice').map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(lines).toContain(16);
    expect(lines).toHaveLength(3);
    expect(shown('task')).toHaveLength(1);
  });

  it('are none where no word is met', () => {
    expect(asked('unrelated banana')).toEqual([]);
    expect(asked('')).toEqual([]);
    expect(asked('task', '')).toEqual([]);
  });

  it('know filler words where there are no others', () => {
    expect(shown('is it', 'let other;\nconst it = is(1);')).toEqual([[12, 'it', 'is']]);
  });

  it('lose their indentation, and what is far from the words of a long line', () => {
    const [line] = asked('needle', `\t  ${'x '.repeat(300)}needle ${'y '.repeat(300)}`);
    expect(line!.text.length).toBeLessThan(170);
    expect(line!.text).toMatch(/^… .*needle.* …$/);
    expect(line!.words.map(([start, end]) => line!.text.slice(start, end))).toEqual(['needle']);
    expect(asked('needle', '    needle;  ')).toEqual([{ line: 11, text: 'needle;', words: [[0, 6]] }]);
  });
});
