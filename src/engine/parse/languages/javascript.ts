import { ecmascript, ecmascriptRules } from './ecmascript';
import type { Language } from './language';

const javascript: Language = {
  ...ecmascript,
  id: 'javascript',
  extensions: ['.js', '.mjs', '.cjs'],
  interpreters: ['node', 'nodejs'],
  grammar: 'tree-sitter-javascript.wasm',
  rules: ecmascriptRules,
};

/** The grammar knows JSX in every file; only the language id differs. */
const javascriptReact: Language = { ...javascript, id: 'javascriptreact', extensions: ['.jsx'], interpreters: [] };

export const javascriptLanguages: readonly Language[] = [javascript, javascriptReact];
