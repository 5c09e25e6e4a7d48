import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/engine/parse/summary';

describe('summaryOf', () => {
  it.each([
    ['Loads the models. They are shared.', 'Loads the models.'],
    ['Two lines of\n  one sentence\n\nand a paragraph.', 'Two lines of one sentence'],
    ['Waits, e.g. for a lock. Then writes.', 'Waits, e.g. for a lock.'],
    ['Version 1.2 of {@link Store#put the thing} and {@code x}.', 'Version 1.2 of the thing and x.'],
    ['See [the guide](https://a.b/c) and [Store]{@link Store}.', 'See the guide and Store.'],
    ['Returns the total\n@param items what was bought', 'Returns the total'],
    ['Sums up.\n\nArgs:\n    items: what', 'Sums up.'],
    ['Adds :class:`~shop.Cart` to it\n:param cart: it', 'Adds shop.Cart to it'],
    ['@brief Opens a file.\n@param path of it', 'Opens a file.'],
    ['@param only a tag', ''],
    ['<p>Reads <b>all</b> of it.</p>', 'Reads all of it.'],
    ['\u202Eevil\u0007 text', 'evil text'],
    ['', ''],
  ])('of %j is %j', (doc, summary) => {
    expect(summaryOf(doc)).toBe(summary);
  });

  it('of a long sentence is cut between words, and says so', () => {
    const summary = summaryOf('word '.repeat(100));
    expect(summary).toMatch(/^(?:word )*word…$/);
    expect(summary.length).toBeLessThanOrEqual(160);
  });

  it('of megabytes takes no time', () => {
    expect(summaryOf(`${'{@link ['.repeat(200_000)}.`).length).toBeLessThanOrEqual(160);
  });
});
