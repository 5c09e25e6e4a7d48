import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/engine/search/candidates';
import { ChunkTexts } from '../../../src/engine/search/chunkText';
import { literalShares, longestRow } from '../../../src/engine/search/literal';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const words = (text: string) => text.split(' ');

describe('the longest row of words', () => {
  it('is in both texts in the same order without a gap', () => {
    expect(longestRow(words('a b c d'), words('x b c y a b'))).toEqual(['b', 'c']);
    expect(longestRow(words('a b a b c'), words('a b c'))).toEqual(['a', 'b', 'c']);
    expect(longestRow(words('a b'), words('b a'))).toHaveLength(1);
    expect(longestRow(words('a'), [])).toEqual([]);
  });
});

describe('a message that was pasted', () => {
  const shares = async (query: string) => {
    const root = temporaryFolder();
    writeFiles(root, {
      'a.ts': "export function connect() {\n  throw new Error('Handshake inactivity timeout reached');\n}\n",
      'b.ts': 'export function reached() {\n  // timeout, inactivity: the handshake\n}\n',
      'c.ts': 'export function order() {\n  // as it is in the order of the day\n}\n',
    });
    const candidates = ['a.ts', 'b.ts', 'c.ts', 'gone.ts'].map((file): Candidate => ({
      root,
      isRead: true,
      chunk: { path: file, startLine: 1, endLine: 3 } as never,
    }));
    const found = await literalShares(query, candidates, new ChunkTexts());
    return Object.fromEntries([...found].map(([{ chunk }, share]) => [path.basename(chunk.path), share]));
  };

  it('is where its words stand in a row, not where they merely are', async () => {
    expect(await shares('Error: Handshake inactivity timeout')).toEqual({ 'a.ts': 1 });
    expect(await shares('ERR_1 Handshake inactivity timeout after 30 s')).toEqual({ 'a.ts': 3 / 8 });
  });

  it('is nowhere when the row says nothing, or is too short', async () => {
    expect(await shares('what it is in the order of')).toEqual({});
    expect(await shares('inactivity timeout')).toEqual({});
  });
});
