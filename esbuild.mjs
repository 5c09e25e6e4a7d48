// Bundles everything into dist/: the extension, the engine and its worker threads, the webview, the command line; and
// copies what is loaded as a file at run time. `--watch` rebuilds on change, `--production` minifies, `--outdir=DIR` builds
// elsewhere, `--metafile=FILE` writes the names of all files that went in.
import { context } from 'esbuild';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { GRAMMAR_FILES } from './scripts/grammars.mjs';

const require = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const dist = path.resolve(import.meta.dirname, option('outdir') ?? 'dist');
const metafile = option('metafile');

/** Native code cannot be bundled; it is loaded from node_modules (in the package: from dist/node_modules). */
const NATIVE = ['@lancedb/lancedb-*', 'onnxruntime-node'];

const shared = {
  bundle: true,
  sourcemap: !production,
  minify: production,
  logLevel: 'warning',
  metafile: metafile !== undefined,
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outdir: dist,
  // Names and line numbers in the stack traces of logs are worth more than a few kB.
  keepNames: true,
  // Its ES module needs `import.meta.url`, which a CommonJS bundle has not.
  // LanceDB requires the CommonJS build of Arrow; an import would bundle the other one, whose tables it does not take.
  // The UMD build of jsonc-parser requires its parts in a way that no bundler follows.
  alias: {
    'jsonc-parser': require.resolve('jsonc-parser/lib/esm/main.js'),
    'web-tree-sitter': require.resolve('web-tree-sitter'),
    'apache-arrow': require.resolve('apache-arrow'),
  },
};

function copyAssets() {
  const grammars = path.join(dist, 'grammars');
  mkdirSync(grammars, { recursive: true });
  cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(grammars, 'web-tree-sitter.wasm'));
  for (const file of GRAMMAR_FILES) cpSync(require.resolve(file), path.join(grammars, path.basename(file)));
  const codicons = path.join(path.dirname(require.resolve('@vscode/codicons/package.json')), 'dist');
  mkdirSync(path.join(dist, 'webview'), { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf'])
    cpSync(path.join(codicons, file), path.join(dist, 'webview', file));
}

// Only a package must hold nothing of older builds; a running engine should keep its files while others are built.
if (production) rmSync(dist, { recursive: true, force: true });
copyAssets();

const builds = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] },
  {
    ...node,
    entryPoints: {
      engine: 'src/engine/main.ts',
      cli: 'src/cli/main.ts',
      parseThread: 'src/engine/indexer/parseThread.ts',
      embedThread: 'src/engine/embed/embedThread.ts',
      analysisThread: 'src/engine/analysis/analysisThread.ts',
    },
    external: NATIVE,
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: {
      'webview/main': 'src/webview/main.tsx',
      'webview/duplicates': 'src/webview/duplicates/main.tsx',
      'webview/map': 'src/webview/map/main.tsx',
    },
    outdir: dist,
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    entryPoints: { 'webview/highlighter': 'src/webview/highlighting/thread.ts' },
    outdir: dist,
  },
];

const contexts = await Promise.all(builds.map((build) => context(build)));
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
  console.error('Watching for changes …');
} else {
  try {
    const results = await Promise.all(contexts.map((each) => each.rebuild()));
    if (metafile !== undefined) {
      const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
      writeFileSync(metafile, JSON.stringify({ inputs: [...new Set(inputs)].sort() }));
    }
  } finally {
    await Promise.all(contexts.map((each) => each.dispose()));
  }
}
