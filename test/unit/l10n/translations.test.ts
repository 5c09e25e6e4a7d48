import { getL10nJson } from '@vscode/l10n-dev';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { inRepository } from '../../harness/repository';

const LANGUAGES = ['de', 'zh-cn'] as const;

type Strings = Readonly<Record<string, string>>;

function json(...names: readonly string[]): Strings {
  return JSON.parse(readFileSync(inRepository(...names), 'utf8')) as Strings;
}

/** Of all that people are told, as VS Code's own tool finds it in the code. */
async function readStrings(): Promise<string[]> {
  const files = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
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
    const translated = json('l10n', `bundle.l10n.${language}.json`);
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
