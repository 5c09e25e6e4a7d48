import { PLAIN_EXTENSIONS } from '../languages/plainExtensions';

/** Languages that are cut at their symbols, with what people write for them: extensions and short names. */
const NAMES: Readonly<Record<string, string>> = {
  typescript: 'ts mts cts',
  typescriptreact: 'tsx',
  javascript: 'js mjs cjs node',
  javascriptreact: 'jsx',
  python: 'py pyi pyw',
  go: 'golang',
  rust: 'rs',
  java: '',
  csharp: 'cs csx c#',
  ruby: 'rb rake gemspec ru rbw podspec jbuilder builder thor rabl',
  php: 'phtml ctp module inc',
  shellscript: 'sh bash zsh ksh bats ebuild eclass command shell',
  lua: 'rockspec wlua nse',
  c: '',
  cpp: 'cc cxx c++ hpp hh hxx h++ h inl ipp tpp',
  kotlin: 'kt kts',
  swift: '',
  scala: 'sc sbt',
};

/** Names beside the extensions of languages that are cut by lines. */
const MORE_NAMES: Readonly<Record<string, string>> = {
  'objective-c': 'objc',
  'cuda-cpp': 'cuda',
  'fortran-modern': 'fortran',
  fsharp: 'f#',
  perl: 'perl5',
  proto3: 'protobuf',
  jade: 'pug',
  makefile: 'make',
  terraform: 'hcl',
  viml: 'vimscript',
};

/** By lower-case name. What ends the files of two languages names the first. */
const byName = new Map<string, string>();
for (const names of [NAMES, PLAIN_EXTENSIONS, MORE_NAMES])
  for (const id of Object.keys(names)) if (!byName.has(id)) byName.set(id, id);
for (const names of [NAMES, PLAIN_EXTENSIONS, MORE_NAMES])
  for (const [id, others] of Object.entries(names))
    for (const name of others.split(' ')) if (name !== '' && !byName.has(name)) byName.set(name, id);

/** The id of a language by what a person calls it, in any case; undefined when Hunch knows none of that name. */
export function languageNamed(name: string): string | undefined {
  return byName.get(name.toLowerCase());
}

/** The shortest name that means a language: `ts` for `typescript`. */
export function shortNameOf(id: string): string {
  const names = [...(NAMES[id] ?? PLAIN_EXTENSIONS[id] ?? '').split(' ')].filter((name) => languageNamed(name) === id);
  const [first] = names;
  return first !== undefined && first.length < id.length ? first : id;
}

/** Every id, those cut at their symbols first. */
export const LANGUAGE_IDS: readonly string[] = [...new Set([...Object.keys(NAMES), ...Object.keys(PLAIN_EXTENSIONS)])];

/** Every name that {@link languageNamed} knows. */
export const LANGUAGE_NAMES: readonly string[] = [...byName.keys()];
