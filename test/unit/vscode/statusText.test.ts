import { describe, expect, it } from 'vitest';
import type { FolderState } from '../../../src/protocol/engine';
import { indexingProgress, statusText } from '../../../src/vscode/statusText';

function folder(state: Partial<FolderState>): FolderState {
  return { root: '/home/ada/shop', phase: 'ready', done: 0, total: 0, files: 120, chunks: 1234, ...state };
}

function running(...folders: FolderState[]) {
  return statusText({ phase: 'running', state: { model: 'm', folders }, failure: undefined });
}

describe('The status bar', () => {
  it('says that the engine starts, also again after a crash', () => {
    const state = { model: 'm', folders: [folder({})] };
    expect(statusText({ phase: 'stopped', state: undefined, failure: undefined }).text).toContain('Hunch: starting');
    expect(statusText({ phase: 'starting', state, failure: undefined }).text).toContain('Hunch: starting');
  });

  it('says that it is off, which is no failure', () => {
    const status = statusText({ phase: 'failed', state: undefined, failure: 'off' }, true);
    expect(status).toMatchObject({ text: '$(circle-slash) Hunch: off', severity: 'none' });
  });

  it('says how many chunks can be searched when all is done', () => {
    expect(running(folder({}), folder({ chunks: 1 })).text).toBe('$(search-fuzzy) Hunch: 1,235 chunks');
    expect(running(folder({ chunks: 1 })).text).toBe('$(search-fuzzy) Hunch: 1 chunk');
  });

  it('says n of m while it indexes, over all folders that do', () => {
    const status = running(
      folder({ phase: 'indexing', done: 20, total: 1000 }),
      folder({ phase: 'ready', done: 7, total: 7 }),
      folder({ phase: 'indexing', done: 30, total: 500 }),
    );
    expect(status.text).toBe('$(sync~spin) Hunch: 50 of 1,500 files');
    expect(status.severity).toBe('none');
  });

  it('says how far the closer reading is, of what can all be found, and never that it is done', () => {
    const status = running(
      folder({ phase: 'refining', done: 500, total: 1000 }),
      folder({ phase: 'ready' }),
      folder({ phase: 'refining', done: 1000, total: 1000 }),
    );
    expect(status.text).toBe('$(search-fuzzy) Hunch: refining, 75 %');
    expect(status.severity).toBe('none');
    expect(status.details[0]).toBe(
      'shop: 1,234 chunks of 120 files can be searched; a closer reading, which makes answers better, is 50 % done.',
    );
    expect(status.details[2]).toContain('is 99 % done');
  });

  it('says that it is paused, with what can be searched', () => {
    const status = running(folder({ phase: 'paused' }));
    expect(status.text).toBe('$(debug-pause) Hunch: paused');
    expect(status.details).toEqual(['shop: paused; 1,234 chunks of 120 files can be searched.']);
  });

  it('warns when a folder failed, whatever the others do, with the reason', () => {
    const error = 'The index folder is not writable; free it or choose another.';
    const status = running(folder({ phase: 'indexing', total: 9 }), folder({ phase: 'failed', error }));
    expect(status.text).toBe('$(warning) Hunch: failed');
    expect(status.severity).toBe('warning');
    expect(status.details).toContain(`shop: ${error}`);
  });

  it('shows an error when the engine was given up', () => {
    const status = statusText({ phase: 'failed', state: undefined, failure: 'It stopped.' });
    expect(status).toEqual({ text: '$(error) Hunch: stopped', severity: 'error', details: ['It stopped.'] });
  });

  it('has something to say in every phase', () => {
    for (const phase of ['starting', 'scanning', 'indexing', 'refining', 'ready', 'paused', 'failed'] as const) {
      const { text, details } = running(folder({ phase }));
      expect(text).toMatch(/^\$\([\w-]+(~spin)?\) Hunch: /);
      expect(details).toHaveLength(1);
    }
  });
});

describe('Indexing progress', () => {
  it('is undefined while nothing is indexed', () => {
    expect(indexingProgress([])).toBeUndefined();
    expect(indexingProgress([folder({ phase: 'scanning', total: 5 })])).toBeUndefined();
  });
});
