import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../../test/harness/repository';

/** Packages that are shipped without being bundled: as libraries, or as files that are loaded at run time. */
const SHIPPED_AS_FILES = [
  '@lancedb/lancedb',
  '@vscode/codicons',
  'onnxruntime-common',
  'onnxruntime-node',
  'tree-sitter-javascript',
  'tree-sitter-python',
  'tree-sitter-typescript',
  'web-tree-sitter',
];

/**
 * Writes the licences of everything of others that the package holds: each package that a bundle took something from
 * (esbuild's metafile knows), and those shipped as files.
 */
export function writeNotices(metafile: string, file: string): void {
  const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: readonly string[] };
  const bundled = inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  const names = new Set([...bundled, ...SHIPPED_AS_FILES].filter((name) => name !== undefined));
  const notices = [...names].sort().map(noticeOf);
  writeFileSync(
    file,
    ['Hunch contains the following software of others.', ...notices].join(`\n\n${'='.repeat(80)}\n\n`),
  );
}

function noticeOf(name: string): string {
  const folder = inRepository('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const texts = readdirSync(folder).filter((entry) => /^(licen[cs]e|notice|copying)/i.test(entry));
  const full = texts.map((entry) => readFileSync(path.join(folder, entry), 'utf8').trim());
  return [`${name} ${version} (${license ?? 'see below'})`, ...full].join('\n\n');
}
