import { describe, expect, it } from 'vitest';
import { killEngines } from '../../bench/trust/kills';
import { temporaryFolder } from '../support/temporaryFolder';

describe('an engine that is killed at any moment', () => {
  it('leaves an index that is whole, and nothing is built again', { timeout: 600_000 }, async () => {
    // `npm run bench:trust -- --long` kills 200.
    expect((await killEngines(temporaryFolder(), 10)).wrong).toEqual([]);
  });
});
