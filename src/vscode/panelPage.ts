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
}

/**
 * The panel's page. Nothing a workspace contains goes into it: hits arrive by message and become text nodes.
 * The icon component looks for its stylesheet by the id `vscode-codicon-stylesheet`. A webview can start a thread only from a
 * blob, into which the page puts a script that it reads from the extension's own folder.
 */
export function panelPage(page: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    ...(page.highlighter === undefined ? [] : [`connect-src ${page.cspSource}`, 'worker-src blob:']),
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
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
    <script nonce="${page.nonce}" src="${page.script}"></script>
  </body>
</html>
`;
}
