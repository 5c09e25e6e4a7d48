import type { Browser } from 'playwright-core';
import { launchBrowser, openWatchedPage } from '../harness/browser';
import { CodeServer } from '../harness/codeServer';
import { inRepository } from '../harness/repository';
import type { Scenario } from './scenarios';

/** Environment of the extension host: how `mochaEntry` learns what to run. */
export interface SuiteEnvironment {
  readonly [name: string]: string;
  readonly HUNCH_TEST_SUITE: string;
  readonly HUNCH_TEST_RESULT: string;
}

/**
 * Runs a scenario in a VS Code server: opens its window in a browser with the extension loaded from this repository,
 * and waits until the suite has ended. VS Code's own smoke-test driver hands the page what `@vscode/test-electron` gets
 * as command-line options, and calls the two functions exposed here.
 *
 * @param extension folder with the extension's `package.json`
 */
export async function runInCodeServer(
  scenario: Scenario,
  entry: string,
  environment: SuiteEnvironment,
  timeoutMs: number,
  extension = inRepository(),
): Promise<void> {
  const workspace = scenario.workspace();
  const server = await CodeServer.start({ testDriver: true, environment, restricted: scenario.restricted ?? false });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const { page } = await openWatchedPage(browser, server.origin);
    const ended = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`The suite did not end within ${timeoutMs / 1000} s.\n${server.log}`));
      }, timeoutMs);
      const exit = page.exposeFunction('codeAutomationExit', () => {
        clearTimeout(timer);
        resolve();
      });
      exit.catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, parts: unknown[]) => {
      if (process.env.HUNCH_TEST_VERBOSE !== undefined) console.error(`[${type}]`, ...parts);
    });
    await page.goto(server.workbenchUrl(workspace, { payload: payload(server.origin, entry, extension) }));
    await ended;
  } finally {
    await browser?.close();
    await server.stop();
  }
}

function payload(origin: string, entry: string, extension: string): string {
  const remote = (file: string): string => origin.replace('http://', 'vscode-remote://') + file;
  return JSON.stringify([
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(entry)],
  ]);
}
