import './language';
import { render } from 'preact';
import { isHostMessage } from '../protocol/webview';
import type { PanelToHost } from '../protocol/webviewMessages';
import { App } from './components/App';
import { PanelController } from './controller';
import { Highlighter } from './highlighting/highlighter';
import { startHighlightingThread } from './highlighting/startThread';
import { HighlighterContext } from './highlighting/useTokens';
import { connectHost } from './hostConnection';
import './panel.css';

const connection = connectHost<PanelToHost>(
  (message) => {
    if (!isHostMessage(message)) return;
    if (message.type === 'theme') highlighter.setTheme(message.theme);
    else controller.receive(message);
  },
  (text) => ({ type: 'trouble', text }),
);
const controller = new PanelController(connection);
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
const highlighter = new Highlighter(
  (answer, failed) => startHighlightingThread(root.dataset.highlighter ?? '', answer, failed),
  (text) => {
    controller.trouble(text);
  },
);

render(
  <HighlighterContext.Provider value={highlighter}>
    <App controller={controller} />
  </HighlighterContext.Provider>,
  root,
);
