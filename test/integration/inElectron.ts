import { runTests } from '@vscode/test-electron';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../harness/temporaryFiles';
import { inRepository } from '../harness/repository';
import type { SuiteEnvironment } from './inCodeServer';
import type { Scenario } from './scenarios';

/** Runs a scenario in a desktop VS Code, which is downloaded on first use: needs a display and the internet. */
export async function runInElectron(scenario: Scenario, entry: string, environment: SuiteEnvironment): Promise<void> {
  const profile = temporaryFolder('profile');
  const cache = path.join(profile, 'cache');
  mkdirSync(cache);
  const workspace = scenario.workspace();
  await runTests({
    extensionDevelopmentPath: inRepository(),
    extensionTestsPath: entry,
    extensionTestsEnv: { ...environment, XDG_CACHE_HOME: cache },
    launchArgs: [
      ...(workspace === undefined ? [] : [workspace]),
      ...(scenario.restricted === true ? [] : ['--disable-workspace-trust']),
      ...['--disable-extensions', '--user-data-dir', path.join(profile, 'user')],
    ],
  });
}
