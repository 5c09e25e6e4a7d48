import { stripVTControlCharacters } from 'node:util';
import type { SuiteResult, TestResult } from '../../test/harness/suiteResult';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/**
 * The failures that a suite's tests do not show themselves: it ended before its end, or it ran nothing. Such a suite
 * must never look like one that passed.
 */
export function withHiddenFailures(suite: string, result: SuiteResult): readonly TestResult[] {
  const failure = (message: string): TestResult => ({ name: suite, outcome: 'failed', ms: 0, message });
  if (!result.complete)
    return [...result.tests, failure('The suite did not run to its end; see what it printed above.')];
  if (result.tests.length === 0) return [failure('The suite ran no test.')];
  return result.tests;
}

export function totals(tests: readonly TestResult[]): Totals {
  const count = (outcome: TestResult['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed') };
}

/** A line for each test of a suite that has not printed its own: `✓ name (12 ms)`. */
export function listTests(tests: readonly TestResult[]): string {
  const signs = { passed: '✓', failed: '✗', skipped: '–' };
  return tests.map((test) => `  ${signs[test.outcome]} ${test.name} (${Math.round(test.ms)} ms)`).join('\n');
}

/** Failures with their messages, and the names of what was skipped; empty when all passed. */
export function listProblems(suite: string, tests: readonly TestResult[]): string {
  const failures = tests
    .filter((test) => test.outcome === 'failed')
    .map((test) => `FAILED  ${suite}: ${test.name}\n${indent(readable(test.message ?? ''))}`);
  const skipped = tests.filter((test) => test.outcome === 'skipped').map((test) => `SKIPPED ${suite}: ${test.name}`);
  return [...failures, ...skipped].join('\n');
}

/** Without colours, and without the lines of a stack that are not ours. */
function readable(message: string): string {
  const plain = stripVTControlCharacters(message);
  return plain.replaceAll(/^\s+at .*(?:node_modules|node:internal).*\n?/gm, '');
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ');
}
