import { visibleJson } from '../visible';
import type { Answered } from './answered';

/** The contract of `--json` (CONTRIBUTING.md, "Contracts"): one line. */
export function toJson({ question, elapsedMs, hits, mistakes }: Answered): string {
  // The contract has no lines.
  const results = hits.map(({ matchLines: _, ...hit }) => hit);
  return visibleJson({
    query: question,
    elapsedMs: Math.round(elapsedMs * 10) / 10,
    results,
    ...(mistakes ? { mistakes } : {}),
  });
}
