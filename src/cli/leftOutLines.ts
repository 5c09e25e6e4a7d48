import type { LeftOutGroup } from '../protocol/engine';

/** `left out: 12 files and 1 folder (ignored by .gitignore)`, a line for each reason. */
export function leftOutLines(groups: readonly LeftOutGroup[]): string[] {
  return groups.map(({ reason, files, folders }) => {
    const parts = [counted(files, 'file'), counted(folders, 'folder')].filter((part) => part !== '');
    return `left out: ${parts.join(' and ')} (${reason})`;
  });
}

function counted(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
