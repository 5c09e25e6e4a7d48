import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequenceCheck } from '../../bench/trust/sequences';
import { sequences } from '../../bench/trust/steps';
import { temporaryFolder } from '../support/temporaryFolder';

// `npm run bench:trust -- --long` runs hundreds of them.
const SEQUENCES = 12;

describe('after any sequence of changes', () => {
  it('the index equals a fresh one: the same chunks, the same hits', { timeout: 600_000 }, async () => {
    const check = await SequenceCheck.start(temporaryFolder());
    try {
      await fc.assert(
        fc.asyncProperty(sequences(14, 30), async (steps) => {
          expect(await check.run(steps)).toEqual([]);
        }),
        { numRuns: SEQUENCES, seed: 20261124, endOnFailure: true },
      );
    } finally {
      await check.dispose();
    }
  });
});
