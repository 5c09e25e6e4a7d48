import { describe, expect, it } from 'vitest';
import { isHostMessage, MAX_QUERY_LENGTH } from '../../../src/protocol/webview';
import { readHitContext, readPanelMessage, type PanelToHost } from '../../../src/protocol/webviewMessages';

const search: PanelToHost = { type: 'search', id: 'a-1', query: 'retry', limit: 50 };

describe('a message of the panel', () => {
  it.each<PanelToHost>([
    { type: 'ready', wanted: [] },
    { type: 'ready', wanted: ['6f9619ff-8b86-d011-b42d-00c04fc964ff'] },
    search,
    { type: 'similar', id: 'a-2', of: 'a-1', index: 3 },
    { type: 'cancel', id: 'a-2' },
    { type: 'open', of: 'a-1', index: 0, toSide: true, preserveFocus: false },
    { type: 'why', of: 'a-1', index: 0 },
    { type: 'export', of: 'a-1', target: 'clipboard' },
    { type: 'export', of: 'a-1', index: 7, target: 'chat' },
    { type: 'remember', query: 'retry' },
    { type: 'forget', query: 'retry' },
    { type: 'clearHistory' },
    { type: 'arranged', layout: 'files' },
    { type: 'saveSearch', query: 'retry', saved: true },
    { type: 'act', action: 'rebuild' },
    { type: 'trouble', text: 'TypeError: x is not a function' },
  ])('of type $type is read as it is', (message) => {
    expect(readPanelMessage(message)).toEqual({ message });
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'open'],
    ['an array', [search]],
    ['no type', { id: 'a-1' }],
    ['an unknown type', { type: 'execute', command: 'workbench.action.terminal.new' }],
    ['an inherited name as type', { type: 'constructor' }],
    ['an unknown action', { type: 'act', action: 'workbench.action.quit' }],
    ['a path instead of a place', { type: 'open', path: '/etc/passwd', toSide: false, preserveFocus: true }],
    [
      'a path beside a place',
      { type: 'open', of: 'a', index: 0, toSide: false, preserveFocus: true, path: '/etc/passwd' },
    ],
    ['a negative index', { type: 'open', of: 'a', index: -1, toSide: false, preserveFocus: true }],
    ['a fraction as index', { type: 'open', of: 'a', index: 0.5, toSide: false, preserveFocus: true }],
    ['text as index', { type: 'open', of: 'a', index: '0', toSide: false, preserveFocus: true }],
    ['an index that is not a number', { type: 'open', of: 'a', index: NaN, toSide: false, preserveFocus: true }],
    ['an index no answer reaches', { type: 'similar', id: 'b', of: 'a', index: 1_000_000 }],
    ['an empty query', { ...search, query: '' }],
    ['a query longer than any', { ...search, query: 'x'.repeat(MAX_QUERY_LENGTH + 1) }],
    ['a limit of nothing', { ...search, limit: 0 }],
    ['a limit of everything', { ...search, limit: 1e9 }],
    ['a target that is a command', { type: 'export', of: 'a', target: 'workbench.action.terminal.new' }],
    ['text of its own to copy', { type: 'export', of: 'a', target: 'clipboard', text: 'rm -rf ~' }],
    ['a query to remember that is none', { type: 'remember', query: { length: 1 } }],
    ['an id that is a path', { ...search, id: '../../secret' }],
    ['an id of any length', { ...search, id: 'x'.repeat(65) }],
    ['too many answers wanted', { type: 'ready', wanted: Array(100).fill('a') }],
  ])('with %s is none, and says why', (_, message) => {
    const read = readPanelMessage(message);
    expect('malformed' in read ? read.malformed : '').not.toBe('');
  });

  it('is described in one short line for the log', () => {
    const read = readPanelMessage({ type: 'x'.repeat(100_000) });
    expect('malformed' in read ? read.malformed.length : 0).toBeLessThanOrEqual(300);
  });
});

describe('a message of the host', () => {
  it('is told from others that reach the page', () => {
    expect(isHostMessage({ type: 'focus' })).toBe(true);
    for (const other of [undefined, null, 'focus', 1, {}, { type: 'typed' }, { type: 7 }, ['focus']])
      expect(isHostMessage(other)).toBe(false);
  });
});

describe('what a result says of itself to the commands of its menu', () => {
  it('is taken with what VS Code adds to it', () => {
    const context = { webviewSection: 'hit', webview: 'hunch.search', answer: 'a-1', index: 3 };
    expect(readHitContext(context)).toEqual({ answer: 'a-1', index: 3 });
  });

  it.each([undefined, 'a-1', {}, { answer: 'a-1' }, { answer: '../x', index: 0 }, { answer: 'a-1', index: -1 }])(
    'is nothing when it is %j',
    (context) => {
      expect(readHitContext(context)).toBeUndefined();
    },
  );
});
