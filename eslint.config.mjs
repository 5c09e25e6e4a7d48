import tseslint from 'typescript-eslint';

/** Packages that only the engine may load: native or heavy, they must never reach the extension host or the webview. */
const ENGINE_PACKAGES = [
  '@lancedb/*',
  'apache-arrow',
  'onnxruntime-*',
  'web-tree-sitter',
  'tree-sitter-*',
  '@huggingface/tokenizers',
];

/** Forbids imports, with the reason that a person reads when the rule fails. */
const forbid = (files, message, group) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message }] }],
  },
});

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'node_modules/**',
      '.hunch-tools/**',
      'test/fixtures/**',
      'bench/quality/similar/pairs/**',
      'test-results/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/webview/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Arrays of known length are common in numeric code; the check `noUncheckedIndexedAccess` asks for a decision there.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
  // The layers of the design (CONTRIBUTING.md, "Layers").
  forbid(['src/engine/**', 'src/cli/**'], 'The engine and the command line never import VS Code or its shell.', [
    'vscode',
    '**/vscode/**',
    '**/webview/**',
  ]),
  forbid(['src/vscode/**', 'src/extension.ts'], 'The extension host talks to the engine by src/protocol only.', [
    ...ENGINE_PACKAGES,
    '**/engine/**',
    '!**/protocol/engine',
    '**/cli/**',
    '**/webview/**',
  ]),
  forbid(['src/webview/**'], 'The webview talks to the host by src/protocol only.', [
    'vscode',
    'node:*',
    ...ENGINE_PACKAGES,
    '**/engine/**',
    '!**/protocol/engine',
    '**/cli/**',
    '**/vscode/**',
  ]),
  forbid(['src/l10n/**'], 'Host and webview share it: it imports neither.', [
    'vscode',
    'node:*',
    '**/vscode/**',
    '**/webview/**',
    '**/engine/**',
  ]),
  forbid(['src/agents/**'], 'What models get is for every shell: it knows the engine by src/protocol only.', [
    'vscode',
    'node:*',
    ...ENGINE_PACKAGES,
    '@modelcontextprotocol/*',
    '**/engine/**',
    '!**/protocol/engine',
    '**/cli/**',
    '**/vscode/**',
    '**/webview/**',
  ]),
  forbid(['src/protocol/**'], 'The protocol imports no implementation.', [
    'vscode',
    ...ENGINE_PACKAGES,
    '**/engine/**',
    '**/agents/**',
    '**/cli/**',
    '**/vscode/**',
    '**/webview/**',
  ]),
  forbid(['src/query/**', 'src/languages/**'], 'The query language is read by every part: it imports none of them.', [
    'vscode',
    'node:*',
    ...ENGINE_PACKAGES,
    '**/engine/**',
    '!**/protocol/engine',
    '**/cli/**',
    '**/vscode/**',
    '**/webview/**',
  ]),
  forbid(['src/engine/parse/**'], 'parse, embed and store know nothing of each other.', [
    'vscode',
    '**/embed/**',
    '**/store/**',
    '**/indexer/**',
    '**/search/**',
    '**/workspace/**',
  ]),
  forbid(['src/engine/embed/**'], 'parse, embed and store know nothing of each other.', [
    'vscode',
    '**/parse/**',
    '**/store/**',
    '**/indexer/**',
    '**/search/**',
    '**/workspace/**',
  ]),
  forbid(['src/engine/store/**'], 'parse, embed and store know nothing of each other.', [
    'vscode',
    '**/parse/**',
    '**/embed/**',
    '**/indexer/**',
    '**/search/**',
    '**/workspace/**',
  ]),
);
