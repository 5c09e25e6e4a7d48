import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from '../../harness/eventually';

const WEBVIEW = 'iframe.webview.ready[src*="extensionId=hunch-dev.hunch"]';

/** Hunch's panel in the sidebar: a webview, which is a frame within a frame. */
export class SearchPanel {
  /** Its icon in the activity bar. */
  readonly icon: Locator;
  readonly frame: FrameLocator;
  readonly box: Locator;
  /** The heads of the hits: what the keyboard moves through. */
  readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.icon = page.locator('.activitybar .action-item a.action-label[aria-label^="Hunch"]');
    this.frame = page.frameLocator(WEBVIEW).frameLocator('iframe#active-frame');
    this.box = this.frame.getByRole('combobox', { name: 'Search code by meaning' });
    this.rows = this.frame.getByRole('treeitem');
  }

  /** Opens it by its icon in the activity bar, where it is not open. */
  async open(): Promise<void> {
    // A click on the icon of an open view would close it.
    const open = this.page.locator('.activitybar .action-item.checked a.action-label[aria-label^="Hunch"]');
    if ((await open.count()) === 0) await this.icon.click();
    await this.box.waitFor();
  }

  /** Searches in an empty box and waits for the answer: the first hit, or the advice where there is none. */
  async search(query: string): Promise<void> {
    await this.box.fill('');
    if ((await this.similarHeading().count()) === 0) await this.rows.first().waitFor({ state: 'detached' });
    await this.box.fill(query);
    await this.rows.or(this.frame.locator('.advice')).first().waitFor();
  }

  /** The whole hit, head and code, by its symbol. */
  hit(symbol: string): Locator {
    return this.frame.locator('.hit', { has: this.frame.getByText(symbol, { exact: true }) }).first();
  }

  /** Searches until a symbol is among the hits: what was just saved takes a moment to be indexed. */
  async searchUntilFound(query: string, symbol: string, file?: string): Promise<void> {
    await this.searchUntil(query, `finds ${symbol}`, (hits) =>
      hits.some((hit) => hit.includes(symbol) && (file === undefined || hit.includes(file))),
    );
  }

  /** Searches until no hit says any of this. */
  async searchUntilGone(query: string, text: string): Promise<void> {
    await this.searchUntil(query, `no longer finds ${text}`, (hits) => hits.every((hit) => !hit.includes(text)));
  }

  /** Heads of all hits as they read: container, symbol, file, lines, score. */
  async heads(): Promise<string[]> {
    return (await this.rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
  }

  similarHeading(): Locator {
    return this.frame.getByRole('heading', { level: 2 });
  }

  /** The page's own frame, to run a script in. */
  async contentFrame(): Promise<Frame> {
    const element = await this.page.frameLocator(WEBVIEW).locator('iframe#active-frame').elementHandle();
    const frame = await element.contentFrame();
    if (!frame) throw new Error('The panel has no page.');
    return frame;
  }

  private async searchUntil(query: string, what: string, ok: (hits: string[]) => boolean): Promise<void> {
    await eventually(`"${query}" ${what}`, async () => {
      await this.search(query);
      return ok(await this.heads());
    });
  }
}
