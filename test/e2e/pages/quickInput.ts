import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../harness/eventually';

/** The input with a list at the top of the window: command palette, Quick Open, and Hunch's search. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly title: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('input.input');
    this.title = this.widget.locator('.quick-input-title');
  }

  /**
   * Opens the command palette with these words in it. Once more where it went away again: on a busy machine, an editor may be
   * given the focus late, by what was closed before, and the palette closes when it loses it.
   */
  async openPalette(words: string): Promise<void> {
    await eventually('the command palette takes words', async () => {
      await this.page.keyboard.press('F1');
      await this.input.fill(`>${words}`, { timeout: 5_000 });
      return true;
    });
  }

  rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  row(text: string): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  focusedRow(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row.focused');
  }
}
