import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

/** VS Code's own themes of each kind, and the class that a webview's body gets. */
const THEMES = [
  { name: 'dark', theme: DARK_THEME, kind: 'vscode-dark' },
  { name: 'light', theme: 'Default Light Modern', kind: 'vscode-light' },
  { name: 'hc-black', theme: 'Default High Contrast', kind: 'vscode-high-contrast' },
  { name: 'hc-light', theme: 'Default High Contrast Light', kind: 'vscode-high-contrast-light' },
] as const;

describe('The panel follows the colour theme', () => {
  const session = useSession({ workspace: copyFixtureWorkspace({ hazards: false }) });
  let workbench: Workbench;
  let panel: SearchPanel;
  beforeAll(async () => {
    ({ workbench } = session());
    ({ panel } = workbench);
    await workbench.waitUntilReady();
  });

  for (const { name, theme, kind } of THEMES)
    it(`${name}: looks right and is accessible`, async () => {
      session().server.setSettings({ 'workbench.colorTheme': theme });
      await workbench.reload();
      await panel.open();
      await workbench.widenSideBar(470);
      await panel.frame.locator(`body.${kind}`).waitFor();
      await panel.search('try again after a failure, waiting longer each time');
      await panel.hit('retryWithBackoff').click();
      await workbench.activeTab('retry.ts').waitFor();
      expect(await panelColor('export'), 'code is painted as in the editor').toBe(await editorColor('export'));
      expect(await violations()).toEqual([]);
      await workbench.moveMouseAside();
      await workbench.page.screenshot({ path: screenshotFile(`panel-${name}`) });
    });

  itStayedHarmless(session);

  /** The colour of a word of `retryWithBackoff` in its preview, once it is painted. */
  async function panelColor(word: string): Promise<string> {
    const span = panel
      .hit('retryWithBackoff')
      .locator('.code span[style]', { hasText: new RegExp(`^${word}$`) })
      .first();
    await span.waitFor();
    return span.evaluate((element) => getComputedStyle(element as never).color);
  }

  async function editorColor(word: string): Promise<string> {
    const span = workbench.codeLine('export async function retryWithBackoff').locator('span span').first();
    expect(await span.innerText()).toContain(word);
    return span.evaluate((element) => getComputedStyle(element as never).color);
  }

  /** What axe-core finds wrong in the panel, one line each. */
  async function violations(): Promise<string[]> {
    const frame = await panel.contentFrame();
    // A webview is transparent and its background is that of the window behind it, which axe cannot see into.
    const root = 'document.documentElement.style.background';
    await frame.evaluate(`${root} = 'var(--vscode-sideBar-background)'`);
    const run = `${axe.source}; axe.run(document, { resultTypes: ['violations'] })`;
    const results = await frame.evaluate<axe.AxeResults>(run);
    await frame.evaluate(`${root} = ''`);
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }
});
