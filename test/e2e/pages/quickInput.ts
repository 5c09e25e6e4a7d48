import type { Locator, Page } from 'playwright-core';

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

  /** Opens the command palette with these words in it. */
  async openPalette(words: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input.waitFor();
    await this.input.fill(`>${words}`);
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
