import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { QuickInput } from './pages/quickInput';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

describe('Hunch: Search Code by Meaning', () => {
  const session = useSession({
    workspace: copyFixtureWorkspace({ hazards: false }),
    settings: { 'workbench.colorTheme': DARK_THEME, 'hunch.search.maxResults': 8 },
  });
  let workbench: Workbench;
  let list: QuickInput;
  beforeAll(async () => {
    ({ workbench } = session());
    list = workbench.quickInput;
    await workbench.waitUntilReady();
    await workbench.openFile('src/config/loadConfig.ts');
  });

  it('lists hits while one types and previews the chosen one', async () => {
    await workbench.openQuickSearch();
    await list.input.pressSequentially('try again after a failure, waiting longer', { delay: 20 });
    await list.row('retryWithBackoff').first().waitFor();
    await workbench.activeTab('retry.ts').waitFor();
    await workbench.codeLine('export async function retryWithBackoff').waitFor();
    await workbench.page.screenshot({ path: screenshotFile('quick-search') });
    expect(await list.rows().count(), 'hunch.search.maxResults').toBe(8);
  });

  it('previews the next one when one moves', async () => {
    await workbench.page.keyboard.press('ArrowDown');
    const file = (await list.focusedRow().innerText()).split('/').at(-1)?.split(':')[0] ?? '';
    await workbench.activeTab(file).waitFor();
  });

  it('restores the editor on Escape', async () => {
    await workbench.page.keyboard.press('Escape');
    await list.widget.waitFor({ state: 'hidden' });
    await workbench.activeTab('loadConfig.ts').waitFor();
    await expect.poll(() => workbench.tabs()).toEqual(['loadConfig.ts']);
  });

  it('opens the hit that is chosen at its line', async () => {
    await workbench.openQuickSearch();
    await list.input.fill('adds up a shopping cart with a coupon');
    const row = list.row('cartTotal').first();
    await row.waitFor();
    const line = Number(/cart\.js:(\d+)/.exec(await row.innerText())?.[1]);
    await row.click();
    await workbench.activeTab('cart.js').waitFor();
    await workbench.waitForCursorLine(line);
  });

  it('offers the searches that were used while nothing is typed, and runs one again', async () => {
    await workbench.openQuickSearch();
    const recent = list.row('adds up a shopping cart with a coupon');
    await recent.first().waitFor();
    await recent.first().click();
    await list.row('cartTotal').first().waitFor();
    expect(await list.input.inputValue()).toBe('adds up a shopping cart with a coupon');
    await workbench.page.keyboard.press('Escape');
    await list.widget.waitFor({ state: 'hidden' });
  });

  it('says so when the query is empty or odd, and stays usable', async () => {
    await workbench.openQuickSearch();
    await list.input.fill(`"'\`" OR 1=1 --`);
    await list.rows().first().waitFor();
    await list.input.fill('');
    await list.row('adds up a shopping cart with a coupon').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await list.widget.waitFor({ state: 'hidden' });
  });

  itStayedHarmless(session);
});
