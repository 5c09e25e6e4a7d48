import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ensureChromium } from './chromium';

/** The size of the window, and of every screenshot. */
const VIEWPORT = { width: 1280, height: 800 };

/** A browser without a window that can reach this machine and nothing else. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: [
      // Chromium refuses its sandbox to root, as whom a container runs.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** A page, and what it did that nobody should see: requests to other machines, dialogs, policy violations, errors. */
export interface WatchedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly incidents: Incidents;
}

export interface Incidents {
  /** Addresses outside this machine that anything in the page asked for. */
  readonly externalRequests: string[];
  /** Texts of alert, confirm and prompt boxes. */
  readonly dialogs: string[];
  /** Content-Security-Policy violations that the console reported. */
  readonly policyViolations: string[];
}

/**
 * A webview loads its files from addresses that VS Code's service worker answers from the server: no name server knows
 * them, and this browser asks none.
 */
function isWebviewFile(url: string): boolean {
  return new URL(url).hostname.endsWith('.vscode-resource.vscode-cdn.net');
}

/** Opens an empty page of its own, watched from its first request on. */
export async function openWatchedPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const incidents: Incidents = { externalRequests: [], dialogs: [], policyViolations: [] };
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|vscode-file|vscode-remote):/.test(url) && !isWebviewFile(url))
      incidents.externalRequests.push(url);
  });
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) incidents.policyViolations.push(message.text());
  });
  // A bound on hangs on a machine that is busy, not a measurement.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    incidents.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return { context, page, incidents };
}
