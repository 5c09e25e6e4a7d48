import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type PageLanguage, panelPage } from '../../../src/vscode/panelPage';

const repository = path.join(import.meta.dirname, '..', '..', '..');
const bundle = path.join(repository, 'dist', 'webview');

/** VS Code's default themes, as a real Code 1.139 gives them to a webview. */
export const THEMES = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'] as const;
export type Theme = (typeof THEMES)[number];

interface ThemeFile {
  readonly body: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** The panel, and the pages in editor tabs. */
const BUNDLES = ['main', 'duplicates', 'map'] as const;
type Bundle = (typeof BUNDLES)[number];

/**
 * Serves the real pages with their real bundles, on this machine; the path `/THEME` picks a theme, `?bundle=NAME` a page other
 * than the panel, `language=de` the language.
 */
export async function servePanel(): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin());
    const name = pathname.slice(1);
    const served = BUNDLES.find((each) => each === searchParams.get('bundle')) ?? 'main';
    const theme = THEMES.find((each) => each === name);
    const type = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' }[path.extname(name)];
    if (theme !== undefined) {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(page(theme, served, origin(), languageOf(searchParams.get('language') ?? 'en')));
    } else if (type !== undefined && path.basename(name) === name) {
      response.writeHead(200, { 'content-type': type }).end(readFileSync(path.join(bundle, name)));
    } else {
      response.writeHead(404).end();
    }
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: origin(), server };
}

/** The page as VS Code serves it: the extension's document, with VS Code's own style, script and theme put before its policy. */
function page(name: Theme, served: Bundle, origin: string, language: PageLanguage): string {
  const theme = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '..', 'themes', `${name}.json`), 'utf8'),
  ) as ThemeFile;
  const document = panelPage({
    cspSource: origin,
    script: `${origin}/${served}.js`,
    style: `${origin}/${served}.css`,
    codicons: `${origin}/codicon.css`,
    ...(served === 'main' ? { highlighter: `${origin}/highlighter.js` } : {}),
    nonce: 'dGVzdA',
    language,
  });
  const own = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const root = Object.entries(theme.variables).map(([key, value]) => `${key}: ${value};`);
  const attributes = Object.entries(theme.body).map(([key, value]) => `${key}="${value}"`);
  return document
    .replace(
      '<head>',
      `<head><style>${own('webviewDefaults.css')}
        :root { ${root.join('\n')} }
        html { background: var(--vscode-${served === 'main' ? 'sideBar' : 'editor'}-background); }
      </style><script>${own('fakeVsCodeApi.js')}</script>`,
    )
    .replace('<body>', `<body role="document" ${attributes.join(' ')}>`);
}

/** As VS Code gives it: the strings of the extension's bundle, where it has one for the language. */
function languageOf(name: string): PageLanguage {
  if (name === 'en') return { name };
  const bundle = readFileSync(path.join(repository, 'l10n', `bundle.l10n.${name}.json`), 'utf8');
  return { name, strings: JSON.parse(bundle) as Record<string, string> };
}
