import type { Browser } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser, openWatchedPage, type Incidents } from '../harness/browser';
import { CodeServer } from '../harness/codeServer';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { resultsFolder } from '../harness/repository';
import { Workbench } from './pages/workbench';

/** The theme of the README's pictures. */
export const DARK_THEME = 'Default Dark Modern';

export interface SessionOptions {
  /** The folder that the window opens: a copy of the fixture workspace unless given; `null` for a window without one. */
  readonly workspace?: string | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** VS Code's display language, e.g. `de`; English unless given. */
  readonly language?: string;
  /** Leaves what Hunch says of the first index for the test; otherwise it is read and closed wherever it is in the way. */
  readonly keepFirstNotice?: boolean;
}

/** A workbench as a newcomer has it: an empty profile, the package installed, a folder open. */
export interface Session {
  readonly workbench: Workbench;
  /** Absolute path of the open folder; empty when there is none. */
  readonly workspace: string;
  readonly server: CodeServer;
  readonly incidents: Incidents;
  close(): Promise<void>;
}

export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const vsix = process.env.HUNCH_VSIX;
  if (vsix === undefined) throw new Error('HUNCH_VSIX is not set: run these tests with "npm run test:e2e".');
  const workspace = options.workspace === undefined ? copyFixtureWorkspace() : (options.workspace ?? undefined);
  const server = await CodeServer.start({
    vsix,
    settings: options.settings ?? {},
    environment: options.environment ?? {},
    ...(options.language === undefined ? {} : { language: options.language }),
  });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await launchBrowser();
    const { page, incidents } = await openWatchedPage(browser, server.origin);
    await page.goto(server.workbenchUrl(workspace));
    const workbench = new Workbench(page);
    if (options.keepFirstNotice !== true) await workbench.closeFirstNotice();
    await workbench.waitUntilOpen();
    return { workbench, workspace: workspace ?? '', server, incidents, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a session before the tests of a suite and closes it after them; a test that fails leaves a picture. To be called
 * in `describe`. The session is there once the tests run.
 */
export function useSession(options: SessionOptions = {}): () => Session {
  let session: Session | undefined;
  beforeAll(async () => {
    session = await openSession(options);
  });
  afterAll(async () => {
    await session?.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      const name = task.name.replaceAll(/\W+/g, '-');
      await session?.workbench.page.screenshot({ path: screenshotFile(`failed-${name}`) });
    });
  });
  return () => {
    if (session === undefined) throw new Error('The session is not open.');
    return session;
  };
}

/** The last test of a suite: whatever was shown and done, it stayed on this machine and within the panel's policy. */
export function itStayedHarmless(session: () => Session): void {
  it('asked nothing of other machines, ran no foreign script, broke no policy', () => {
    const { externalRequests, dialogs, policyViolations } = session().incidents;
    expect([...externalRequests, ...dialogs, ...policyViolations]).toEqual([]);
  });
}

/** Where a screenshot goes; `npm run screenshots` copies the README's from there. */
export function screenshotFile(name: string): string {
  const folder = path.join(resultsFolder, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}
