import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batcher } from '../../../src/vscode/batcher';

describe('A batcher', () => {
  let flushedAt: number[];
  let start: number;
  let batcher: Batcher;

  beforeEach(() => {
    vi.useFakeTimers();
    start = Date.now();
    flushedAt = [];
    batcher = new Batcher({ quietMs: 75, longestMs: 250 }, () => flushedAt.push(Date.now() - start));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('flushes once for calls close together, after the quiet time', () => {
    batcher.touch();
    vi.advanceTimersByTime(50);
    batcher.touch();
    vi.advanceTimersByTime(1_000);
    expect(flushedAt).toEqual([125]);
  });

  it('does not let a steady stream wait longer than the longest time', () => {
    for (let now = 0; now < 600; now += 50) {
      batcher.touch();
      vi.advanceTimersByTime(50);
    }
    expect(flushedAt).toEqual([250, 500]);
  });

  it('flushes what a person waits for at once, and the many after it together', () => {
    batcher.touchAtOnce();
    expect(flushedAt).toEqual([0]);
    for (let each = 0; each < 3; each++) {
      vi.advanceTimersByTime(20);
      batcher.touchAtOnce();
    }
    vi.advanceTimersByTime(1_000);
    expect(flushedAt).toEqual([0, 135]);
    batcher.touchAtOnce();
    expect(flushedAt).toEqual([0, 135, 1_060]);
  });

  it('does not tear a batch apart for what a person waits for', () => {
    batcher.touch();
    vi.advanceTimersByTime(50);
    batcher.touchAtOnce();
    vi.advanceTimersByTime(1_000);
    expect(flushedAt).toEqual([125]);
  });

  it('flushes nothing after it was disposed of', () => {
    batcher.touch();
    batcher.dispose();
    vi.advanceTimersByTime(1_000);
    expect(flushedAt).toEqual([]);
  });
});
