import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };

/** Node types of tree-sitter-bash. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },

  function_definition: { is: 'declaration', kind: 'function', holds: 'code' },

  // `declare -A colours=( … )`
  declaration_command: { is: 'bindings' },
  // A script sets variables as often as it runs commands: only tables are worth a chunk.
  variable_assignment: { is: 'binding', name: 'name', value: 'value', dotted: false, notable: 'long' },

  command: OPAQUE,
  heredoc_redirect: OPAQUE,
  herestring_redirect: OPAQUE,
  test_command: OPAQUE,
  string: { is: 'reference' },
  raw_string: { is: 'reference' },
};

/** Bash, and the shells that are near enough for its grammar. */
const bash: Language = {
  id: 'shellscript',
  extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', '.ebuild', '.eclass', '.command'],
  fileNames: [
    '.bash_aliases',
    '.bash_profile',
    '.bashrc',
    '.envrc',
    '.kshrc',
    '.profile',
    '.zprofile',
    '.zshenv',
    '.zshrc',
    'apkbuild',
    'pkgbuild',
  ],
  interpreters: ['sh', 'bash', 'dash', 'ash', 'ksh', 'mksh', 'zsh', 'bats', 'openrc-run'],
  grammar: 'tree-sitter-bash.wasm',
  rules,
  mayDeclare: /\bfunction\b|\(\s*\)/,
  rootNames: new Set(),
  functionWrappers: new Set(),
  stringOrComment: /((?<=^|\s)#[^\n]*)|"(?:\\.|[^"\\])*"|'[^']*'/g,
};

export const bashLanguages: readonly Language[] = [bash];
