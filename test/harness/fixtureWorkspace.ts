import { cpSync } from 'node:fs';
import path from 'node:path';
import { HOSTILE_NAME, UNWANTED_WORDS } from './fixtureNames';
import { inRepository } from './repository';
import { temporaryFolder, writeFiles } from './temporaryFiles';

/**
 * A fresh copy of `test/fixtures/workspace`, to be changed freely, with what cannot be committed: files that git would
 * ignore, and (except on Windows, which has no such names) one whose name is an attack. `hazards: false` leaves those out.
 */
export function copyFixtureWorkspace({ hazards = true } = {}): string {
  const folder = path.join(temporaryFolder('workspace'), 'shop');
  cpSync(inRepository('test', 'fixtures', 'workspace'), folder, { recursive: true });
  if (hazards) addHazards(folder);
  return folder;
}

function addHazards(folder: string): void {
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
        '}\n' +
        // A right-to-left override, terminal colours, the end of a script.
        '/** Pours tea into a porcelain cup. */\n' +
        'export function pourTea(): string {\n' +
        '  /*\u202e } \u2066if (isAdmin)\u2069 \u001b[31mred\u001b[0m </script> */\n' +
        "  return '\u202egnp.exe';\n" +
        '}\n',
    });
}
