import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Highlighter } from '../../../src/webview/highlighting/highlighter';
import type { Code, Highlighted, ToHighlighter } from '../../../src/webview/highlighting/tokens';

const code = (text: string): Code => ({ lines: [text], language: 'typescript', isMember: false });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A thread that answers when the test says so. */
function threads() {
  const posted: ToHighlighter[] = [];
  const troubles: string[] = [];
  let answer: (message: Highlighted) => void = () => undefined;
  let started = 0;
  const highlighter = new Highlighter(
    (told) => {
      answer = told;
      started += 1;
      return Promise.resolve({ post: (message) => void posted.push(message), end: () => undefined });
    },
    (text) => troubles.push(text),
  );
  const pieces = () => posted.flatMap((message) => (message.type === 'code' ? [message] : []));
  return {
    highlighter,
    troubles,
    pieces,
    started: () => started,
    answerLast: (kind = 'x') => {
      const { id, code } = pieces().at(-1)!;
      answer({ id, lines: [[{ text: code.lines[0]!, kind }]] });
    },
  };
}

let listener: ReturnType<typeof vi.fn<() => void>>;
beforeEach(() => {
  listener = vi.fn<() => void>();
});

describe('highlighting in a thread', () => {
  it('tells when the tokens are known, and keeps them', async () => {
    const { highlighter, pieces, answerLast } = threads();
    highlighter.want(code('a'), listener);
    await settled();
    expect(highlighter.tokens(code('a'))).toBeUndefined();
    answerLast();
    expect(listener).toHaveBeenCalledOnce();
    expect(highlighter.tokens(code('a'))).toEqual([[{ text: 'a', kind: 'x' }]]);
    expect(pieces()).toHaveLength(1);
  });

  it('takes one after the other, and leaves out what nobody wants any more', async () => {
    const { highlighter, pieces, answerLast } = threads();
    const unwant = ['a', 'b', 'c', 'd'].map((text) => highlighter.want(code(text), listener));
    await settled();
    unwant[1]!();
    answerLast();
    await settled();
    answerLast();
    await settled();
    expect(pieces().map((piece) => piece.code.lines[0])).toEqual(['a', 'c', 'd']);
  });

  it('does again what was painted in the colours of before', async () => {
    const { highlighter, pieces, answerLast } = threads();
    highlighter.want(code('a'), listener);
    await settled();
    highlighter.setTheme({ isDark: true, rules: [] });
    answerLast('old');
    await settled();
    expect(highlighter.tokens(code('a'))).toBeUndefined();
    expect(pieces()).toHaveLength(2);
    answerLast('new');
    expect(highlighter.tokens(code('a'))).toEqual([[{ text: 'a', kind: 'new' }]]);
  });

  it('gives up code that a grammar hangs on, and goes on with another thread', async () => {
    vi.useFakeTimers();
    const { highlighter, troubles, started, pieces } = threads();
    highlighter.want(code('b'), listener);
    await vi.advanceTimersByTimeAsync(1);
    highlighter.want(code('a'), listener);
    await vi.advanceTimersByTimeAsync(61_000);
    vi.useRealTimers();
    await settled();
    expect(highlighter.tokens(code('b'))).toBe('plain');
    expect(troubles).toHaveLength(1);
    expect(started()).toBe(2);
    expect(pieces().at(-1)?.code.lines).toEqual(['a']);
  });

  it('shows code plain when there can be no thread', async () => {
    const troubles: string[] = [];
    const highlighter = new Highlighter(
      () => Promise.reject(new Error('no threads here')),
      (text) => troubles.push(text),
    );
    highlighter.want(code('a'), listener);
    await settled();
    expect(highlighter.tokens(code('a'))).toBe('plain');
    expect(troubles[0]).toContain('no threads here');
  });
});
