import { describe, expect, it } from 'vitest';
import { recall, remember } from '../../../src/webview/remembered';
import { currentView, EMPTY_PANEL, reduce, type PanelEvent, type PanelState } from '../../../src/webview/state';
import { hitKey } from '../../../src/webview/hitText';
import { fileKey } from '../../../src/webview/rows';
import { panelAnswer, panelHit } from './panelHits';

const after = (state: PanelState, ...events: PanelEvent[]): PanelState => events.reduce(reduce, state);
const asked = (id: string, query: string, keep = false): PanelEvent => ({ type: 'asked', id, query, limit: 50, keep });
const answered = (id: string, ...symbols: string[]): PanelEvent => ({
  type: 'answer',
  id,
  answer: panelAnswer(...symbols),
});
const key = (symbol: string): string => hitKey(panelHit(symbol));
const symbols = (state: PanelState): string[] => (currentView(state).shown?.answer.hits ?? []).map((hit) => hit.symbol);

const searched = after(EMPTY_PANEL, { type: 'typed', text: 'q' }, asked('1', 'q'), answered('1', 'a', 'b', 'c'));

describe('answers', () => {
  it('are shown when they are awaited, and dropped when they are not', () => {
    expect(symbols(searched)).toEqual(['a', 'b', 'c']);
    const newer = after(searched, asked('2', 'r'), asked('3', 's'));
    expect(after(newer, answered('2', 'late'))).toEqual(newer);
    expect(symbols(after(newer, answered('3', 'd'), answered('2', 'late')))).toEqual(['d']);
    expect(symbols(after(newer, { type: 'typed', text: '' }, answered('3', 'late')))).toEqual([]);
  });

  it('of another query begin at the top', () => {
    const at = after(
      searched,
      { type: 'activated', key: key('c') },
      { type: 'toggled', key: key('b') },
      { type: 'scrolled', place: { row: 1, offset: 8 } },
    );
    expect(currentView(after(at, asked('2', 'r'), answered('2', 'a', 'b')))).toMatchObject({
      active: '',
      expanded: [],
      place: { row: 0, offset: 0 },
    });
  });

  it('of the same query leave the person at the hit they were on, wherever it is now', () => {
    const at = after(searched, { type: 'activated', key: key('c') }, { type: 'toggled', key: key('c') });
    const again = after(at, asked('2', 'q', true), answered('2', 'new', 'c', 'a'));
    expect(currentView(again)).toMatchObject({ active: key('c'), touched: true });
    expect(currentView(again).expanded).toEqual(currentView(at).expanded);
    expect(currentView(after(at, asked('2', 'q', true), answered('2', 'x'))).active, 'gone from the list').toBe('');
  });

  it('that fail take the old results away and say why', () => {
    const failed = after(searched, asked('2', 'r'), { type: 'failed', id: '2', text: 'No.' });
    expect(currentView(failed)).toMatchObject({ failure: 'No.' });
    expect(symbols(failed)).toEqual([]);
    expect(currentView(after(failed, asked('3', 'r'))).failure).toBeUndefined();
  });
});

describe('better answers to the same query', () => {
  const held = after(searched, asked('2', 'q', true), { type: 'held', id: '2', answer: panelAnswer('c', 'a') });

  it('wait until the person wants them, and are then shown in place', () => {
    expect(symbols(held)).toEqual(['a', 'b', 'c']);
    const released = after(held, { type: 'released' });
    expect(symbols(released)).toEqual(['c', 'a']);
    expect(currentView(released)).toMatchObject({ shown: { id: '2', since: '1' } });
    expect(currentView(released).better).toBeUndefined();
  });

  it('are forgotten with the query', () => {
    expect(currentView(after(held, asked('3', 'r'), answered('3', 'd'))).better).toBeUndefined();
  });

  it('that nobody asked for fail in silence', () => {
    const quiet = { ...asked('2', 'q', true), quiet: true } as PanelEvent;
    expect(after(searched, quiet, { type: 'failed', id: '2', text: 'No.' })).toEqual(searched);
  });
});

it('what was done is told until the person goes on', () => {
  const told = after(searched, { type: 'done', text: 'Copied 3 results.' });
  expect(told.told).toBe('Copied 3 results.');
  expect(after(told, { type: 'typed', text: '' }).told).toBe('');
});

describe('results under their files', () => {
  it('stay closed in a newer answer to the same query, and are open in that to another', () => {
    const file = fileKey(panelHit('a'));
    const closed = after(searched, { type: 'arranged', layout: 'files' }, { type: 'fileToggled', key: file });
    expect(currentView(after(closed, asked('2', 'q', true), answered('2', 'a'))).closed).toEqual([file]);
    const other = after(closed, asked('2', 'r'), answered('2', 'a'));
    expect(currentView(other).closed).toEqual([]);
    expect(other.layout, 'the arrangement is the same for all').toBe('files');
  });
});

describe('similar results', () => {
  const similar = after(searched, { type: 'similarStarted', id: 's1', title: 'b' }, answered('s1', 'x'));

  it('lie on top of the search, and going back finds it as it was', () => {
    expect(currentView(similar)).toMatchObject({ title: 'b' });
    expect(symbols(similar)).toEqual(['x']);
    expect(symbols(after(similar, { type: 'back' }))).toEqual(['a', 'b', 'c']);
    expect(after(searched, { type: 'back' })).toEqual(searched);
  });

  it('are not stacked without end, nor when they never came', () => {
    const many = Array.from({ length: 30 }, (_, n): PanelEvent[] => [
      { type: 'similarStarted', id: `n${n}`, title: `t${n}` },
      answered(`n${n}`, 'x'),
    ]).flat();
    const deep = after(searched, ...many);
    expect(deep.views.length).toBe(10);
    expect(deep.views[0].query).toBe('q');
    const unanswered = after(
      searched,
      { type: 'similarStarted', id: 'never', title: 'n' },
      { type: 'similarStarted', id: 's2', title: 'm' },
    );
    expect(unanswered.views.map((view) => view.title)).toEqual([undefined, 'm']);
  });

  it('give way to typing', () => {
    expect(after(similar, { type: 'typed', text: 'q2' }).views.length).toBe(1);
  });
});

describe('what is remembered', () => {
  it('brings back where one was, awaiting the answers', () => {
    const at = after(
      searched,
      { type: 'activated', key: key('b') },
      { type: 'toggled', key: key('b') },
      { type: 'arranged', layout: 'files' },
      { type: 'similarStarted', id: 's1', title: 'b' },
      answered('s1', 'x', 'y'),
      { type: 'scrolled', place: { row: 1, offset: 33 } },
    );
    const back = recall(JSON.parse(JSON.stringify(remember(at))));
    expect(back.views.map((view) => view.awaiting?.id)).toEqual(['1', 's1']);
    const answeredAgain = after(back, answered('1', 'a', 'b', 'c'), answered('s1', 'x', 'y'));
    expect({ ...answeredAgain, status: undefined }).toEqual({ ...at, status: undefined });
  });

  it('lets go of similar results that nobody knows any more', () => {
    const at = after(searched, { type: 'similarStarted', id: 's1', title: 'b' }, answered('s1', 'x'));
    const back = after(recall(remember(at)), { type: 'gone', id: 's1' }, { type: 'gone', id: '1' });
    expect(back.views.map(({ query, title, awaiting }) => ({ query, title, awaiting }))).toEqual([
      { query: 'q', title: undefined, awaiting: undefined },
    ]);
  });

  it('is nothing when it is damaged or of another version', () => {
    for (const stored of [
      undefined,
      null,
      7,
      'x',
      {},
      { version: 1 },
      { version: 2 },
      { ...remember(searched), views: [] },
    ])
      expect(recall(stored)).toEqual(EMPTY_PANEL);
  });
});
