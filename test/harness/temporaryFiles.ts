import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new empty folder of its own, by its real path. It is deleted when this process ends. */
export function temporaryFolder(purpose: string): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `hunch-test-${purpose}-`)));
  made.push(folder);
  return folder;
}

/** Writes files below a folder, each at its relative path, with the folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
