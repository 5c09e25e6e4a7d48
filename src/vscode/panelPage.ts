/** The addresses a panel page is made of, as `Webview.asWebviewUri` and `Webview.cspSource` give them. */
export interface PanelPage {
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  /** The script of the thread that highlights code, for a page that shows some. */
  readonly highlighter?: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
  readonly language: PageLanguage;
}

/** What language a page is in. */
export interface PageLanguage {
  /** As in `vscode.env.language`: that of numbers, and of the strings if there are any. */
  readonly name: string;
  /** English strings and what they are in that language; absent where there is no translation, so the page is in English. */
  readonly strings?: Readonly<Record<string, string>>;
}

/**
 * The panel's page. Nothing a workspace contains goes into it: hits arrive by message and become text nodes.
 * The icon component looks for its stylesheet by the id `vscode-codicon-stylesheet`. A webview can start a thread only from a
 * blob, into which the page puts a script that it reads from the extension's own folder. The strings are no script: a block
 * of data, which a policy has nothing to say about.
 */
export function panelPage(page: PanelPage): string {
  const { name, strings } = page.language;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    ...(page.highlighter === undefined ? [] : [`connect-src ${page.cspSource}`, 'worker-src blob:']),
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${strings === undefined ? 'en' : attribute(name)}" data-language="${attribute(name)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy};" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="stylesheet" href="${page.codicons}" id="vscode-codicon-stylesheet" />
    <link rel="stylesheet" href="${page.style}" />
    <title>Hunch</title>
  </head>
  <body>
    <div id="root"${page.highlighter === undefined ? '' : ` data-highlighter="${page.highlighter}"`}></div>
    ${strings === undefined ? '' : `<script type="application/json" id="strings">${jsonInHtml(strings)}</script>`}
    <script nonce="${page.nonce}" src="${page.script}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/[^\w-]/g, '');
}

/** JSON that cannot end the block it stands in. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
