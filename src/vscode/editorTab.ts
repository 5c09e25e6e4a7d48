import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Malformed } from '../protocol/duplicatesTab';
import { logRejection, messageOf, type Log } from './log';
import { displayLanguage } from './displayLanguage';
import { panelPage } from './panelPage';

export interface EditorTabOptions<ToHost> {
  readonly extensionUri: vscode.Uri;
  /** Type of the webview, e.g. `hunch.map`, and the name of its bundle in `dist/webview`. */
  readonly viewType: string;
  readonly bundle: string;
  readonly title: string;
  /** The tab of before a reload of the window, to be gone on with; else a new one is opened. */
  readonly restored?: vscode.WebviewPanel | undefined;
  readonly log: Log;
  readonly read: (message: unknown) => { readonly message: ToHost } | Malformed;
  /** A rejection is shown to the person. */
  readonly receive: (message: ToHost) => Promise<void> | void;
}

/** A webview in an editor tab. Its page says `ready` whenever it is loaded, also after it was hidden. */
export class EditorTab<ToTab, ToHost extends { readonly type: string }> implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  readonly onDidDispose: vscode.Event<void>;

  constructor(private readonly options: EditorTabOptions<ToHost>) {
    const { extensionUri, viewType, bundle, title, restored } = options;
    const files = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    this.panel =
      restored ??
      vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
        enableFindWidget: true,
        retainContextWhenHidden: true,
      });
    this.panel.title = title;
    this.panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'hunch.svg');
    this.onDidDispose = this.panel.onDidDispose;
    const { webview } = this.panel;
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    webview.onDidReceiveMessage((raw: unknown) => {
      this.receive(raw);
    });
    const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(files, name)).toString();
    webview.html = panelPage({
      cspSource: webview.cspSource,
      script: uri(`${bundle}.js`),
      style: uri(`${bundle}.css`),
      codicons: uri('codicon.css'),
      nonce: randomUUID(),
      language: displayLanguage(),
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  post(message: ToTab): void {
    logRejection(this.options.log, this.panel.webview.postMessage(message));
  }

  dispose(): void {
    this.panel.dispose();
  }

  private receive(raw: unknown): void {
    const { log, read, receive } = this.options;
    const checked = read(raw);
    if ('malformed' in checked) {
      log.warn(`ignored a message of the tab: ${checked.malformed}`);
      return;
    }
    (async () => {
      await receive(checked.message);
    })().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(`Hunch: ${messageOf(error)}`);
    });
  }
}
