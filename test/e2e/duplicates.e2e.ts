import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { writeFiles } from '../harness/temporaryFiles';
import { DUPLICATES } from '../support/duplicatesWorkspace';
import { editorTab } from './pages/editorTab';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

function workspaceWithCopies(): string {
  const folder = copyFixtureWorkspace({ hazards: false });
  writeFiles(path.join(folder, 'shop'), DUPLICATES);
  return folder;
}

describe('Duplicate code and the map', () => {
  const session = useSession({
    workspace: workspaceWithCopies(),
    settings: { 'workbench.colorTheme': DARK_THEME },
  });
  let workbench: Workbench;
  let tab: FrameLocator;
  beforeAll(async () => {
    ({ workbench } = session());
    tab = editorTab(workbench.page);
    await workbench.waitUntilReady();
  });

  it('finds what is there twice, and compares it side by side', async () => {
    await workbench.runCommand('Hunch: Find Duplicate Code');
    const member = tab.getByRole('treeitem', { name: /cartTotal.*cart\.ts/ });
    await member.waitFor();
    await tab.getByRole('slider', { name: /^Near-identical/ }).fill('70');
    await workbench.page.screenshot({ path: screenshotFile('duplicates') });
    await member.hover();
    await member.getByRole('button', { name: 'Compare' }).click();
    await workbench.activeTab('cartTotal (shop/src/cart.ts:2) ↔ sumOfOrder').waitFor();
    await workbench.codeLine('export function sumOfOrder').waitFor();
    await workbench.page.screenshot({ path: screenshotFile('compare') });
  });

  it('shows the map, lights up what a query finds, and opens a function of it', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Hunch: Show Code Map');
    const box = tab.getByRole('textbox', { name: 'Light up what a query finds' });
    await box.fill('run a task again after a failure');
    await box.press('Enter');
    await tab.getByText(/functions lit up/).waitFor();
    // Not all of them: there would be nothing to see.
    expect(Number(/^\d+/.exec(await tab.getByText(/functions lit up/).innerText())![0])).toBeLessThan(40);
    const hit = tab.getByRole('treeitem', { name: /retryWithBackoff/ }).first();
    await hit.waitFor();
    await workbench.page.screenshot({ path: screenshotFile('map') });
    expect(await tab.getByRole('application', { name: /^Map of/ }).count()).toBe(1);
    await hit.click();
    await workbench.activeTab('retry.ts').waitFor();
  });

  it('has its tabs back after a reload of the window, as they were', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Hunch: Show Code Map');
    await tab.getByRole('combobox', { name: 'Colour by' }).selectOption('age');
    await tab.getByRole('button', { name: /^Past week/ }).waitFor();
    await workbench.runCommand('Hunch: Index Status');
    await tab.getByRole('heading', { name: 'Hunch: Index Status' }).waitFor();
    await workbench.runCommand('Hunch: Find Duplicate Code');
    await tab.getByRole('slider', { name: /^Near-identical/ }).fill('71');
    await tab.getByRole('combobox', { name: 'Sort by' }).selectOption('similarity');
    await workbench.waitUntilKept(['hunch.map', 'hunch.duplicates', '"similarity"', '"age"']);

    await workbench.reload();
    await tab
      .getByRole('treeitem', { name: /cartTotal/ })
      .first()
      .waitFor();
    expect(await tab.getByRole('slider', { name: /^Near-identical/ }).inputValue()).toBe('71');
    expect(await tab.getByRole('combobox', { name: 'Sort by' }).inputValue()).toBe('similarity');
    expect(await workbench.tabs()).toHaveLength(3);
    await workbench.page.getByRole('tab', { name: 'Code Map' }).click();
    await tab.getByRole('application', { name: /^Map of/ }).waitFor();
    expect(await tab.getByRole('combobox', { name: 'Colour by' }).inputValue()).toBe('age');
    await workbench.page.getByRole('tab', { name: 'Hunch: Index Status' }).click();
    await tab.getByRole('heading', { name: 'Hunch: Index Status' }).waitFor();

    // The command shows the tab that is there.
    await workbench.runCommand('Hunch: Show Code Map');
    await tab.getByRole('application', { name: /^Map of/ }).waitFor();
    expect(await workbench.tabs()).toHaveLength(3);
  });

  it('exports the groups as Markdown', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Hunch: Find Duplicate Code');
    await tab
      .getByRole('treeitem', { name: /cartTotal/ })
      .first()
      .waitFor();
    await tab.getByRole('button', { name: 'Export as Markdown' }).click();
    await workbench.codeLine('# Duplicate code').waitFor();
  });

  itStayedHarmless(session);
});
