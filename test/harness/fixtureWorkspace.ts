import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository } from './repository';

/** A file name that would run script in a page that does not escape it. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>.ts';

/** Words that stand only in files that must not be indexed, with the reason. */
export const UNWANTED_WORDS = {
  inNodeModules: 'zebrafishDependency',
  ignoredAtTop: 'zebrafishBuildOutput',
  ignoredNested: 'zebrafishScratch',
  minified: 'zebrafishMinified',
} as const;

/** A new empty folder of its own, by its real path. The system's temporary folder is cleaned by the system. */
export function temporaryFolder(purpose: string): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), `hunch-test-${purpose}-`)));
}

/**
 * A fresh copy of `test/fixtures/workspace`, to be changed freely, with what cannot be committed: files that git would
 * ignore, and (except on Windows, which has no such names) one whose name is an attack.
 */
export function copyFixtureWorkspace(): string {
  const folder = path.join(temporaryFolder('workspace'), 'shop');
  cpSync(inRepository('test', 'fixtures', 'workspace'), folder, { recursive: true });
  writeFiles(folder, {
    'node_modules/left-pad/index.js': `exports.leftPad = function ${UNWANTED_WORDS.inNodeModules}() { return 1; };\n`,
    'build/server.js': `function ${UNWANTED_WORDS.ignoredAtTop}() { return 2; }\n`,
    'pipeline/scratch/attempt.py': `def ${UNWANTED_WORDS.ignoredNested}():\n    return 3\n`,
    'src/vendor/chart.min.js': `${`function ${UNWANTED_WORDS.minified}(a){return a+4};`.repeat(400)}\n`,
  });
  if (process.platform !== 'win32')
    writeFiles(folder, {
      [HOSTILE_NAME]:
        '/** Draws a teapot in ASCII art. <img src=x onerror=alert(2)> */\n' +
        'export function drawTeapot(): string {\n' +
        '  return "<script>alert(3)</script>";\n' +
        '}\n',
    });
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
