/** What became of one test, whichever runner ran it. */
export interface TestResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  /** Why it failed. */
  readonly message?: string;
}

export interface SuiteResult {
  readonly tests: readonly TestResult[];
  /** False while the suite runs; still false afterwards when it crashed or was stopped. */
  readonly complete: boolean;
}
