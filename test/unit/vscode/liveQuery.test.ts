import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ResponseError, type CancellationToken } from 'vscode-jsonrpc/node';
import { REQUEST_CANCELLED } from '../../../src/protocol/engine';
import { LiveQuery } from '../../../src/vscode/liveQuery';

interface Asked {
  readonly text: string;
  readonly token: CancellationToken;
  readonly answer: (answer: string) => void;
  readonly fail: (error: unknown) => void;
}

describe('A live query', () => {
  let asked: Asked[];
  let answers: string[];
  let errors: unknown[];
  let live: LiveQuery<string>;

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    answers = [];
    errors = [];
    live = new LiveQuery({
      quietMs: 100,
      ask: (text, token) => new Promise((answer, fail) => asked.push({ text, token, answer, fail })),
      onAnswer: (answer) => answers.push(answer),
      onError: (error) => errors.push(error),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks once, after a pause in the typing', async () => {
    live.ask('r');
    await vi.advanceTimersByTimeAsync(60);
    live.ask('re');
    await vi.advanceTimersByTimeAsync(60);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(60);
    expect(asked.map(({ text }) => text)).toEqual(['re']);
  });

  it('asks at once when told to', async () => {
    live.ask('retry', 'atOnce');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
  });

  it('cancels the older question and drops its answer when that comes late', async () => {
    live.ask('old', 'atOnce');
    await vi.advanceTimersByTimeAsync(0);
    live.ask('new', 'atOnce');
    expect(asked[0]!.token.isCancellationRequested).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    asked[1]!.answer('answer to new');
    asked[0]!.answer('answer to old');
    await vi.advanceTimersByTimeAsync(0);
    expect(answers).toEqual(['answer to new']);
  });

  it('gives no answer once cancelled', async () => {
    live.ask('x', 'atOnce');
    await vi.advanceTimersByTimeAsync(0);
    live.cancel();
    asked[0]!.answer('too late');
    await vi.advanceTimersByTimeAsync(0);
    expect(answers).toEqual([]);
  });

  it('tells of an error, but not of its own cancelling', async () => {
    live.ask('x', 'atOnce');
    await vi.advanceTimersByTimeAsync(0);
    asked[0]!.fail(new ResponseError(REQUEST_CANCELLED, 'cancelled'));
    await vi.advanceTimersByTimeAsync(0);
    expect(errors).toEqual([]);
    live.ask('y', 'atOnce');
    await vi.advanceTimersByTimeAsync(0);
    const error = new Error('broken');
    asked[1]!.fail(error);
    await vi.advanceTimersByTimeAsync(0);
    expect(errors).toEqual([error]);
  });
});
