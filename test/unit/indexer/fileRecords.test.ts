import { describe, expect, it } from 'vitest';
import { FileRecords } from '../../../src/engine/indexer/fileRecords';
import type { FileRow } from '../../../src/engine/store/schema';
import { fileRow } from '../../support/storedRows';

const LIMIT = 1000;

const row = (path: string, changes: Partial<FileRow> = {}): FileRow =>
  fileRow(path, { mtimeMs: 1, ctimeMs: 1, size: 10, chunks: 2, ...changes });
const found = (path: string, mtimeMs = 1, size = 10) => ({ path, mtimeMs, ctimeMs: 1, size });

describe('what the index knows of the files', () => {
  it('is compared with the disk by time and size', () => {
    const records = new FileRecords([row('same'), row('touched'), row('grown'), row('gone')]);
    const files = [found('same'), found('touched', 2), found('grown', 1, 11), found('new')];
    const { changed, gone } = records.compare(files, '', LIMIT, []);
    expect(changed.map((file) => file.path)).toEqual(['touched', 'grown', 'new']);
    expect(gone).toEqual(['gone']);
  });

  it('is compared at or below one path only', () => {
    const records = new FileRecords([row('src/a'), row('src/b'), row('src-other/c')]);
    expect(records.compare([found('src/a')], 'src', LIMIT, []).gone).toEqual(['src/b']);
    expect(records.compare([], 'src/a', LIMIT, []).gone).toEqual(['src/a']);
  });

  it('is kept of a folder that cannot be read', () => {
    const records = new FileRecords([row('secret/a'), row('secrets/b')]);
    expect(records.compare([], '', LIMIT, [{ path: 'secret' }]).gone).toEqual(['secrets/b']);
  });

  it('changes with the size limit', () => {
    const records = new FileRecords([row('big', { size: 2000, skipped: 'larger than 1 kB' }), row('small')]);
    const files = [found('big', 1, 2000), found('small')];
    expect(records.compare(files, '', LIMIT, []).changed).toEqual([]);
    expect(records.compare(files, '', 5000, []).changed.map((file) => file.path)).toEqual(['big']);
    expect(records.compare(files, '', 5, []).changed.map((file) => file.path)).toEqual(['small']);
  });

  it('is counted: files with chunks, chunks, and files left out with their reasons', () => {
    const records = new FileRecords([row('a'), row('b', { chunks: 0, skipped: 'binary' })]);
    expect([records.files, records.chunks, records.skipped]).toEqual([1, 2, [{ path: 'b', reason: 'binary' }]]);
    records.set(row('b', { chunks: 3 }));
    expect([records.files, records.chunks, records.skipped]).toEqual([2, 5, []]);
    expect(records.delete('a')).toBe(2);
    expect([records.files, records.chunks]).toEqual([1, 3]);
  });
});
