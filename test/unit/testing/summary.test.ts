import { describe, expect, it } from 'vitest';
import { listProblems, totals, withHiddenFailures } from '../../../scripts/testing/summary';
import { readReport } from '../../../scripts/testing/vitestSuite';
import type { TestResult } from '../../harness/suiteResult';

const passed: TestResult = { name: 'works', outcome: 'passed', ms: 3 };
const skipped: TestResult = { name: 'waits', outcome: 'skipped', ms: 0 };
const failed: TestResult = {
  name: 'breaks',
  outcome: 'failed',
  ms: 3,
  message: 'Expected 1\n    at node_modules/x.js',
};

function report(status: string, tests: readonly string[]) {
  const assertionResults = tests.map((each) => ({ fullName: each, status: each }));
  return { success: true, testResults: [{ name: 'a.test.ts', status, message: 'no such module', assertionResults }] };
}

describe('a suite that only looks as if it passed', () => {
  it('ended before its end: a failure', () => {
    expect(totals(withHiddenFailures('unit', { tests: [passed], complete: false }))).toEqual({ passed: 1, failed: 1 });
  });

  it('ran nothing: a failure', () => {
    expect(totals(withHiddenFailures('unit', { tests: [], complete: true }))).toEqual({ passed: 0, failed: 1 });
  });

  it('has a file that could not be loaded: a failure with its reason', () => {
    const { tests } = readReport(report('failed', []), 1);
    expect(tests).toMatchObject([{ name: 'a.test.ts', outcome: 'failed', message: 'no such module' }]);
  });

  it('exited with an error that no test shows: not complete', () => {
    expect(readReport(report('passed', ['passed']), 1).complete).toBe(false);
    expect(readReport(report('passed', ['passed']), 0).complete).toBe(true);
    expect(readReport(report('failed', ['failed']), 1).complete).toBe(true);
    expect(readReport(report('failed', ['failed']), undefined).complete, 'ended by the time limit').toBe(false);
  });
});

describe('the summary', () => {
  it('counts a skipped test neither as passed nor as failed, and names it', () => {
    expect(totals([passed, skipped, failed])).toEqual({ passed: 1, failed: 1 });
    expect(listProblems('unit', [passed, skipped])).toBe('SKIPPED unit: waits');
  });

  it('shows why a test failed, without the lines of other packages', () => {
    expect(listProblems('unit', [failed])).toBe('FAILED  unit: breaks\n    Expected 1');
  });
});
