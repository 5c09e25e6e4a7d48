import { Painter } from './painter';
import type { Highlighted, ToHighlighter } from './tokens';

/** The highlighting thread of the panel: grammars take their time to load, and the page must answer to keys meanwhile. */

declare function postMessage(message: Highlighted): void;
declare function addEventListener(type: 'message', listener: (event: { readonly data: ToHighlighter }) => void): void;

const painter = new Painter();

addEventListener('message', ({ data }) => {
  if (data.type === 'theme') {
    painter.setTheme(data.theme);
    return;
  }
  const lines = painter.paint(data.code);
  postMessage({ id: data.id, ...(lines === undefined ? {} : { lines }) });
});
