import { describe, expect, it } from 'vitest';
import { Bm25, bm25OverChunks } from '../../../bench/quality/bm25';
import type { PlacedChunk } from '../../../bench/quality/sourceChunks';

describe('plain BM25', () => {
  it('scores as its formula says', () => {
    const index = new Bm25([['read', 'file', 'file'], ['write', 'file'], ['close']]);
    const [first, second, ...rest] = index.search(['file'], 10);
    // Two of three documents have it: idf = ln(1 + 1.5 / 2.5). Mean length 2, k1 = 1.2, b = 0.75.
    const idf = Math.log(1.6);
    expect(first).toEqual({ document: 0, score: expect.closeTo((idf * 2 * 2.2) / (2 + 1.2 * 1.375), 10) as number });
    expect(second).toEqual({ document: 1, score: expect.closeTo((idf * 2.2) / (1 + 1.2), 10) as number });
    expect(rest).toEqual([]);
  });

  it('prefers the rare word, and counts a word of the query once', () => {
    const index = new Bm25([
      ['get', 'socket'],
      ['get', 'header'],
      ['get', 'get'],
    ]);
    expect(index.search(['get', 'get', 'get', 'socket'], 1)[0]?.document).toBe(0);
  });

  it('finds a function by its name before one that only uses it, and nothing without a name', () => {
    const search = bm25OverChunks([
      chunk('', 'parseHeader(line);'),
      chunk('readAll', 'return lines.map((line) => parseHeader(line));'),
      chunk('parseHeader', 'return line.split(sign);'),
    ]);
    expect(search('parse header', 10).map(({ symbol }) => symbol)).toEqual(['parseHeader', 'readAll']);
  });
});

function chunk(symbol: string, code: string): PlacedChunk {
  return {
    path: 'src/a.ts',
    symbol,
    container: '',
    kind: 'function',
    language: 'typescript',
    startLine: 1,
    endLine: 1,
    signature: '',
    doc: '',
    code,
  };
}
