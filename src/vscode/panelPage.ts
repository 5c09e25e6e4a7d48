/** The addresses a panel page is made of, as `Webview.asWebviewUri` and `Webview.cspSource` give them. */
export interface PanelPage {
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
}

/**
 * The panel's page. Nothing a workspace contains goes into it: hits arrive by message and become text nodes.
 * The icon component looks for its stylesheet by the id `vscode-codicon-stylesheet`.
 */
export function panelPage(page: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
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
    <div id="root"></div>
    <script nonce="${page.nonce}" src="${page.script}"></script>
  </body>
</html>
`;
}
