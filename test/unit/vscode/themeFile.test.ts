import { describe, expect, it } from 'vitest';
import { customRules, readTheme } from '../../../src/vscode/themeFile';

const read = (files: Readonly<Record<string, string>>, file: string) =>
  readTheme(file, (name) => {
    const text = files[name];
    return text === undefined ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(text);
  });

describe('a colour theme', () => {
  it('is read with comments and trailing commas, after the themes it includes', async () => {
    const theme = await read(
      {
        '/t/dark.json': `{
          // As VS Code's own.
          "include": "./base/vs.json",
          "colors": { "editor.foreground": "#CCCCCC", },
          "tokenColors": [{ "scope": "keyword.control, storage", "settings": { "foreground": "#C586C0" } },],
        }`,
        '/t/base/vs.json': `{ "colors": { "editor.foreground": "#111111" },
          "tokenColors": [{ "scope": ["comment"], "settings": { "foreground": "#6A9955", "fontStyle": "italic" } }] }`,
      },
      '/t/dark.json',
    );
    expect(theme).toEqual({
      foreground: '#CCCCCC',
      rules: [
        { scopes: ['comment'], foreground: '#6A9955', fontStyle: 'italic' },
        { scopes: ['keyword.control', 'storage'], foreground: '#C586C0' },
      ],
    });
  });

  it('that includes itself comes to an end', async () => {
    const loop = '{ "include": "a.json", "tokenColors": [{ "settings": { "foreground": "#ffffff" } }] }';
    expect((await read({ '/a.json': loop }, '/a.json'))?.rules.length).toBeLessThan(20);
  });

  it('of another format is none', async () => {
    expect(await read({ '/a.json': '{ "tokenColors": "./old.tmTheme" }' }, '/a.json')).toBeUndefined();
  });

  it('may hold anything: what is no colour or rule is passed over', async () => {
    const odd = JSON.stringify({
      colors: 7,
      tokenColors: [null, 7, {}, { settings: {} }, { scope: 7, settings: { foreground: '#fff' } }].concat([
        { scope: ['a', 7], settings: { foreground: 'url(https://example.com)', fontStyle: 'x' } },
        { scope: 'b', settings: { foreground: 'red;}', fontStyle: 'bold' } },
      ] as never),
    });
    expect(await read({ '/a.json': odd }, '/a.json')).toEqual({ rules: [{ scopes: ['b'], fontStyle: 'bold' }] });
    for (const text of ['', '7', '[]', 'null'])
      expect(await read({ '/a.json': text }, '/a.json')).toEqual({ rules: [] });
  });
});

describe("a person's own colours", () => {
  it('are taken for all themes, and for the one in force', () => {
    const setting = {
      comments: '#00ff00',
      strings: { foreground: '#ff0000', fontStyle: 'italic' },
      textMateRules: [{ scope: 'entity.name', settings: { foreground: '#0000ff' } }],
      '[Abyss][Monokai]': { numbers: '#123456' },
      '[Light*]': { numbers: '#654321' },
    };
    const colors = (name: string) => customRules(setting, [name]).map(({ foreground }) => foreground);
    expect(colors('Abyss')).toEqual(['#00ff00', '#ff0000', '#0000ff', '#123456']);
    expect(colors('Light Modern')).toEqual(['#00ff00', '#ff0000', '#0000ff', '#654321']);
    expect(colors('Red')).toEqual(['#00ff00', '#ff0000', '#0000ff']);
    expect(customRules(undefined, ['Red'])).toEqual([]);
  });
});
