import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChunkFilter } from '../../../src/engine/store/chunkFilter';
import { IndexStore } from '../../../src/engine/store/indexStore';
import { coverOf } from '../../../src/engine/store/pathCover';
import type { ChunkRow } from '../../../src/engine/store/schema';
import { chunkRow } from '../../support/storedRows';
import { temporaryFolder } from '../../support/temporaryFolder';

const none: readonly string[] = [];

let ordinal = 0;
function chunk(path: string, changes: Partial<ChunkRow>): ChunkRow {
  const own = ordinal++;
  const contentHash = String(own).padStart(32, '0');
  return chunkRow(path, own, { symbol: 'run', contentHash, quickVector: Float32Array.of(1, 0), ...changes });
}

const ROWS = [
  chunk('src/a.ts', { symbol: 'parseConfig', words: 'parse config no such file' }),
  chunk('src/b.py', { language: 'python', symbol: 'parse_config', words: 'parse config mocks file' }),
  chunk('src/store/c.ts', { symbol: 'open', container: 'Index.Store', kind: 'method', words: 'open mock store' }),
  chunk('src/store/d.ts', { symbol: 'open', container: 'Other', kind: 'method', words: 'open' }),
  chunk("test/it's.ts", { symbol: 'ParseError', kind: 'class', words: 'parse error' }),
  chunk('test/parseXconfig.ts', { symbol: 'parseXconfig', words: '' }),
];

describe('a filter of chunks', () => {
  it('lets through what fits', async () => {
    const { store } = await IndexStore.open(temporaryFolder(), {
      fingerprint: 'f',
      dimensions: 2,
      quickDimensions: 2,
      model: 'm',
    });
    onTestFinished(() => {
      store.close();
    });
    const files = [...new Set(ROWS.map(({ path }) => path))].map((path) => ({
      path,
      mtimeMs: 1,
      ctimeMs: 1,
      size: 1,
      hash: 'h',
      language: 'typescript',
      chunks: 1,
      skipped: '',
    }));
    await store.replaceFiles(files, ROWS);
    const found = async (filter: ChunkFilter): Promise<number[] | undefined> => {
      const scope = await store.scopeOf(filter);
      return (
        scope &&
        [...scope.chunks].map(({ ordinal }) => ROWS.findIndex((row) => row.ordinal === ordinal)).sort((a, b) => a - b)
      );
    };
    const symbols = (pattern: string, anyCase = false): ChunkFilter => ({
      symbols: { any: [pattern], none, anyCase },
    });

    expect(await found({})).toBeUndefined();
    expect(await found({ languages: { any: ['python', 'go'], none } })).toEqual([1]);
    expect(await found({ languages: { any: none, none: ['python'] } })).toEqual([0, 2, 3, 4, 5]);
    expect(await found({ kinds: { any: ['method', 'class'], none: ['class'] } })).toEqual([2, 3]);
    expect(await found(symbols('parse*'))).toEqual([0, 1, 5]);
    expect(await found(symbols('PARSE*'))).toEqual([]);
    expect(await found(symbols('PARSE*', true))).toEqual([0, 1, 4, 5]);
    // An underscore and a percent sign are themselves.
    expect(await found(symbols('parse_config'))).toEqual([1]);
    expect(await found(symbols('parse%'))).toEqual([]);
    expect(await found(symbols('parse?onfig'))).toEqual([0]);
    expect(await found(symbols('parse??onfig'))).toEqual([1, 5]);
    for (const name of ['Store.open', 'Store::open', 'Store#open', 'Index.Store.open'])
      expect(await found(symbols(name))).toEqual([2]);
    expect(await found(symbols('ore.open'))).toEqual([]);
    expect(await found({ paths: { within: ["test/it's.ts", 'src/store/'] } })).toEqual([2, 3, 4]);
    expect(await found({ paths: { without: ['src/'] } })).toEqual([4, 5]);
    expect(await found({ paths: { within: [] } })).toEqual([]);
    expect(await found({ paths: { without: [] } })).toEqual([0, 1, 2, 3, 4, 5]);
    // The first and the last word of a phrase may be cut, those of an excluded word not.
    expect(await found({ rows: [['uch', 'fi']] })).toEqual([0]);
    expect(await found({ noRows: [['mock']] })).toEqual([0, 1, 3, 4, 5]);
    expect(await found({ noRows: [['parse', 'config']], kinds: { any: ['function'], none } })).toEqual([5]);

    // Every side of a search stays within the scope.
    const scope = (await store.scopeOf(symbols('open')))!;
    expect((await store.nearestQuick(Float32Array.of(1, 0), 10, scope.where)).length).toBe(2);
    expect(await store.matching(['parse'], 10, scope.where)).toEqual([]);
    expect(await store.named(['parseConfig'], 10, scope)).toEqual([]);
    expect(await store.named(['open'], 10, scope)).toHaveLength(2);
  });
});

describe('the cover of some paths', () => {
  const all = ['a/b/1', 'a/b/2', 'a/c/3', 'd/4', 'd/5', '6'];

  it('names whole folders, and what is left out where that is shorter', () => {
    expect(coverOf(all, new Set(['a/b/1', 'a/b/2', 'd/4']))).toEqual({ within: ['a/b/', 'd/4'] });
    expect(coverOf(all, new Set(['a/b/1', 'a/b/2', 'a/c/3']))).toEqual({ within: ['a/'] });
    expect(coverOf(all, new Set(all.slice(1)))).toEqual({ without: ['a/b/1'] });
    expect(coverOf(all, new Set())).toEqual({ within: [] });
    expect(coverOf(all, new Set(all))).toEqual({ without: [] });
  });
});
