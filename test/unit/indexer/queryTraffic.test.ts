import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { QueryTraffic } from '../../../src/engine/indexer/queryTraffic';
import { deferred } from '../../../src/engine/indexer/deferred';

const never = new AbortController().signal;

describe('the query traffic', () => {
  it('does not hold up work when nobody asks', async () => {
    const traffic = new QueryTraffic();
    expect(traffic.isBusy).toBe(false);
    await traffic.makeWay(() => false, never);
  });

  it('holds up work while a question is answered and shortly after, also one that fails', async () => {
    const traffic = new QueryTraffic();
    const answer = deferred<string>();
    const asked = traffic.during(() => answer.promise);
    const held = traffic.makeWay(() => false, never).then(() => 'went on');
    expect(await Promise.race([held, sleep(50, 'held')])).toBe('held');
    answer.reject(new Error('no answer'));
    await expect(asked).rejects.toThrow('no answer');
    expect(traffic.isBusy).toBe(true);
    expect(await held).toBe('went on');
  });

  it('lets work go on under questions without end', async () => {
    const traffic = new QueryTraffic();
    const answer = deferred<string>();
    void traffic.during(() => answer.promise);
    await traffic.makeWay(() => false, never);
    expect(traffic.isBusy).toBe(true);
    answer.resolve('');
  });

  it('lets work go on between two of them', async () => {
    const traffic = new QueryTraffic();
    const enough = new AbortController();
    const asked = (async () => {
      while (!enough.signal.aborted) {
        await traffic.during(() => sleep(90));
        await sleep(60);
      }
    })();
    for (let step = 0; step < 3; step++) {
      await traffic.makeWay(() => false, never);
      expect(traffic.isAnswering).toBe(false);
    }
    enough.abort();
    await asked;
  });

  it('ends waiting when there is something more important, or at an abort', async () => {
    const traffic = new QueryTraffic();
    const answer = deferred<string>();
    void traffic.during(() => answer.promise);
    const start = performance.now();
    await traffic.makeWay(() => performance.now() - start > 20, never);
    const abort = new AbortController();
    const held = traffic.makeWay(() => false, abort.signal);
    abort.abort();
    await expect(held).rejects.toThrow('aborted');
    answer.resolve('');
  });
});
