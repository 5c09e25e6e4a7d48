import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

const QUERY = 'try again after a failure, waiting longer each time';

describe('What can be done with results', () => {
  const session = useSession({
    workspace: copyFixtureWorkspace({ hazards: false }),
    settings: { 'workbench.colorTheme': DARK_THEME },
  });
  let workbench: Workbench;
  let panel: SearchPanel;
  beforeAll(async () => {
    ({ workbench } = session());
    ({ panel } = workbench);
    await workbench.waitUntilReady();
    await panel.open();
    await workbench.widenSideBar(470);
  });

  it('says why a result is there, from the real engine', async () => {
    await panel.search(QUERY);
    const hit = panel.hit('retryWithBackoff');
    await hit.click();
    await workbench.activeTab('retry.ts').waitFor();
    await hit.hover();
    await hit.getByRole('button', { name: 'Why This Result?' }).click();
    await hit.locator('.shares').waitFor();
    const text = (await hit.locator('.why').innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Meaning');
    const parts = [...text.matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent));
    const score = /(\d+)%/.exec((await hit.locator('.score').textContent()) ?? '')?.[1];
    expect(
      parts.reduce((sum, part) => sum + part, 0),
      'the shares add up to the score',
    ).toBe(Number(score));
    await workbench.moveMouseAside();
    await workbench.page.screenshot({ path: screenshotFile('why') });
    await hit.hover();
    await hit.getByRole('button', { name: 'Hide Why' }).click();
  });

  it('groups them by file, and keeps that when the window is loaded again', async () => {
    await panel.frame.getByRole('button', { name: 'Group by File' }).click();
    await panel.frame
      .getByRole('treeitem', { name: 'retry.ts', level: 1, expanded: true })
      .filter({ has: panel.frame.locator('.badge') })
      .waitFor();
    await workbench.page.screenshot({ path: screenshotFile('by-file') });
    // A browser does not wait for VS Code to write that down, which a desktop does.
    await workbench.waitUntilKept(['"layout":"files"']);
    await workbench.reload();
    await panel.open();
    const file = panel.frame
      .getByRole('treeitem', { name: 'retry.ts', level: 1, expanded: true })
      .filter({ has: panel.frame.locator('.badge') });
    await file.waitFor();
    expect(await file.getAttribute('aria-expanded')).toBe('true');
    expect(await panel.box.inputValue()).toBe(QUERY);
    await panel.frame.getByRole('button', { name: 'View as List' }).click();
  });

  it('opens them in a search editor, whose lines lead to the files', async () => {
    await panel.frame.getByRole('button', { name: 'Open Results in an Editor' }).click();
    await workbench.activeTab('Hunch: try again after').waitFor();
    await workbench.codeLine(`# Query: ${QUERY.slice(0, 20)}`).waitFor();
    await workbench.codeLine('retry.ts:').waitFor();
    await workbench.page.getByRole('button', { name: 'Search Result' }).waitFor();
    await workbench.page.screenshot({ path: screenshotFile('search-editor') });
  });

  it('copies them as Markdown', async () => {
    await panel.frame.getByRole('button', { name: 'Copy Results as Markdown' }).click();
    await panel.frame
      .getByRole('status')
      .filter({ hasText: /Copied \d+.* tokens/ })
      .waitFor();
  });

  it('remembers the search for this workspace, and forgets it when asked to', async () => {
    await panel.frame.getByRole('button', { name: 'Clear Search' }).click();
    const recent = panel.frame.getByRole('region', { name: 'Recent searches' });
    await recent.getByRole('button', { name: QUERY, exact: true }).waitFor();
    await recent.getByRole('listitem').first().hover();
    await workbench.page.screenshot({ path: screenshotFile('history') });
    await recent.getByRole('button', { name: 'Clear' }).click();
    await recent.waitFor({ state: 'detached' });
  });

  itStayedHarmless(session);
});
