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

/** Extensions in lower case without the dot, by language. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  // Programs.
  ada: 'adb ads',
  apl: 'apl',
  applescript: 'applescript',
  asm: 'asm s nasm',
  autohotkey: 'ahk',
  awk: 'awk gawk',
  ballerina: 'bal',
  bat: 'bat cmd',
  bsl: 'bsl',
  c3: 'c3',
  cairo: 'cairo',
  clojure: 'clj cljs cljc bb',
  cobol: 'cob cbl cpy',
  coffeescript: 'coffee litcoffee',
  crystal: 'cr',
  'cuda-cpp': 'cu cuh',
  cucumber: 'feature',
  cython: 'pyx pxd pxi',
  d: 'd di',
  dart: 'dart',
  elixir: 'ex exs',
  elm: 'elm',
  'emacs-lisp': 'el',
  erlang: 'erl hrl escript',
  fennel: 'fnl',
  fish: 'fish',
  forth: 'fth 4th',
  'fortran-modern': 'f f77 f90 f95 f03 f08 for ftn',
  fsharp: 'fs fsi fsx',
  gdscript: 'gd',
  gleam: 'gleam',
  groovy: 'groovy gradle gvy jenkinsfile',
  hack: 'hack hhi',
  haskell: 'hs lhs hsc',
  haxe: 'hx',
  idris: 'idr',
  janet: 'janet',
  julia: 'jl',
  kusto: 'kql',
  lean4: 'lean',
  lisp: 'lisp lsp cl asd',
  luau: 'luau',
  m4: 'm4',
  mojo: 'mojo',
  move: 'move',
  nim: 'nim nims nimble',
  nix: 'nix',
  nushell: 'nu',
  'objective-c': 'm',
  'objective-cpp': 'mm',
  ocaml: 'ml mli mll mly',
  odin: 'odin',
  openscad: 'scad',
  pascal: 'pas dpr lpr',
  perl: 'pl pm t psgi',
  powershell: 'ps1 psm1 psd1',
  prolog: 'pro plg',
  puppet: 'pp epp',
  purescript: 'purs',
  qml: 'qml',
  r: 'r',
  racket: 'rkt rktl',
  raku: 'raku rakumod p6 pm6',
  reason: 're rei',
  rescript: 'res resi',
  robotframework: 'robot resource',
  roc: 'roc',
  sas: 'sas',
  scheme: 'scm ss sld',
  smalltalk: 'st',
  sml: 'sml',
  solidity: 'sol',
  stan: 'stan',
  starlark: 'bzl star',
  systemverilog: 'sv svh',
  tcl: 'tcl',
  vala: 'vala vapi',
  vb: 'vb bas vbs',
  verilog: 'v vh',
  vhdl: 'vhd vhdl',
  viml: 'vim',
  vyper: 'vy',
  wat: 'wat',
  yacc: 'y yy l ll',
  zig: 'zig',
  // Shaders.
  glsl: 'glsl vert frag geom comp tesc tese',
  hlsl: 'hlsl fx fxh',
  metal: 'metal',
  wgsl: 'wgsl',
  // Queries, schemas, infrastructure, builds.
  bicep: 'bicep',
  capnp: 'capnp',
  cmake: 'cmake',
  cue: 'cue',
  dhall: 'dhall',
  dockerfile: 'dockerfile containerfile',
  flatbuffers: 'fbs',
  graphql: 'graphql gql graphqls',
  jsonnet: 'jsonnet libsonnet',
  just: 'just',
  makefile: 'mk mak make',
  pkl: 'pkl',
  prisma: 'prisma',
  proto3: 'proto',
  rego: 'rego',
  sql: 'sql psql plsql pls pks pkb ddl dml',
  terraform: 'tf hcl tofu',
  thrift: 'thrift',
  // Pages, components and their looks.
  astro: 'astro',
  css: 'css pcss postcss',
  ejs: 'ejs',
  erb: 'erb rhtml',
  haml: 'haml',
  gotmpl: 'gohtml gotmpl tmpl',
  handlebars: 'hbs handlebars',
  'jinja-html': 'jinja jinja2 j2',
  jsp: 'jsp jspx',
  less: 'less',
  liquid: 'liquid',
  marko: 'marko',
  mustache: 'mustache',
  nunjucks: 'njk nunjucks',
  razor: 'cshtml razor',
  sass: 'sass',
  scss: 'scss',
  jade: 'pug jade',
  slim: 'slim',
  smarty: 'tpl',
  stylus: 'styl stylus',
  svelte: 'svelte',
  twig: 'twig',
  vue: 'vue',
  xsl: 'xsl xslt',
};

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

const byExtension = mapOf(EXTENSIONS);
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
