import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { panelPage } from '../../../src/vscode/panelPage';

const repository = path.join(import.meta.dirname, '..', '..', '..');
const bundle = path.join(repository, 'dist', 'webview');

/** VS Code's default themes, as a real Code 1.139 gives them to a webview. */
export const THEMES = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'] as const;
export type Theme = (typeof THEMES)[number];

interface ThemeFile {
  readonly body: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Serves the real page of the panel with its real bundle, on this machine; the path `/THEME` picks a theme. */
export async function servePanel(): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', origin()).pathname.slice(1);
    const theme = THEMES.find((each) => each === name);
    const type = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' }[path.extname(name)];
    if (theme !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(theme, origin()));
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
function page(name: Theme, origin: string): string {
  const theme = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '..', 'themes', `${name}.json`), 'utf8'),
  ) as ThemeFile;
  const document = panelPage({
    cspSource: origin,
    script: `${origin}/main.js`,
    style: `${origin}/main.css`,
    codicons: `${origin}/codicon.css`,
    highlighter: `${origin}/highlighter.js`,
    nonce: 'dGVzdA',
  });
  const own = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const root = Object.entries(theme.variables).map(([key, value]) => `${key}: ${value};`);
  const attributes = Object.entries(theme.body).map(([key, value]) => `${key}="${value}"`);
  return document
    .replace(
      '<head>',
      `<head><style>${own('webviewDefaults.css')}
        :root { ${root.join('\n')} }
        html { background: var(--vscode-sideBar-background); }
      </style><script>${own('fakeVsCodeApi.js')}</script>`,
    )
    .replace('<body>', `<body role="document" ${attributes.join(' ')}>`);
}
