import { PLAIN_EXTENSIONS } from '../../../languages/plainExtensions';

/**
 * Languages that are found by windows of lines: no grammar is shipped for them, or their files mix several languages.
 *
 * What counts as code: what a person writes for a machine to run, render, build or check against. Not here, so never
 * indexed: prose (Markdown, text, AsciiDoc, TeX), data and settings (JSON, YAML, TOML, XML, CSV, INI, property lists, lock
 * files, SVG), logs, notebooks (JSON with pictures in it), and plain HTML: in most repositories that is documentation or
 * a report that a tool has written, which would outrank the code it talks about. HTML written for a template engine or a
 * component has an extension of its own, and is here.
 */
export interface PlainLanguage {
  /** As VS Code, or its most used extension, names it. */
  readonly id: string;
  /** None: what tells it from a `Language`. */
  readonly grammar?: undefined;
}

/** Whole names in lower case, by language. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  cmake: 'cmakelists.txt',
  dockerfile: 'dockerfile containerfile',
  groovy: 'jenkinsfile',
  just: 'justfile .justfile',
  lisp: '.sbclrc',
  makefile: 'makefile gnumakefile bsdmakefile kbuild makefile.am makevars',
  meson: 'meson.build meson_options.txt meson.options',
  perl: 'cpanfile makefile.pl',
  r: '.rprofile',
  starlark: 'build.bazel workspace.bazel module.bazel tiltfile',
  viml: '.vimrc .gvimrc vimrc',
};

/** What a script's first line names, without a version, by language. */
const INTERPRETERS: Readonly<Record<string, string>> = {
  awk: 'awk gawk mawk',
  clojure: 'bb clojure',
  elixir: 'elixir',
  erlang: 'escript',
  fish: 'fish',
  groovy: 'groovy',
  haskell: 'runhaskell runghc stack',
  julia: 'julia',
  just: 'just',
  lisp: 'sbcl',
  makefile: 'make gmake',
  nushell: 'nu',
  ocaml: 'ocaml',
  perl: 'perl',
  powershell: 'pwsh powershell',
  r: 'rscript',
  racket: 'racket',
  raku: 'raku perl6',
  scheme: 'guile',
  tcl: 'tclsh wish expect',
};

/** `Dockerfile.dev`, `Makefile.linux`: what follows the dot says what it is for. */
const NAMED_FOR = /^(dockerfile|containerfile|makefile|gnumakefile|jenkinsfile)\./;

const byExtension = mapOf(PLAIN_EXTENSIONS);
const byFileName = mapOf(FILE_NAMES);
const byInterpreter = mapOf(INTERPRETERS);

/**
 * @param name of the file, lower case
 * @param extension of it, lower case, with the dot
 * @param interpreter that its first line names, for a script
 */
export function plainLanguageOf(name: string, extension: string, interpreter = ''): PlainLanguage | undefined {
  const family = NAMED_FOR.exec(name)?.[1];
  return (
    byFileName.get(name) ??
    byExtension.get(extension.slice(1)) ??
    byInterpreter.get(interpreter) ??
    // What a tool writes beside them keeps its own extension.
    (family !== undefined && !/\.(?:bak|orig|in|lock|md|log)$/.test(name) ? byFileName.get(family) : undefined)
  );
}

function mapOf(table: Readonly<Record<string, string>>): ReadonlyMap<string, PlainLanguage> {
  return new Map(
    Object.entries(table).flatMap(([id, keys]) => {
      const language: PlainLanguage = { id };
      return keys
        .split(' ')
        .filter((key) => key !== '')
        .map((key) => [key, language] as const);
    }),
  );
}
