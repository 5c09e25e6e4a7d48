import { describe, expect, it } from 'vitest';
import type { PanelFolder } from '../../../src/protocol/webview';
import { indexState } from '../../../src/webview/indexState';

const folder = (change: Partial<PanelFolder>): PanelFolder => ({
  name: 'a',
  phase: 'ready',
  done: 0,
  total: 0,
  files: 1,
  chunks: 10,
  ...change,
});
const of = (...folders: PanelFolder[]): ReturnType<typeof indexState> => indexState({ folderOpen: true, folders });

describe('the state of the index', () => {
  it('is unknown before the host speaks, and starting before the engine does', () => {
    expect(indexState(undefined).kind).toBe('unknown');
    expect(indexState({ folderOpen: true }).kind).toBe('starting');
    expect(of(folder({ phase: 'starting' })).kind).toBe('starting');
  });

  it('puts what a person must do first', () => {
    expect(indexState({ folderOpen: false, failure: 'no' }).kind).toBe('noFolder');
    expect(indexState({ folderOpen: false, virtual: true }).kind).toBe('virtual');
    expect(indexState({ folderOpen: true, failure: 'no', folders: [folder({})] })).toEqual({
      kind: 'noEngine',
      text: 'no',
    });
  });

  it('adds up the work of all folders', () => {
    const state = of(
      folder({ phase: 'indexing', done: 3, total: 10 }),
      folder({ phase: 'scanning', done: 0, total: 5 }),
      folder({ phase: 'ready', done: 7, total: 7 }),
    );
    expect(state).toEqual({ kind: 'working', done: 3, total: 15, empty: false });
  });

  it('names the folder that failed when there are several', () => {
    const failed = folder({ name: 'api', phase: 'failed', error: 'The disk is full.' });
    expect(of(failed)).toEqual({ kind: 'failed', text: 'The disk is full.', empty: false });
    expect(of(folder({}), failed)).toMatchObject({ kind: 'failed', text: 'api: The disk is full.' });
  });

  it('knows an index that holds nothing', () => {
    expect(of(folder({ chunks: 0 }))).toEqual({ kind: 'ready', empty: true });
    expect(of(folder({ chunks: 0 }), folder({}))).toEqual({ kind: 'ready', empty: false });
    // All can be found: the closer reading is no matter of the panel's.
    expect(of(folder({ phase: 'refining', done: 1, total: 9 }))).toEqual({ kind: 'ready', empty: false });
    expect(of(folder({ chunks: 0, phase: 'paused' }))).toEqual({ kind: 'paused', empty: true });
  });
});
