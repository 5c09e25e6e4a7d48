import type { SuiteResult, TestResult } from '../../test/harness/suiteResult';
import { runTool } from './command';

/** What must hold before any test means something. Each counts as one test. */
const CHECKS: readonly { readonly name: string; readonly script: string; readonly args: readonly string[] }[] = [
  { name: 'everything builds', script: 'esbuild.mjs', args: [] },
  { name: 'types hold', script: 'node_modules/typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types hold in the webview', script: 'node_modules/typescript/bin/tsc', args: ['-p', 'src/webview'] },
  { name: 'layers and rules hold', script: 'node_modules/eslint/bin/eslint.js', args: ['.'] },
  { name: 'formatting is uniform', script: 'node_modules/prettier/bin/prettier.cjs', args: ['--check', '.'] },
];

/** Builds, checks types, lints. The build comes first: the suites run what it made. */
export async function runChecks(): Promise<SuiteResult> {
  const tests: TestResult[] = [];
  for (const { name, script, args } of CHECKS) {
    const start = performance.now();
    const { code, output } = await runTool(script, args, { limitMinutes: 10, output: 'keep' });
    const outcome = { name, ms: performance.now() - start };
    tests.push(code === 0 ? { ...outcome, outcome: 'passed' } : { ...outcome, outcome: 'failed', message: output });
  }
  return { tests, complete: true };
}
