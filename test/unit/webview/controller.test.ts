import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelFolder } from '../../../src/protocol/webview';
import type { PanelToHost } from '../../../src/protocol/webviewMessages';
import { PanelController, TYPING_PAUSE_MS, type ControllerMessage } from '../../../src/webview/controller';
import { currentView } from '../../../src/webview/state';
import { panelAnswer } from './panelHits';

/** A wire that keeps what was said, and a controller at its end whose ids are 1, 2, 3 … */
function connected(stored?: unknown) {
  const said: PanelToHost[] = [];
  let memory = stored;
  let ids = 0;
  const controller = new PanelController(
    {
      post: (message) => said.push(message),
      load: () => memory,
      save: (remembered) => {
        memory = remembered;
      },
    },
    () => String(++ids),
  );
  let focused = 0;
  controller.start(
    () => undefined,
    () => {
      focused += 1;
    },
  );
  const searches = (): string[] => said.flatMap((message) => (message.type === 'search' ? [message.query] : []));
  const answer = (id: string, ...symbols: string[]): void => {
    controller.receive({ type: 'answer', id, answer: panelAnswer(...symbols) });
  };
  return { controller, said, searches, answer, memory: () => memory, focused: () => focused };
}

const folder: PanelFolder = { name: 'a', phase: 'ready', done: 0, total: 0, files: 5, chunks: 9 };
const ready: ControllerMessage = { type: 'status', status: { folderOpen: true, folders: [folder] } };
const indexing: ControllerMessage = {
  type: 'status',
  status: { folderOpen: true, folders: [{ ...folder, phase: 'indexing', done: 1, total: 9 }] },
};

const refining: ControllerMessage = {
  type: 'status',
  status: { folderOpen: true, folders: [{ ...folder, phase: 'refining', done: 1, total: 9 }] },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('typing', () => {
  it('searches after a pause, once', () => {
    const { controller, searches } = connected();
    for (const text of ['r', 're', 'ret']) {
      controller.type(text);
      vi.advanceTimersByTime(TYPING_PAUSE_MS - 1);
    }
    expect(searches()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(searches()).toEqual(['ret']);
  });

  it('does not search for spaces, nor again for the same words', () => {
    const { controller, searches, answer } = connected();
    controller.type('  ');
    vi.runAllTimers();
    controller.type('retry');
    vi.runAllTimers();
    answer('1', 'a');
    controller.type('retry ');
    vi.runAllTimers();
    expect(searches()).toEqual(['retry']);
  });

  it('searches at once with Enter, which has nothing to do when the answer is there', () => {
    const { controller, searches, answer } = connected();
    controller.type('retry');
    expect(controller.searchNow()).toBe(true);
    vi.runAllTimers();
    expect(searches()).toEqual(['retry']);
    answer('1', 'a');
    expect(controller.searchNow()).toBe(false);
  });

  it('cancels the search when the box is emptied', () => {
    const { controller, said } = connected();
    controller.type('retry');
    vi.runAllTimers();
    controller.type('');
    vi.runAllTimers();
    expect(said.at(-1)).toEqual({ type: 'cancel', id: '1' });
  });
});

describe('similar code', () => {
  it('is asked for by the place of the hit in its answer', () => {
    const { controller, said, answer } = connected();
    controller.type('q');
    vi.runAllTimers();
    answer('1', 'a', 'b');
    controller.showSimilar(1);
    expect(said.at(-1)).toEqual({ type: 'similar', id: '2', of: '1', index: 1 });
    controller.showSimilar(7);
    controller.open(7, { toSide: false, preserveFocus: false });
    expect(said.at(-1)?.type, 'no such hit').toBe('similar');
  });

  it('lets a search that it interrupted run again on the way back', () => {
    const { controller, searches, answer } = connected();
    controller.type('q');
    vi.runAllTimers();
    answer('1', 'a', 'b');
    controller.type('q2');
    vi.runAllTimers();
    controller.showSimilar(0);
    controller.back();
    expect(searches()).toEqual(['q', 'q2', 'q2']);
  });
});

describe('a growing index', () => {
  const partial = { done: 1, total: 9 };

  function searching(hits: string[]) {
    const panel = connected();
    panel.controller.receive(indexing);
    panel.controller.type('q');
    vi.runAllTimers();
    panel.controller.receive({ type: 'answer', id: '1', answer: { ...panelAnswer(...hits), partial } });
    return panel;
  }

  it('brings better results when it is built', () => {
    const { controller, searches } = searching(['a']);
    controller.receive(ready);
    expect(searches()).toEqual(['q', 'q']);
  });

  it('leaves the results where they are while the person is in them, until they want the better ones', () => {
    const { controller, searches, answer } = searching(['a']);
    controller.listEntered(true);
    controller.receive(ready);
    expect(searches()).toEqual(['q', 'q']);
    answer('2', 'better', 'a');
    expect(currentView(controller.state).shown?.id).toBe('1');
    controller.receive(indexing);
    controller.receive(ready);
    expect(searches(), 'no other answer while one waits').toEqual(['q', 'q']);
    controller.update();
    expect(currentView(controller.state).shown?.id).toBe('2');
  });

  it('brings an answer in the same order at once, wherever the person is', () => {
    const { controller, answer } = searching(['a', 'b']);
    controller.listEntered(true);
    controller.receive(ready);
    answer('2', 'a', 'b');
    expect(currentView(controller.state).shown?.id).toBe('2');
  });

  it('is asked again from time to time while the deep model reads, and once when it is done', () => {
    vi.setSystemTime(100_000);
    const { controller, searches, answer } = connected();
    controller.receive(refining);
    controller.type('q');
    vi.runAllTimers();
    answer('1', 'a');
    controller.receive(refining);
    expect(searches()).toEqual(['q', 'q']);
    answer('2', 'a');
    controller.receive(refining);
    expect(searches(), 'not at every step').toEqual(['q', 'q']);
    controller.receive(ready);
    expect(searches()).toEqual(['q', 'q', 'q']);
    answer('3', 'a');
    controller.receive(ready);
    expect(searches(), 'nothing is learnt any more').toEqual(['q', 'q', 'q']);
  });

  it('is asked again from time to time while nothing was found', () => {
    vi.setSystemTime(100_000);
    const { controller, searches } = searching([]);
    controller.receive(indexing);
    expect(searches()).toEqual(['q', 'q']);
    controller.receive({ type: 'answer', id: '2', answer: { ...panelAnswer(), partial } });
    controller.receive(indexing);
    expect(searches(), 'not at every step').toEqual(['q', 'q']);
    vi.advanceTimersByTime(1_000);
    controller.receive(indexing);
    expect(searches()).toEqual(['q', 'q', 'q']);
  });
});

describe('after a reload', () => {
  it('asks the host for what it showed, and searches when the host does not know', () => {
    const before = connected();
    before.controller.type('q');
    vi.runAllTimers();
    before.answer('1', 'a');
    const { controller, said, searches } = connected(before.memory());
    expect(said).toEqual([{ type: 'ready', wanted: ['1'] }]);
    controller.receive({ type: 'gone', id: '1' });
    expect(searches()).toEqual(['q']);
  });

  it('shows what the host still knows', () => {
    const before = connected();
    before.controller.type('q');
    vi.runAllTimers();
    before.answer('1', 'a');
    const { controller, searches, answer } = connected(before.memory());
    answer('1', 'a');
    expect(currentView(controller.state).shown?.id).toBe('1');
    expect(searches()).toEqual([]);
  });
});

it('takes a query from a command and the keyboard with it', () => {
  const { controller, searches, focused } = connected();
  controller.receive({ type: 'focus', query: 'from a command' });
  expect(searches()).toEqual(['from a command']);
  expect(focused()).toBe(1);
  controller.receive({ type: 'focus' });
  expect(focused()).toBe(2);
  expect(controller.state.box).toBe('from a command');
});
