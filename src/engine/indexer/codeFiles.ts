import { languageOf, languageOfScript, LONGEST_SCRIPT_LINE, mayBeScript } from '../parse/languages';
import type { WantedFiles } from '../workspace/workspaceFiles';

/**
 * Which files are indexed. A file without an extension is looked at in each scan, so that none but scripts is ever recorded,
 * or told of as left out.
 */
export const CODE: WantedFiles = {
  byPath: (relativePath) => languageOf(relativePath) !== undefined || (mayBeScript(relativePath) && 'maybe'),
  byFirstLine: (text) => languageOfScript(text) !== undefined,
  firstLineBytes: LONGEST_SCRIPT_LINE,
};
