import { describe, expect, it } from 'vitest';
import {
  excerpt,
  MAX_WINDOWS,
  planWindows,
  queryWindow,
  WINDOW_OVERLAP,
  windowStarts,
} from '../../../src/engine/embed/windows';

/** One token a word: its number. */
const encode = (text: string): number[] => (text.trim() === '' ? [] : text.trim().split(/\s+/).map(Number));
const special = { open: [-1], close: [-2], pad: -3, unknown: -4 };
const words = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => String(from + i)).join(' ');
const plan = (header: string, body: string, maxTokens = 64) =>
  planWindows({ header, body }, encode, maxTokens, special);

describe('planWindows', () => {
  it('puts a short input into one window, header first, between the special tokens', () => {
    expect(plan('1 2', '3 4 5')).toEqual({ windows: [[-1, 1, 2, 3, 4, 5, -2]], header: 2, needed: 1 });
  });

  it('gives an empty input one window of special tokens only', () => {
    expect(plan('', '')).toEqual({ windows: [[-1, -2]], header: 0, needed: 1 });
  });

  it('uses a whole window before it starts a second one', () => {
    expect(plan('', words(0, 62)).windows).toHaveLength(1);
    expect(plan('', words(0, 63)).windows).toHaveLength(2);
  });

  it('repeats the header in every window and never exceeds the limit', () => {
    const { windows } = plan('900 901 902', words(0, 200));
    expect(windows.length).toBeGreaterThan(1);
    for (const window of windows) {
      expect(window.length).toBeLessThanOrEqual(64);
      expect(window.slice(0, 4)).toEqual([-1, 900, 901, 902]);
      expect(window.at(-1)).toBe(-2);
    }
  });

  it('covers every token of the body, neighbours sharing at least the overlap', () => {
    const { windows, needed } = plan('', words(0, 300));
    expect(needed).toBe(windows.length);
    const bodies = windows.map((window) => window.slice(1, -1));
    expect(new Set(bodies.flat()).size).toBe(300);
    for (let i = 1; i < bodies.length; i++) {
      const shared = bodies[i]!.filter((token) => bodies[i - 1]!.includes(token));
      expect(shared.length).toBeGreaterThanOrEqual(Math.min(WINDOW_OVERLAP, 31));
    }
  });

  it('gives a header longer than a window half of it', () => {
    const { windows } = plan(words(1000, 1500), words(0, 20));
    expect(windows).toEqual([[-1, ...Array.from({ length: 31 }, (_, i) => 1000 + i), ...encode(words(0, 20)), -2]]);
  });

  it('samples a body beyond the limit from beginning to end, and says how many windows it would have needed', () => {
    const { windows, needed } = plan('', words(0, 1500));
    expect(windows).toHaveLength(MAX_WINDOWS);
    expect(needed).toBe(Math.ceil((1500 - 62) / (62 - 31)) + 1);
    expect(windows[0]![1]).toBe(0);
    expect(windows.at(-1)!.at(-2)).toBe(1499);
  });

  it('fills the whole window where the tokenizer has no tokens around a text', () => {
    const bare = { open: [], close: [], pad: -3, unknown: -4 };
    const { windows } = planWindows({ header: '7', body: words(0, 63) }, encode, 64, bare);
    expect(windows).toEqual([[7, ...encode(words(0, 63))]]);
  });

  it('takes no more windows than the model wants', () => {
    const input = { header: '7', body: words(0, 500) };
    const { windows, needed } = planWindows(input, encode, 64, special, 1);
    expect(windows).toEqual([[-1, 7, ...encode(words(0, 61)), -2]]);
    expect(needed).toBeGreaterThan(1);
  });

  it('does not tokenize megabytes for a few windows', () => {
    let characters = 0;
    const counting = (text: string): number[] => {
      characters += text.length;
      return text.split(/\s+/).map(() => 1);
    };
    const { needed } = planWindows({ header: 'h'.repeat(2e6), body: 'ab '.repeat(700_000) }, counting, 256, special);
    expect(characters).toBeLessThan(50_000);
    expect(needed).toBeGreaterThan(3000);
  });
});

describe('queryWindow', () => {
  it('cuts a long query and keeps the closing token', () => {
    const window = queryWindow(words(0, 1000), encode, 16, special);
    expect(window).toEqual([-1, ...Array.from({ length: 14 }, (_, i) => i), -2]);
  });
});

describe('windowStarts', () => {
  it('still advances when the overlap is wider than the room', () => {
    const starts = windowStarts(40, 8, 32, 100);
    expect(starts[0]).toBe(0);
    expect(starts.at(-1)).toBe(32);
    expect(new Set(starts).size).toBe(starts.length);
  });
});

describe('excerpt', () => {
  it('leaves a text within the limit as it is', () => {
    expect(excerpt('abc', 3, 2)).toBe('abc');
  });

  it('takes parts from beginning to end of a longer one', () => {
    expect(excerpt('abcdefghij', 4, 2)).toBe('abij');
  });
});
