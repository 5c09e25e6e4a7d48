import type { FolderStatus } from '../protocol/engine';
import { count } from '../l10n/amounts';

const BYTES_PER_MB = 1024 * 1024;

/** The state of all indexes as a page of plain text. */
export function indexReport(folders: readonly FolderStatus[]): string {
  return folders.map((folder) => folderReport(folder)).join('\n\n');
}

function folderReport(folder: FolderStatus): string {
  const lines = [
    folder.root,
    `  Index      ${count(folder.chunks, 'chunk')} of ${count(folder.files, 'file')}, ${(folder.bytesOnDisk / BYTES_PER_MB).toFixed(1)} MB on disk`,
    `  Model      ${folder.model}, ${folder.dimensions} dimensions, fingerprint ${folder.fingerprint}, schema ${folder.schema}`,
    `  Updated    ${folder.updatedAt === '' ? 'not yet' : folder.updatedAt}`,
    folder.skipped.length === 0 ? '  Left out   nothing' : `  Left out   ${count(folder.skipped.length, 'file')}:`,
    ...folder.skipped.map(({ path, reason }) => `    ${path}: ${reason}`),
  ];
  return lines.join('\n');
}
