import { render } from 'preact';
import { isHostMessage } from '../protocol/webview';
import { App } from './components/App';
import { PanelController } from './controller';
import { Highlighter } from './highlighting/highlighter';
import { startHighlightingThread } from './highlighting/startThread';
import { HighlighterContext } from './highlighting/useTokens';
import './panel.css';

/** What VS Code gives a webview; may be called once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const controller = new PanelController({
  post: (message) => {
    vscode.postMessage(message);
  },
  load: () => vscode.getState(),
  save: (remembered) => {
    vscode.setState(remembered);
  },
});
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
const highlighter = new Highlighter(
  (answer, failed) => startHighlightingThread(root.dataset.highlighter ?? '', answer, failed),
  (text) => {
    controller.trouble(text);
  },
);

window.addEventListener('error', (event) => {
  // Rows measured in this frame that change size in it are measured again in the next: no error, though it is sent as one.
  if (event.message.startsWith('ResizeObserver loop')) return;
  controller.trouble(`${event.message} (${event.filename}:${event.lineno})`);
});
window.addEventListener('unhandledrejection', (event) => {
  controller.trouble(`unhandled rejection: ${String(event.reason)}`);
});
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (!isHostMessage(event.data)) return;
  if (event.data.type === 'theme') highlighter.setTheme(event.data.theme);
  else controller.receive(event.data);
});

render(
  <HighlighterContext.Provider value={highlighter}>
    <App controller={controller} />
  </HighlighterContext.Provider>,
  root,
);
