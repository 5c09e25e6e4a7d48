import type { Browser } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, openWatchedPage, type Incidents } from '../harness/browser';
import { CodeServer } from '../harness/codeServer';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { resultsFolder } from '../harness/repository';
import { Workbench } from './pages/workbench';

export interface SessionOptions {
  /** The folder that the window opens: a copy of the fixture workspace unless given; `null` for a window without one. */
  readonly workspace?: string | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
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
    await workbench.waitUntilOpen();
    return { workbench, workspace: workspace ?? '', server, incidents, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a screenshot goes; `npm run screenshots` copies the README's from there. */
export function screenshotFile(name: string): string {
  const folder = path.join(resultsFolder, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}
