import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DuplicatesTabState,
  type DuplicatesTabToHost,
  readDuplicatesTabMessage,
} from '../../src/protocol/duplicatesTab';
import { duplicatesAnswer } from './support/duplicateFunctions';
import { THEMES, type Theme } from './support/panelServer';
import { postTo, TabHost, useWebviewPage, violations } from './support/webviewPage';

/** The tab with duplicate code in a real browser: the bundle that ships, its page with its policy. */

const pictures = path.join(import.meta.dirname, '..', '..', 'test-results', 'duplicates');

let page: Page;
let state: DuplicatesTabState;

const FOUND = duplicatesAnswer();

const host = new TabHost(readDuplicatesTabMessage);
const web = useWebviewPage(pictures, () => {
  host.check();
});

beforeEach(async () => {
  ({ page } = web);
  state = { kind: 'found', found: FOUND };
  await host.attach(page, () => tell(state));
});

async function tell(told: DuplicatesTabState, scope = ''): Promise<void> {
  await postTo(page, { type: 'state', scope, state: told });
}

async function open(theme: Theme = 'dark-modern', width = 900): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.goto(`${web.origin}/${theme}?bundle=duplicates`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const groups = (): Locator => page.locator('[role=treeitem][aria-level="1"]');
const members = (): Locator => page.locator('[role=treeitem][aria-level="2"]');
const slider = (name: string): Locator => page.getByRole('slider', { name: new RegExp(`^${name}`) });
const lastSaid = (): DuplicatesTabToHost | undefined => host.said.at(-1);
const focused = (): Promise<string> => page.evaluate("document.activeElement?.textContent ?? ''");

async function names(): Promise<string[]> {
  return groups().locator('.names').allInnerTexts();
}

describe('groups', () => {
  it('show first what would save most lines, and how far it is spread', async () => {
    await open();
    await groups().first().waitFor();
    expect((await names())[0]).toBe('toJson');
    const [first] = await groups().all();
    expect(await first!.innerText()).toMatch(/12 functions · 12 files · 1 folder · 99 lines to save/);
    expect(await page.getByRole('status').textContent()).toMatch(/^4 groups, \d+ lines more than needed$/);
    await page.getByText('1,840 functions compared; 412 left out').waitFor();
  });

  it('are made anew while a slider moves, without asking the host', async () => {
    await open();
    await slider('Near-identical').fill('65');
    await expect.poll(names).toContain('openSession, openToken');
    await slider('Near-identical').fill('90');
    await slider('Same meaning').fill('91');
    await expect
      .poll(names)
      .toEqual(
        ['toJson', 'retryWithBackoff, retryTask', 'cartTotal, sumOfOrder'].map((name) =>
          name.startsWith('retry') ? 'retryTask, retryWithBackoff' : name,
        ),
      );
    expect(host.said.map(({ type }) => type)).toEqual(['ready']);
  });

  it('of tests among themselves, and of one likeness, are there on demand', async () => {
    await open();
    await page.getByRole('checkbox', { name: 'Tests among themselves' }).check();
    await expect.poll(names).toContain('makeCart, makeOrder');
    await page.getByRole('checkbox', { name: 'Near-identical' }).uncheck();
    await expect.poll(async () => (await names()).length).toBe(1);
    expect(await slider('Near-identical').isDisabled()).toBe(true);
  });

  it('can be in another order, which is remembered', async () => {
    await open();
    await page.getByRole('combobox').selectOption('similarity');
    await expect.poll(async () => (await names())[0]).toBe('toJson');
    await page.getByRole('combobox').selectOption('spread');
    await expect.poll(async () => (await names())[0]).toMatch(/^(?:retry|cart|sendAgain|total)/);
    await page.reload();
    await groups().first().waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('spread');
  });

  it('are walked through, opened and compared with the keyboard', async () => {
    await open();
    await groups().first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => members().count()).toBeGreaterThan(12);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Model1.toJson');
    await page.keyboard.press('Enter');
    await expect.poll(lastSaid).toEqual({ type: 'open', place: 11, toSide: false, preserveFocus: false });
    await page.keyboard.press('c');
    await expect.poll(lastSaid).toEqual({ type: 'compare', left: 10, right: 11 });
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => groups().first().getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('End');
    expect(await focused()).toContain('</script>');
  });

  it('are opened and compared with the mouse, and exported as they are shown', async () => {
    await open();
    const row = members().filter({ hasText: 'sumOfOrder' });
    await row.hover();
    await row.getByRole('button', { name: 'Compare' }).click();
    await expect.poll(lastSaid).toMatchObject({ type: 'compare' });
    await row.click();
    await expect.poll(lastSaid).toEqual({ type: 'open', place: 1, toSide: false, preserveFocus: true });
    await slider('Same meaning').fill('95');
    await page.getByRole('button', { name: 'Export as Markdown' }).click();
    await expect.poll(lastSaid).toEqual({
      type: 'export',
      format: 'markdown',
      grouping: {
        similarity: { 'near-identical': 0.8, 'same-meaning': 0.95 },
        tests: false,
        shown: { 'near-identical': true, 'same-meaning': true },
      },
    });
  });

  it('show hostile names harmlessly', async () => {
    await open();
    await page.getByText('U+202E').first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });
});

describe('while there are none', () => {
  it('says how far the work is, and lets it be stopped and started again', async () => {
    state = { kind: 'working', share: 0.42 };
    await open();
    await page.getByText('Comparing functions: 42 %').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(lastSaid).toEqual({ type: 'stop' });
    await tell({ kind: 'stopped' });
    await page.getByRole('button', { name: 'Compare Again' }).click();
    await expect.poll(lastSaid).toEqual({ type: 'again' });
    await tell({ kind: 'failed', text: 'The index is gone: rebuild it.' }, 'src');
    await page.getByRole('alert').filter({ hasText: 'The index is gone' }).waitFor();
    await page.getByRole('heading', { name: 'Duplicate Code in src' }).waitFor();
    await tell({ kind: 'found', found: { ...FOUND, functions: [], identical: [], meaning: [] } });
    await page.getByText('No two functions are alike.').waitFor();
  });
});

describe('looks right and is accessible', () => {
  for (const theme of THEMES)
    it(theme, async () => {
      await open(theme);
      await groups().first().focus();
      await page.screenshot({ path: path.join(pictures, `${theme}.png`) });
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 480, height: 760 });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: path.join(pictures, `${theme}-narrow.png`) });
    });
});
