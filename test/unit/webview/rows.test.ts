import { describe, expect, it } from 'vitest';
import { fileKey, rowAt, rowsOf, type Row } from '../../../src/webview/rows';
import { panelHit } from './panelHits';

const hits = [
  panelHit('best', { path: 'src/b.ts' }),
  panelHit('second', { path: 'src/a.ts' }),
  panelHit('third', { path: 'src/b.ts' }),
];
const text = (row: Row): string => `${row.level} ${row.kind === 'file' ? row.first.path : row.hit.symbol}`;

describe('rows', () => {
  it('of a list are the hits in their order', () => {
    const rows = rowsOf(hits, 'list', []);
    expect(rows.map(text)).toEqual(['1 best', '1 second', '1 third']);
    expect(rows[1]).toMatchObject({ index: 1, position: 2, siblings: 3 });
  });

  it('by file put each hit under its file, the file of the best hit first', () => {
    const rows = rowsOf(hits, 'files', []);
    expect(rows.map(text)).toEqual(['1 src/b.ts', '2 best', '2 third', '1 src/a.ts', '2 second']);
    expect(rows[0]).toMatchObject({ hits: 2, open: true, position: 1, siblings: 2 });
    expect(rows[2], 'its place in the answer stays').toMatchObject({ index: 2, position: 2, siblings: 2 });
  });

  it('of a closed file are the file alone', () => {
    expect(rowsOf(hits, 'files', [fileKey(hits[0]!)]).map(text)).toEqual(['1 src/b.ts', '1 src/a.ts', '2 second']);
  });

  it('of the same file name in two workspace folders are apart', () => {
    const two = [panelHit('x', { path: 'a.ts', folder: 'one' }), panelHit('x', { path: 'a.ts', folder: 'two' })];
    expect(rowsOf(two, 'files', []).filter(({ kind }) => kind === 'file').length).toBe(2);
  });

  it('have keys of their own, also where two chunks cannot be told apart', () => {
    const rows = rowsOf([panelHit('x'), panelHit('x'), panelHit('x')], 'list', []);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
    expect(rowAt(rows, rows[2]!.key)).toBe(2);
    expect(rowAt(rows, 'gone')).toBe(0);
  });
});
