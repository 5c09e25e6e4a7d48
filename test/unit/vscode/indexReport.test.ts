import { describe, expect, it } from 'vitest';
import { indexReport } from '../../../src/vscode/indexReport';

const status = {
  root: '/home/ada/shop',
  files: 120,
  chunks: 1234,
  model: 'all-MiniLM-L6-v2',
  fingerprint: 'f00d',
  dimensions: 384,
  bytesOnDisk: 3 * 1024 * 1024,
  schema: 1,
  updatedAt: '2026-11-23T08:00:00.000Z',
  skipped: [],
  leftOut: [],
};

describe('The index details', () => {
  it('say what each index holds', () => {
    expect(indexReport([status])).toBe(
      [
        '/home/ada/shop',
        '  Index      1,234 chunks of 120 files, 3.0 MB on disk',
        '  Model      all-MiniLM-L6-v2, 384 dimensions, fingerprint f00d, schema 1',
        '  Updated    2026-11-23T08:00:00.000Z',
        '  Left out   nothing',
      ].join('\n'),
    );
  });

  it('give the reason for every file left out', () => {
    const report = indexReport([
      { ...status, skipped: [{ path: 'big.ts', reason: 'larger than 1024 KB' }] },
      { ...status, root: '/lib', updatedAt: '' },
    ]);
    expect(report).toContain('  Left out   1 file:\n    big.ts: larger than 1024 KB\n\n/lib\n');
    expect(report).toContain('  Updated    not yet');
  });
});
