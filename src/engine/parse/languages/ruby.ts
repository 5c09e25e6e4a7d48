import type { Language, NodeRule } from './language';

const OPAQUE: NodeRule = { is: 'opaque' };
const REFERENCE: NodeRule = { is: 'reference' };
const METHOD: NodeRule = { is: 'declaration', kind: 'function', kindOfMember: 'method', holds: 'code' };
/** What only names its parts is no chunk: every file of a library begins with such modules and classes. */
const CLASS: NodeRule = { is: 'declaration', kind: 'class', holds: 'members', dotted: true, mayBeContainer: true };

/** Node types of tree-sitter-ruby. */
const rules: Readonly<Record<string, NodeRule>> = {
  comment: { is: 'comment' },

  class: CLASS,
  // What is mixed into classes is most like a class.
  module: CLASS,
  singleton_class: { is: 'container', body: 'body', holds: 'members' },
  method: METHOD,
  singleton_method: METHOD,

  assignment: {
    is: 'binding',
    name: 'left',
    value: 'right',
    dotted: true,
    notable: 'longOrCapitals',
    ofMembers: true,
  },
  lambda: { is: 'value', kind: 'function', holds: 'code', body: 'body' },

  call: { is: 'call', callee: 'method', arguments: 'arguments', block: 'block' },
  parenthesized_statements: { is: 'transparent' },
  constant: { is: 'opaque', refersOnly: true },
  identifier: { is: 'opaque', refersOnly: true },
  scope_resolution: REFERENCE,
  element_reference: REFERENCE,

  string: OPAQUE,
  chained_string: OPAQUE,
  heredoc_body: OPAQUE,
  string_array: OPAQUE,
  symbol_array: OPAQUE,
  simple_symbol: OPAQUE,
  regex: OPAQUE,
  integer: OPAQUE,
  uninterpreted: OPAQUE,
};

const ruby: Language = {
  id: 'ruby',
  extensions: ['.rb', '.rake', '.gemspec', '.ru', '.rbw', '.podspec', '.jbuilder', '.builder', '.thor', '.rabl'],
  fileNames: [
    'appraisals',
    'berksfile',
    'brewfile',
    'capfile',
    'dangerfile',
    'fastfile',
    'gemfile',
    'guardfile',
    'podfile',
    'rakefile',
    'steepfile',
    'thorfile',
    'vagrantfile',
  ],
  interpreters: ['ruby', 'jruby', 'rake'],
  grammar: 'tree-sitter-ruby.wasm',
  rules,
  mayDeclare:
    /\b(?:def|class|module|lambda|proc|define_method|define_singleton_method)\b|->|\b(?:Proc|Struct|Class|Module|Data)\./,
  constructorName: 'initialize',
  // Rake's and Thor's words on what follows, and Sorbet's types of it.
  decoratorCall: /(?:desc|long_desc|method_option|sig)\b/y,
  wrapperCall: /(?:\w+\s+)+def\b/y,
  blockValues: [
    [/(?:::)?(?:(?:Struct|Class|Module)\.new|Data\.define)\b/y, 'class', 'members'],
    [/(?:lambda|proc|Proc\.new)\b/y, 'function', 'code'],
  ],
  namedBlocks: new Map([
    ['define_method', 'method'],
    ['define_singleton_method', 'method'],
    ['task', 'function'],
    ['multitask', 'function'],
    ['namespace', 'container'],
  ]),
  importValue: /require(?:_relative)?\b/y,
  rootNames: new Set(['self']),
  nameSeparator: /::/g,
  functionWrappers: new Set(),
  frameLine: /^\s*(?:(?:module|class)\s+\p{Lu}[\w:]*|namespace\s+:?["']?\w+["']?\s+do)\s*$/u,
  stringOrComment: /(#[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

export const rubyLanguages: readonly Language[] = [ruby];
