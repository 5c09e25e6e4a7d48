// Runs the tests: `npm test` all of them, `npm test -- unit host` some. The last line is "N passed, N failed" over all.
//   checks  build, types, lint, formatting
//   unit    pure parts, and the engine with real model, index and files
//   host    the extension inside a real VS Code extension host (`--electron`: in a desktop VS Code, where there is one)
//   e2e     the packaged extension in a real workbench; further words choose files, e.g. `npm run test:e2e -- themes`
import type { SuiteResult, TestResult } from '../test/harness/suiteResult';
import { ensureChromium } from '../test/harness/chromium';
import { ensureTools } from '../test/harness/tools';
import { packageExtension } from './packaging/packageExtension';
import { currentTarget } from './packaging/targets';
import { runChecks } from './testing/checks';
import { runHostSuite } from './testing/hostSuite';
import { listProblems, listTests, totals, withHiddenFailures } from './testing/summary';
import { runVitest } from './testing/vitestSuite';

interface Suite {
  readonly title: string;
  /** Whether it prints its tests itself while it runs. */
  readonly printsItself: boolean;
  run(words: readonly string[], electron: boolean): Promise<SuiteResult>;
}

const SUITES: Readonly<Record<string, Suite>> = {
  checks: { title: 'Build, types, lint', printsItself: false, run: runChecks },
  unit: {
    title: 'Unit and engine',
    printsItself: true,
    run: (args) => runVitest({ config: 'vitest.config.mts', report: 'unit.json', args, limitMinutes: 20 }),
  },
  host: {
    title: 'Inside the extension host',
    printsItself: false,
    run: (_, electron) => runHostSuite(electron),
  },
  e2e: {
    title: 'End to end, in the workbench',
    printsItself: true,
    run: async (args) => {
      const { file } = await packageExtension(currentTarget());
      const environment = { HUNCH_VSIX: file };
      return runVitest({ config: 'vitest.e2e.config.mts', report: 'e2e.json', args, environment, limitMinutes: 20 });
    },
  },
};

async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => word !== '--electron');
  const electron = process.argv.includes('--electron') || process.env.HUNCH_TEST_ELECTRON === '1';
  const chosen = words.filter((word) => word in SUITES);
  const filters = words.filter((word) => !(word in SUITES));
  const problems: string[] = [];
  const all: TestResult[] = [];
  const names = chosen.length > 0 ? chosen : Object.keys(SUITES);
  if (!electron && names.some((name) => name !== 'checks')) prepareMachine();
  for (const name of names) {
    const suite = SUITES[name]!;
    console.log(`\n━━ ${suite.title} (${name}) ${'━'.repeat(Math.max(0, 80 - suite.title.length - name.length))}`);
    const tests = withHiddenFailures(name, await runSafely(name, suite, filters, electron));
    if (!suite.printsItself) console.log(listTests(tests));
    const problem = listProblems(name, tests);
    if (problem !== '') problems.push(problem);
    all.push(...tests);
    const { passed, failed } = totals(tests);
    console.log(`${name}: ${passed} passed, ${failed} failed`);
  }
  if (problems.length > 0) console.log(`\n${problems.join('\n')}`);
  const { passed, failed } = totals(all);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** Installs what is missing before a suite's clock runs. What cannot be installed fails the suites that need it. */
function prepareMachine(): void {
  for (const ensure of [ensureChromium, ensureTools])
    try {
      ensure();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
}

/** A suite that throws, e.g. because VS Code could not be installed, is one failure; the others still run. */
async function runSafely(
  name: string,
  suite: Suite,
  words: readonly string[],
  electron: boolean,
): Promise<SuiteResult> {
  try {
    return await suite.run(words, electron);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { tests: [{ name, outcome: 'failed', ms: 0, message }], complete: true };
  }
}

void main();
