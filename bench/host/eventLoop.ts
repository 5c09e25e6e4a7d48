import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopSample } from './hostReport';

/** Milliseconds between the timers whose delay Node records: the finest it has. */
const RESOLUTION_MS = 1;
const PROBE_EVERY_MS = 10;

/** Watches the event loop of this process for some time. */
export async function watchEventLoop(durationMs: number): Promise<LoopSample> {
  const immediates: number[] = [];
  const probe = setInterval(() => {
    const asked = performance.now();
    setImmediate(() => immediates.push(performance.now() - asked));
  }, PROBE_EVERY_MS);
  const before = performance.eventLoopUtilization();
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  await sleep(durationMs);
  delays.disable();
  const { utilization } = performance.eventLoopUtilization(before);
  clearInterval(probe);
  // Node records the time from timer to timer, in nanoseconds; what is more than the interval is delay.
  const delay = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    p50: delay(delays.percentile(50)),
    p99: delay(delays.percentile(99)),
    max: delay(delays.max),
    immediates,
    utilization,
  };
}
