import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { resultsFolder } from '../../test/harness/repository';
import type { SuiteResult, TestResult } from '../../test/harness/suiteResult';
import { runTool } from './command';

export interface VitestSuite {
  /** Configuration file, from the repository's root. */
  readonly config: string;
  /** Name of the report below `test-results`. */
  readonly report: string;
  /** Further arguments, e.g. part of a file's name. */
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly limitMinutes: number;
}

/** The part of vitest's JSON report (jest's format) that is read here. */
interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Runs a vitest configuration; vitest prints to the terminal itself. */
export async function runVitest(suite: VitestSuite): Promise<SuiteResult> {
  const report = path.join(resultsFolder, suite.report);
  mkdirSync(resultsFolder, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool(
    'node_modules/vitest/vitest.mjs',
    ['run', '--config', suite.config, ...reporters, ...suite.args],
    { limitMinutes: suite.limitMinutes, output: 'show', environment: suite.environment ?? {} },
  );
  if (!existsSync(report)) return { tests: [], complete: false };
  return readReport(JSON.parse(readFileSync(report, 'utf8')) as Report, code);
}

/** A run counts as complete when its exit code agrees with its report; an error outside of any test shows only there. */
export function readReport(report: Report, code: number | undefined): SuiteResult {
  const tests = report.testResults.flatMap((file): TestResult[] => {
    const results = file.assertionResults.map((test): TestResult => {
      const outcome = test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped';
      return { name: test.fullName, outcome, ms: test.duration ?? 0, message: (test.failureMessages ?? []).join('\n') };
    });
    // A file that could not be loaded, or whose set-up failed, has no failed test to show for it.
    const unexplained = file.status === 'failed' && !results.some((test) => test.outcome === 'failed');
    return unexplained ? [...results, { name: file.name, outcome: 'failed', ms: 0, message: file.message }] : results;
  });
  const failed = tests.some((test) => test.outcome === 'failed');
  return { tests, complete: code === 0 || (failed && code !== undefined) };
}
