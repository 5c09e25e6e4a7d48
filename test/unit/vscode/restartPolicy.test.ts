import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '../../../src/vscode/restartPolicy';

const MINUTE = 60_000;

describe('The restart policy', () => {
  it('grants three restarts in five minutes, each after a longer wait', () => {
    const policy = new RestartPolicy();
    expect([0, 1, 2, 3].map((minute) => policy.next(minute * MINUTE))).toEqual([500, 2_000, 8_000, undefined]);
  });

  it('forgets crashes that are five minutes old', () => {
    const policy = new RestartPolicy();
    for (const minute of [0, 1, 2]) policy.next(minute * MINUTE);
    expect(policy.next(5 * MINUTE)).toBe(8_000);
    expect(policy.next(5.5 * MINUTE)).toBeUndefined();
    expect(policy.next(30 * MINUTE)).toBe(500);
  });

  it('forgets everything when a person restarts', () => {
    const policy = new RestartPolicy();
    for (const minute of [0, 1, 2]) policy.next(minute * MINUTE);
    policy.reset();
    expect(policy.next(2 * MINUTE)).toBe(500);
  });
});
