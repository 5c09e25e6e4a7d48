import { bashLanguages } from './bash';
import { cLanguages } from './c';
import { cppLanguages } from './cpp';
import { csharpLanguages } from './csharp';
import { goLanguages } from './go';
import { javaLanguages } from './java';
import { javascriptLanguages } from './javascript';
import { kotlinLanguages } from './kotlin';
import type { Language } from './language';
import { luaLanguages } from './lua';
import { phpLanguages } from './php';
import type { PlainLanguage } from './plain';
import { plainLanguageOf } from './plain';
import { pythonLanguages } from './python';
import { rubyLanguages } from './ruby';
import { rustLanguages } from './rust';
import { scalaLanguages } from './scala';
import { swiftLanguages } from './swift';
import { typescriptLanguages } from './typescript';

export type { Language } from './language';
export type { PlainLanguage } from './plain';

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
  ...rubyLanguages,
  ...phpLanguages,
  ...bashLanguages,
  ...luaLanguages,
  ...cLanguages,
  ...cppLanguages,
  ...kotlinLanguages,
  ...swiftLanguages,
  ...scalaLanguages,
];

const byExtension = mapOf((language) => language.extensions);
const byFileName = mapOf((language) => language.fileNames);
const byInterpreter = mapOf((language) => language.interpreters);

/**
 * The language of a file, by its name (any case): one of `LANGUAGES`, or one whose files are cut by lines. Undefined for
 * what is no code by its name, and for a name without an extension that says nothing: see `languageOfScript`.
 */
export function languageOf(path: string): Language | PlainLanguage | undefined {
  const name = nameOf(path).toLowerCase();
  const dot = name.lastIndexOf('.');
  // A name such as `.js` is hidden, not typed.
  const extension = dot > 0 ? name.slice(dot) : '';
  return byFileName.get(name) ?? byExtension.get(extension) ?? plainLanguageOf(name, extension);
}

/** Whether the name of a file leaves open what is in it, so that its first line is worth a look. */
export function mayBeScript(path: string): boolean {
  const name = nameOf(path);
  return name !== '' && !name.includes('.') && !NOBODYS_SCRIPTS.has(name) && languageOf(name) === undefined;
}

/** The language of a script by its first line, `#!/usr/bin/env python3`. */
export function languageOfScript(text: string): Language | PlainLanguage | undefined {
  const interpreter = INTERPRETER.exec(text)?.[1];
  if (interpreter === undefined) return undefined;
  const name = interpreter.replace(/[\d.-]+$/, '').toLowerCase();
  return byInterpreter.get(name) ?? plainLanguageOf('', '', name);
}

/** The first line of a script is at most this long, in bytes (Linux cuts it there). */
export const LONGEST_SCRIPT_LINE = 256;

/** The last name of a path, or what follows `env` and its options: `#!/usr/bin/env -S deno run`. */
const INTERPRETER = /^\uFEFF?#![ \t]*(?:\S*\/)?(?:env[ \t]+(?:-\S+[ \t]+|\w+=\S*[ \t]+)*(?:\S*\/)?)?([\w.+-]+)/;

/** Scripts that build tools put into each repository, the same everywhere. */
const NOBODYS_SCRIPTS = new Set([
  'compile',
  'config.guess',
  'configure',
  'depcomp',
  'gradlew',
  'install-sh',
  'libtool',
  'missing',
  'mkinstalldirs',
  'mvnw',
  'test-driver',
  'ylwrap',
]);

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function mapOf(keys: (language: Language) => readonly string[] | undefined): ReadonlyMap<string, Language> {
  return new Map(LANGUAGES.flatMap((each) => (keys(each) ?? []).map((key) => [key, each])));
}
