import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SuiteResult, TestResult } from '../harness/suiteResult';

/**
 * What VS Code loads by `extensionTestsPath`, inside the extension host. Runs every `*.test.js` of the folder that
 * `HUNCH_TEST_SUITE` names, and writes the results to `HUNCH_TEST_RESULT` after each test, so that a run that hangs or
 * crashes still shows how far it came.
 */
export async function run(): Promise<void> {
  const suite = variable('HUNCH_TEST_SUITE');
  const folder = path.join(__dirname, suite);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 10_000 });
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.test.js'))
    .sort())
    mocha.addFile(path.join(folder, file));
  const tests: TestResult[] = [];
  const write = (complete: boolean): void => {
    const result: SuiteResult = { tests, complete };
    writeFileSync(variable('HUNCH_TEST_RESULT'), JSON.stringify(result));
  };
  write(false);
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => {
        tests.push({ name: test.fullTitle(), outcome: 'passed', ms: test.duration ?? 0 });
        write(false);
      })
      .on('pending', (test) => {
        tests.push({ name: test.fullTitle(), outcome: 'skipped', ms: 0 });
        write(false);
      })
      // Also a hook that fails arrives here.
      .on('fail', (test, error: unknown) => {
        const message = error instanceof Error ? describeError(error) : String(error);
        tests.push({ name: test.fullTitle(), outcome: 'failed', ms: test.duration ?? 0, message });
        write(false);
      });
  });
  write(true);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

function describeError(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${describeError(error.cause)}` : '';
  return (error.stack ?? error.message) + cause;
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start this suite with "npm run test:host".`);
  return value;
}
