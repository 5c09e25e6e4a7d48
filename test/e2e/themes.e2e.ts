import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { openSession, screenshotFile, type Session } from './session';

/** VS Code's own themes of each kind, and the class that a webview's body gets. */
const THEMES = [
  { name: 'dark', theme: 'Default Dark Modern', kind: 'vscode-dark' },
  { name: 'light', theme: 'Default Light Modern', kind: 'vscode-light' },
  { name: 'hc-black', theme: 'Default High Contrast', kind: 'vscode-high-contrast' },
  { name: 'hc-light', theme: 'Default High Contrast Light', kind: 'vscode-high-contrast-light' },
] as const;

describe('The panel follows the colour theme', () => {
  let session: Session;
  let workbench: Workbench;
  let panel: SearchPanel;
  beforeAll(async () => {
    session = await openSession();
    ({ workbench } = session);
    ({ panel } = workbench);
    await workbench.waitUntilReady();
    await panel.open();
    await workbench.widenSideBar(470);
  });
  afterAll(async () => {
    await session.close();
  });

  for (const { name, theme, kind } of THEMES)
    it(`${name}: looks right and is accessible`, async () => {
      session.server.setSettings({ 'workbench.colorTheme': theme });
      await workbench.reload();
      await panel.open();
      await panel.frame.locator(`body.${kind}`).waitFor();
      await panel.search('try again after a failure, waiting longer each time');
      await panel.hit('retryWithBackoff').click();
      await workbench.activeTab('retry.ts').waitFor();
      expect(await violations()).toEqual([]);
      await workbench.page.screenshot({ path: screenshotFile(`panel-${name}`) });
    });

  it('asked nothing of other machines', () => {
    expect(session.incidents).toEqual({ externalRequests: [], dialogs: [], policyViolations: [] });
  });

  /** What axe-core finds wrong in the panel, one line each. */
  async function violations(): Promise<string[]> {
    const frame = await panel.contentFrame();
    const run = `${axe.source}; axe.run(document, { resultTypes: ['violations'] })`;
    const results = await frame.evaluate<axe.AxeResults>(run);
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }
});
