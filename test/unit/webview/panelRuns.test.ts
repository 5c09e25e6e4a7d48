import { describe, expect, it } from 'vitest';
import type { SearchResponse } from '../../../src/protocol/engine';
import { PanelRuns, type Outcome } from '../../../src/vscode/panelRuns';

const response = (elapsedMs: number): SearchResponse => ({ elapsedMs, hits: [] });

function runs() {
  const ended: (readonly [string, Outcome])[] = [];
  const made = new PanelRuns<AbortSignal>(
    () => {
      const controller = new AbortController();
      return {
        token: controller.signal,
        cancel: () => {
          controller.abort();
        },
        dispose: () => undefined,
      };
    },
    (id, outcome) => ended.push([id, outcome]),
  );
  return { made, ended };
}

/** Work that ends when the test says so. */
function work() {
  let signal: AbortSignal | undefined;
  let finish: (response: SearchResponse) => void = () => undefined;
  const run = (token: AbortSignal): Promise<SearchResponse> => {
    signal = token;
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  return {
    run,
    finish: (answer: SearchResponse) => {
      finish(answer);
    },
    cancelled: () => signal?.aborted,
  };
}

describe('the searches of the panel', () => {
  it('are answered, and known afterwards', async () => {
    const { made, ended } = runs();
    await made.start('a', () => Promise.resolve(response(1)));
    expect(ended).toEqual([['a', { response: response(1), query: '' }]]);
    expect(made.outcome('a')).toEqual({ response: response(1), query: '' });
    expect(made.hit('a', 0)).toBeUndefined();
    expect(made.hit('never', 0)).toBeUndefined();
  });

  it('cancel each other: only the latest is answered', async () => {
    const { made, ended } = runs();
    const [first, second] = [work(), work()];
    const one = made.start('a', first.run);
    const other = made.start('b', second.run);
    expect(first.cancelled()).toBe(true);
    second.finish(response(2));
    first.finish(response(1));
    await Promise.all([one, other]);
    expect(ended.map(([id]) => id)).toEqual(['b']);
    expect(made.outcome('a')).toBeUndefined();
  });

  it('end silently when they are cancelled, also when the work rejects for it', async () => {
    const { made, ended } = runs();
    const started = made.start('a', async (token) => {
      await new Promise((resolve) => {
        token.addEventListener('abort', resolve);
      });
      throw new Error('Cancelled');
    });
    made.cancel('other');
    expect(made.isRunning('a')).toBe(true);
    made.cancel('a');
    await started;
    expect(ended).toEqual([]);
  });

  it('keep why they failed', async () => {
    const { made } = runs();
    await made.start('a', () => Promise.reject(new Error('The index could not be read.')));
    expect(made.outcome('a')).toEqual({ failure: 'The index could not be read.' });
  });

  it('are forgotten, oldest first, beyond what the panel can show', async () => {
    const { made } = runs();
    for (let n = 0; n < 30; n++) await made.start(`r${n}`, () => Promise.resolve(response(n)));
    expect(made.outcome('r9')).toBeUndefined();
    expect(made.outcome('r10')).toBeDefined();
    expect(made.outcome('r29')).toBeDefined();
  });
});
