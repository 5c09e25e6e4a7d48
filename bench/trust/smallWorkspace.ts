import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { snippet } from './snippets';

/** Writes a workspace of small files with two or three functions each. */
export function writeWorkspace(root: string, files: number): void {
  mkdirSync(path.join(root, 'src'), { recursive: true });
  for (let n = 0; n < files; n++) writeFileSync(path.join(root, 'src', `file${n}.ts`), snippet('x.ts', n % 40));
}
