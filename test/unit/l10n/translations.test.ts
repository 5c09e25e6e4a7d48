import * as l10n from '@vscode/l10n';
import { getL10nJson } from '@vscode/l10n-dev';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { reasonText, ruleText } from '../../../src/l10n/reasons';
import { inRepository } from '../../harness/repository';
import { untranslated } from './literals';

const LANGUAGES = ['de', 'zh-cn'] as const;

type Strings = Readonly<Record<string, string>>;

/** Strings of a language by the English ones. */
function bundleOf(language: string): Strings {
  return json('l10n', `bundle.l10n.${language}.json`);
}

function json(...names: readonly string[]): Strings {
  return JSON.parse(readFileSync(inRepository(...names), 'utf8')) as Strings;
}

/** Source files of a folder of `src`, by their paths from there. */
function sources(folder = '.'): string[] {
  return readdirSync(inRepository('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));
}

/** Of all that people are told, as VS Code's own tool finds it in the code. */
async function readStrings(): Promise<string[]> {
  const files = sources();
  const found = await getL10nJson(
    files.map((file) => ({
      contents: readFileSync(inRepository('src', file), 'utf8'),
      extension: path.extname(file),
    })),
  );
  return Object.keys(found).sort();
}

let inCode: Promise<string[]> | undefined;

/** The same, looked for once: it takes seconds. */
function stringsInCode(): Promise<string[]> {
  return (inCode ??= readStrings());
}

/** Keys of `package.nls.json` that the manifest names. */
function keysInManifest(): string[] {
  return [...new Set([...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!))].sort();
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([each]) => each).sort();
const links = (text: string): string[] => (text.match(/`[^`]*`|\(command:[^)]*\)|\$\([^)]*\)/g) ?? []).sort();

describe.each(LANGUAGES)('the strings in %s', (language) => {
  it('are all of those in the code, and no others', async () => {
    const translated = bundleOf(language);
    expect(Object.keys(translated).sort()).toEqual(await stringsInCode());
    for (const [english, text] of Object.entries(translated)) {
      expect(text.trim(), english).not.toBe('');
      expect(placeholders(text), english).toEqual(placeholders(english));
    }
  });

  it('are all of those of the manifest, with its code, commands and icons as they are', () => {
    const english = json('package.nls.json');
    const translated = json(`package.nls.${language}.json`);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(translated)) expect(links(text), key).toEqual(links(english[key]!));
  });
});

describe('the manifest', () => {
  it('names the strings that there are', () => {
    expect(Object.keys(json('package.nls.json')).sort()).toEqual(keysInManifest());
  });

  it('holds no sentence itself', () => {
    // A language model reads English; it is what a tool's `modelDescription` and `inputSchema` are for.
    const text = JSON.stringify(manifest.contributes, (key, value: unknown) => (key === 'inputSchema' ? {} : value));
    const literal = [
      ...text.matchAll(
        /"(?:title|label|markdownDescription|description|displayName|userDescription|altText|name)":"([^%][^"]*)"/g,
      ),
    ];
    // The product's name is the same everywhere.
    expect(literal.map((match) => match[1]).filter((text) => text !== 'Hunch' && !text!.startsWith('hunch_'))).toEqual(
      [],
    );
  });
});

/** `src/a.ts:12: text` of each literal text that a person would read in English. */
function untranslatedIn(files: readonly string[], within?: readonly string[]): string[] {
  return files.flatMap((file) =>
    untranslated(file, readFileSync(inRepository('src', file), 'utf8'), within && new Set(within)).map(
      ({ line, text }) => `${file}:${line}: ${text}`,
    ),
  );
}

describe('Every text that people read is a string of a bundle', () => {
  it('in the pages', () => {
    expect(untranslatedIn(sources('webview'))).toEqual([]);
  });

  it('in what the engine says of queries, and in what the parts share', () => {
    expect(untranslatedIn([path.join('query', 'mistakes.ts'), ...sources('l10n'), ...sources('duplicates')])).toEqual(
      [],
    );
  });

  it('in the errors and notices of the engine', () => {
    const errors = ['EngineError', 'StoreError', 'ModelError', 'ParserError', 'WorkspaceError', 'unfit', 'damaged'];
    expect(untranslatedIn(sources('engine'), [...errors, 'onNotice'])).toEqual([]);
  });

  it('in the messages of the shell', () => {
    const messages = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'createWebviewPanel'];
    expect(untranslatedIn(sources('vscode'), messages)).toEqual([]);
  });

  it('where it is not, it is found', () => {
    const found = (code: string): readonly string[] => untranslated('a.tsx', code).map(({ text }) => text);
    expect(found('const a = <p title={`Line ${n}`}>Some text</p>;')).toEqual(['Line {}', 'Some text']);
    expect(found("const a = <button class='link code' aria-label='Send' />;")).toEqual(['Send']);
    expect(found("const TEXT = { none: 'No results', list: 'Results', id: 'results' };")).toEqual([
      'No results',
      'Results',
    ]);
    expect(found("if (key === 'Enter') throw new Error(`It is ${key}`); l10n.t('No results');")).toEqual([]);
    const errors = "log('The disk is full'); throw new StoreError('The disk is full');";
    expect(untranslated('a.ts', errors, new Set(['StoreError']))).toHaveLength(1);
  });
});

describe('Why a file is not in the index', () => {
  /** Texts behind the names of properties in the engine, which gives reasons in English. */
  const given = (property: string): string[] =>
    ['engine/workspace', 'engine/indexer', 'engine/engine.ts'].flatMap((part) =>
      (part.endsWith('.ts') ? [part] : sources(part)).flatMap((file) =>
        [
          ...readFileSync(inRepository('src', file), 'utf8').matchAll(
            new RegExp(`\\b${property}: (['\`])(.+?)\\1`, 'g'),
          ),
        ].map((match) =>
          match[2]!.replaceAll(/\$\{TOO_LARGE\}\$\{.*?\}/g, 'larger than 1').replaceAll(/\$\{.*?\}/g, '1'),
        ),
      ),
    );

  it.each([
    ['reason', reasonText],
    ['skipped', reasonText],
    ['rule', ruleText],
  ])('has a translation for each %s of the engine', (property, textOf) => {
    l10n.config({ contents: bundleOf('de') });
    try {
      const reasons = given(property);
      expect(reasons.length).toBeGreaterThan(3);
      const german = new Set(Object.values(bundleOf('de')));
      const unknown = reasons.filter((reason) => textOf(reason) === reason && !german.has(reason));
      expect(unknown).toEqual([]);
    } finally {
      l10n.config({ contents: {} });
    }
  });
});
