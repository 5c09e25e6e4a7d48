import { csharpLanguages } from './csharp';
import { goLanguages } from './go';
import { javaLanguages } from './java';
import { javascriptLanguages } from './javascript';
import type { Language } from './language';
import { pythonLanguages } from './python';
import { rustLanguages } from './rust';
import { typescriptLanguages } from './typescript';

export type { Language } from './language';

/**
 * Every language that is cut at its symbols. A new one is a file like its neighbours, a line here, and its
 * grammar in `scripts/grammars.mjs`.
 */
export const LANGUAGES: readonly Language[] = [
  ...typescriptLanguages,
  ...javascriptLanguages,
  ...pythonLanguages,
  ...goLanguages,
  ...rustLanguages,
  ...javaLanguages,
  ...csharpLanguages,
];

const byExtension = new Map(LANGUAGES.flatMap((each) => each.extensions.map((extension) => [extension, each])));

/** The language of a file, by the end of its name (any case); undefined when it is none of `LANGUAGES`. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  // A name such as `.js` is hidden, not typed.
  return dot > 0 ? byExtension.get(name.slice(dot).toLowerCase()) : undefined;
}
