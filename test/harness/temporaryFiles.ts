import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder of its own, by its real path. The system's temporary folder is cleaned by the system. */
export function temporaryFolder(purpose: string): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), `hunch-test-${purpose}-`)));
}

/** Writes files below a folder, each at its relative path, with the folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
