import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Recheck } from '../../../src/engine/indexer/recheck';
import { eventually } from '../../harness/eventually';

function recheck(leastRestMs: number) {
  const ending = new AbortController();
  onTestFinished(() => {
    ending.abort();
  });
  let [looks, now, most] = [0, 0, 0];
  let goOn: () => void = () => undefined;
  const look = async (): Promise<void> => {
    looks++;
    most = Math.max(most, ++now);
    await new Promise<void>((resolve) => (goOn = resolve));
    now--;
  };
  return {
    checks: new Recheck(look, ending.signal, leastRestMs),
    looks: () => looks,
    most: () => most,
    goOn: () => {
      goOn();
    },
  };
}

describe('A look at all files', () => {
  it('is one for requests that come together, and one more for those that came during it', async () => {
    const { checks, looks, most, goOn } = recheck(0);
    for (let n = 0; n < 5; n++) checks.request();
    await eventually('it begins', () => looks() === 1);
    checks.request();
    checks.request();
    goOn(); // Soon: after a long one there is a long rest.
    await eventually('the next one begins', () => looks() === 2);
    goOn();
    await pause(1500);
    expect([looks(), most()]).toEqual([2, 1]);
  });

  it('is not taken again before some rest, and then it is', async () => {
    const { checks, looks, goOn } = recheck(4000);
    checks.request();
    await eventually('it begins', () => looks() === 1);
    goOn();
    await pause(100);
    checks.request();
    await pause(1500);
    expect(looks()).toBe(1);
    await eventually('the rest is over', () => looks() === 2);
  });
});
