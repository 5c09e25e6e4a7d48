import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../harness/eventually';
import { QuickInput } from './quickInput';
import { SearchPanel } from './searchPanel';

/** All that the workbench has in the browser's databases, as one text. An expression in the page. */
const KEPT_STATE = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const kept = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      kept.push(...(await done(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return kept.join('\\n').replaceAll('\\\\', '');
})()`;

/** The window of VS Code, as far as Hunch's tests use it. All of VS Code's own selectors are in this folder. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly panel: SearchPanel;

  constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
    this.panel = new SearchPanel(page);
  }

  /** Waits for the window, and for Hunch in it: until its icon is there, its commands are not in the palette either. */
  async waitUntilOpen(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
    await this.panel.icon.waitFor();
  }

  /** Loads the window anew, as the command "Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilOpen();
    await this.waitUntilReady();
  }

  /** Waits until VS Code has written down its state with all these words in it; it does so every few seconds, and not when it is left. */
  async waitUntilKept(words: readonly string[]): Promise<void> {
    await eventually(`VS Code has kept ${words.join(', ')}`, async () => {
      const kept = await this.page.evaluate<string>(KEPT_STATE);
      return words.every((word) => kept.includes(word));
    });
  }

  /** Runs a command by its title in the command palette, as a person does. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.openPalette(title);
    await this.quickInput.row(title).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Opens Hunch's list by its command. It is the same widget as the palette's: wait until it is Hunch's. */
  async openQuickSearch(): Promise<void> {
    await this.runCommand('Hunch: Search Code by Meaning');
    await this.quickInput.title.filter({ hasText: 'Search Code by Meaning' }).waitFor();
  }

  /** Opens a file of the workspace by the start of its name, through Quick Open. */
  async openFile(relativePath: string): Promise<void> {
    const name = relativePath.split('/').at(-1) ?? relativePath;
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.quickInput.input.fill(relativePath);
    await this.quickInput.row(name).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.activeTab(name).waitFor();
  }

  activeTab(name: string): Locator {
    return this.page.locator('.editor-group-container.active .tab.active', { hasText: name });
  }

  /** Names of the tabs of all editor groups, from left to right. */
  async tabs(): Promise<string[]> {
    const tabs = await this.page.locator('.tabs-container .tab').all();
    return Promise.all(tabs.map(async (tab) => (await tab.getAttribute('data-resource-name')) ?? ''));
  }

  editorGroups(): Locator {
    return this.page.locator('.editor-group-container');
  }

  /** 1-based line of the cursor (or of the selection's end) in the active editor. */
  async cursorLine(): Promise<number> {
    const text = await this.page.locator('#status\\.editor\\.selection').innerText();
    const line = /Ln (\d+)/.exec(text)?.[1];
    if (line === undefined) throw new Error(`The status bar shows no cursor position but "${text}".`);
    return Number(line);
  }

  /** Waits until the cursor of the active editor is on this line, 1-based. */
  async waitForCursorLine(line: number): Promise<void> {
    await eventually(`the cursor is on line ${line}`, async () => (await this.cursorLine()) === line);
  }

  /** Makes the side bar so many pixels wide, by its edge. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not open.');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + width, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
    await eventually(`the side bar is about ${width} pixels wide`, async () => {
      const now = (await this.page.locator('.part.sidebar').boundingBox())?.width ?? 0;
      return Math.abs(now - width) < 20;
    });
    // The edge is highlighted while the mouse is on it.
    await this.moveMouseAside();
    await this.page.locator('.monaco-sash.hover').waitFor({ state: 'detached' });
  }

  /** Puts the mouse where it highlights nothing. */
  async moveMouseAside(): Promise<void> {
    await this.page.mouse.move(900, 650);
  }

  /** A line of code that the editor shows, by its text. */
  codeLine(text: string): Locator {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  /** Puts the cursor at the end of the file, types, and saves. */
  async appendToActiveFile(text: string): Promise<void> {
    await this.page.locator('.editor-group-container.active .editor-instance .view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+End');
    // Inserted at once, as by pasting: typing would let the editor indent and close brackets.
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('ControlOrMeta+S');
    await eventually('the file is saved', async () => (await this.page.locator('.tab.active.dirty').count()) === 0);
  }

  /** Chooses an entry of the menu that a right click in the active editor opens. */
  async chooseFromContextMenu(target: Locator, entry: string): Promise<void> {
    await target.click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-menu-item', { hasText: entry });
    await item.waitFor();
    await item.hover();
    await item.click();
  }

  /** The status bar's entry of Hunch. */
  statusItem(): Locator {
    return this.page.locator('.statusbar-item[id^="hunch-dev.hunch"]');
  }

  /** Waits until the status bar says that the index is complete. */
  async waitUntilReady(): Promise<void> {
    await eventually(
      'the status bar says that the index is ready',
      async () => /\d chunks/.test(await this.statusText()),
      120_000,
    );
  }

  /** What the status bar's entry shows and tells a screen reader. */
  async statusText(): Promise<string> {
    const item = this.statusItem().first();
    return `${await item.innerText()} ${(await item.getAttribute('aria-label')) ?? ''}`;
  }

  /** From here on closes the notice of the first index whenever it is there. */
  async closeFirstNotice(): Promise<void> {
    const notice = this.page.locator('.notification-toast', { has: this.notification(/^Hunch is reading the code/) });
    await this.page.addLocatorHandler(notice, async () => {
      await notice.hover();
      await notice.locator('.codicon-notifications-clear').click();
    });
  }

  /** A notification at the bottom right, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item-message', { hasText: text });
  }
}
