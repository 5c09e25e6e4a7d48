import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser, openWatchedPage, type WatchedPage } from '../../harness/browser';
import { servePanel } from './panelServer';

/** What a test file drives: there once its tests run. */
export interface WebviewPage {
  readonly page: Page;
  /** Where the pages are served, see `servePanel`. */
  readonly origin: string;
}

/**
 * Gives each test of a file a page of its own in a real browser, with the bundles that ship. To be called at the top of the
 * file. A page that asked something of others, showed a dialog or broke its policy fails the test.
 *
 * @param pictures a folder that is made
 * @param afterClosed what else must hold when a test's page is closed
 */
export function useWebviewPage(pictures: string, afterClosed: () => void): WebviewPage {
  let browser: Browser;
  let server: Server;
  let origin = '';
  let watched: WatchedPage | undefined;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await launchBrowser();
    ({ origin, server } = await servePanel());
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(async () => {
    watched = await openWatchedPage(browser, origin);
    watched.page.setDefaultTimeout(10_000);
  });
  afterEach(async () => {
    await watched!.context.close();
    expect(watched!.incidents).toEqual({ externalRequests: [], dialogs: [], policyViolations: [] });
    afterClosed();
  });
  return {
    get page() {
      return watched!.page;
    },
    get origin() {
      return origin;
    },
  };
}

/** What the page of an editor tab said to its host in one test. */
export class TabHost<ToHost extends { readonly type: string }> {
  said: ToHost[] = [];
  private malformed: string[] = [];

  /** @param read checks a message as the real host does */
  constructor(
    private readonly read: (message: unknown) => { readonly message: ToHost } | { readonly malformed: string },
  ) {}

  /** Begins a test. @param ready answers the page when it is loaded */
  async attach(page: Page, ready: () => Promise<void>): Promise<void> {
    this.said = [];
    this.malformed = [];
    await page.exposeFunction('toFakeHost', async (json: string) => {
      const read = this.read(JSON.parse(json));
      if ('malformed' in read) this.malformed.push(read.malformed);
      else {
        this.said.push(read.message);
        if (read.message.type === 'ready') await ready();
      }
    });
  }

  /** Every message was one that the real host takes, and none told of trouble. */
  check(): void {
    expect(this.malformed).toEqual([]);
    expect(this.said.filter(({ type }) => type === 'trouble')).toEqual([]);
  }
}

/** Posts a message to the page as VS Code does. */
export async function postTo(page: Page, message: unknown): Promise<void> {
  await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
}

/**
 * Violations of axe-core's rules in the page as it is now; one line each.
 * @param context what axe looks at, as an expression in the page
 */
export async function violations(page: Page, context = 'document'): Promise<string[]> {
  const results = await page.evaluate<axe.AxeResults>(
    // Who speaks to the computer says what is written on a button; axe calls this rule experimental.
    `${axe.source}; axe.run(${context}, {
      resultTypes: ['violations'],
      rules: { 'label-content-name-mismatch': { enabled: true } },
    })`,
  );
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
