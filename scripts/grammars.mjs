/**
 * The grammars of all languages, by the package that ships each: what the build copies beside the engine. Each is
 * the `.wasm` that a grammar's own package has, built by its authors.
 *
 * @type {readonly string[]} module paths, as `require.resolve` takes them
 */
export const GRAMMAR_FILES = [
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-go/tree-sitter-go.wasm',
  'tree-sitter-rust/tree-sitter-rust.wasm',
  'tree-sitter-java/tree-sitter-java.wasm',
  'tree-sitter-c/tree-sitter-c.wasm',
  'tree-sitter-cpp/tree-sitter-cpp.wasm',
  'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  'tree-sitter-ruby/tree-sitter-ruby.wasm',
  'tree-sitter-php/tree-sitter-php.wasm',
  'tree-sitter-scala/tree-sitter-scala.wasm',
  'tree-sitter-bash/tree-sitter-bash.wasm',
  '@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm',
  '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  // The one package with Swift that loads in today's runtime.
  '@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm',
];
