import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRepository } from '../../test/harness/repository';
import { GRAMMAR_FILES } from '../grammars.mjs';

const require = createRequire(import.meta.url);

/** Packages without the text of their licence, and where the same one is: word for word, of the same owner. */
const TEXT_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['@lancedb/lancedb', 'LICENSE'],
  ['@vscode/l10n', 'node_modules/vscode-jsonrpc/License.txt'],
  ['onnxruntime-common', 'node_modules/vscode-jsonrpc/License.txt'],
  ['onnxruntime-node', 'node_modules/vscode-jsonrpc/License.txt'],
]);
/** What packages hold of others, without saying so. */
const WITHIN: ReadonlyMap<string, string> = new Map([
  ['@repomix/tree-sitter-wasms', 'scripts/packaging/licences/tree-sitter-swift.txt'],
]);
/** Grammars for highlighting whose authors, long ago, gave them away without a licence. */
const GIVEN_AWAY: ReadonlySet<string> = new Set(['glsl', 'yaml']);
const LICENCE_FILE = /^(?:licen[cs]e|notice|copying|third-?party-?notices)(?![-_]header)/i;
const LICENCE_TEXT = /permission|redistribution|licensed under|apache license|public domain/i;

/**
 * Writes the licences of everything of others that the package holds: of what the bundles took something from, and of what is
 * shipped as files.
 *
 * @param metafile what `esbuild.mjs` writes
 * @param copied names of the packages that are shipped as they are
 * @throws when a licence is missing
 */
export function writeNotices(metafile: string, copied: readonly string[], file: string): void {
  const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: readonly string[] };
  writeFileSync(file, noticesFor(inputs, copied));
}

/** See {@link writeNotices}. @param inputs paths of the files that went into the bundles, relative to the repository */
export function noticesFor(inputs: readonly string[], copied: readonly string[]): string {
  const files = [
    ...inputs.map((input) => inRepository(input)),
    ...[...GRAMMAR_FILES, 'web-tree-sitter/web-tree-sitter.wasm', '@vscode/codicons/dist/codicon.ttf'].map((name) =>
      require.resolve(name),
    ),
    // The library of a platform comes from the same source as the package that loads it, which is in a bundle.
    ...copied
      .filter((name) => !/^@(?:lancedb\/lancedb|parcel\/watcher)-/.test(name))
      .map((name) => inRepository('node_modules', name, 'package.json')),
  ];
  const folders = new Set(files.map(packageFolderOf).filter((folder) => folder !== undefined));
  const notices = new Map([...folders].map((folder) => noticeOf(folder)));
  const languages = inputs.map((input) => /@shikijs\/langs\/dist\/([\w-]+)\.mjs$/.exec(input)?.[1]);
  const sections = [
    ...[...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice),
    ...highlightingNotices(languages.filter((name) => name !== undefined)),
  ];
  return ['Hunch contains the following software of others.', ...sections].join(`\n\n${'='.repeat(80)}\n\n`);
}

function packageFolderOf(file: string): string | undefined {
  // The innermost: a package may have others of its own.
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0];
}

function noticeOf(folder: string): readonly [name: string, notice: string] {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const own = readdirSync(folder).filter((entry) => LICENCE_FILE.test(entry));
  const elsewhere = [TEXT_ELSEWHERE, WITHIN].flatMap((texts) => texts.get(name) ?? []);
  const texts = [...own.map((entry) => path.join(folder, entry)), ...elsewhere.map((file) => inRepository(file))];
  const full = texts.map((file) => readFileSync(file, 'utf8').trim());
  if (!full.some((text) => LICENCE_TEXT.test(text)))
    throw new Error(
      `${name} is shipped without the text of its licence: name a file that has it in ${path.basename(import.meta.filename)}.`,
    );
  const id = `${name} ${version}`;
  return [id, [`${id} (${license ?? 'see below'})`, ...full].join('\n\n')];
}

/** The grammars that `@shikijs/langs` has from others, as `tm-grammars` names them, which it is made from. */
function highlightingNotices(languages: readonly string[]): string[] {
  const all = readFileSync(inRepository('node_modules', 'tm-grammars', 'NOTICE'), 'utf8')
    .split(/^=+$/m)
    .slice(1);
  const filesIn = (section: string) => /^Files: +(.*)$/m.exec(section)?.[1]?.split(/, */) ?? [];
  const missing = languages.filter(
    (name) => !GIVEN_AWAY.has(name) && !all.some((section) => filesIn(section).includes(`${name}.json`)),
  );
  if (missing.length > 0) throw new Error(`tm-grammars has no licence of its grammar for ${missing.join(', ')}.`);
  return all
    .filter((section) => filesIn(section).some((file) => languages.includes(path.basename(file, '.json'))))
    .map((section) => section.trim());
}
