import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CpuBudget } from '../../src/engine/cpuBudget';

const never = new AbortController().signal;

/** Keeps a core busy for some milliseconds of processor time. */
function work(ms: number): void {
  const start = process.cpuUsage().user;
  let x = 0;
  while (process.cpuUsage().user - start < ms * 1000) x = Math.sqrt(x + Math.random());
}

/** Processor time per time of the clock while 20 steps are done. */
async function coresBusy(budget: CpuBudget): Promise<number> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let step = 0; step < 20; step++) {
    work(25);
    await budget.rest(() => false, never);
  }
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000 / (performance.now() - wall);
}

describe('The budget of processor time', () => {
  it('holds work to its share of all cores', async () => {
    // Of two cores 5 %: a tenth of one. A credit of 150 ms comes on top.
    expect(await coresBusy(new CpuBudget(0.05, 2))).toBeLessThan(0.17);
  }, 60_000);

  it('lets short work run at full speed, and all work when nothing is to be held back', async () => {
    const short = new CpuBudget(0.5, 1);
    const whole = new CpuBudget(1, 1);
    work(300);
    const started = performance.now();
    await short.rest(() => false, never);
    await whole.rest(() => false, never);
    expect(performance.now() - started).toBeLessThan(40);
  });

  it('gives way at once to what somebody waits for, and to the end', async () => {
    const budget = new CpuBudget(0.05, 1);
    work(1500);
    let isOver = false;
    const resting = budget.rest(() => isOver, never);
    await pause(100);
    isOver = true;
    await resting;
    await expect(budget.rest(() => false, AbortSignal.abort(new Error('closed')))).rejects.toThrow();
  });
});
