import { build } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../test/harness/temporaryFiles';
import { inRepository } from '../../test/harness/repository';
import type { SuiteResult, TestResult } from '../../test/harness/suiteResult';
import { runInCodeServer } from '../../test/integration/inCodeServer';
import { runInElectron } from '../../test/integration/inElectron';
import { SCENARIOS } from '../../test/integration/scenarios';

const LIMIT_MS = 10 * 60_000;

/** Runs the suites inside a VS Code extension host: one of a server, or with `electron` one of a desktop VS Code. */
export async function runHostSuite(electron: boolean): Promise<SuiteResult> {
  const entry = await bundleSuites();
  const tests: TestResult[] = [];
  for (const scenario of SCENARIOS) {
    const resultFile = path.join(temporaryFolder('result'), 'result.json');
    writeFileSync(resultFile, JSON.stringify({ tests: [], complete: false }));
    const environment = { HUNCH_TEST_SUITE: scenario.suite, HUNCH_TEST_RESULT: resultFile };
    let crash = 'The extension host ended before the suite did.';
    try {
      if (electron) await runInElectron(scenario, entry, environment);
      else await runInCodeServer(scenario, entry, environment, LIMIT_MS);
    } catch (error) {
      crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const result = JSON.parse(readFileSync(resultFile, 'utf8')) as SuiteResult;
    tests.push(...result.tests);
    if (!result.complete) tests.push({ name: `suite "${scenario.suite}"`, outcome: 'failed', ms: 0, message: crash });
    if (result.tests.length === 0 && result.complete)
      tests.push({ name: `suite "${scenario.suite}" has tests`, outcome: 'failed', ms: 0, message: 'It has none.' });
  }
  return { tests, complete: true };
}

/** Bundles the suites for the extension host; answers with the file for `extensionTestsPath`. */
async function bundleSuites(): Promise<string> {
  const outdir = inRepository('out', 'test', 'integration');
  rmSync(outdir, { recursive: true, force: true });
  const source = inRepository('test', 'integration');
  const suites = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: [path.join(source, 'mochaEntry.ts'), ...suites.map((name) => path.join(source, name))],
    outdir,
    outbase: source,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'mochaEntry.js');
}
