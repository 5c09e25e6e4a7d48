import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

const ENTRY = 'Find Similar Code';

describe('Find Similar Code', () => {
  const session = useSession({
    workspace: copyFixtureWorkspace({ hazards: false }),
    settings: { 'workbench.colorTheme': DARK_THEME },
  });
  let workbench: Workbench;
  beforeAll(async () => {
    ({ workbench } = session());
    await workbench.waitUntilReady();
  });

  it('compares the function around the cursor with the whole index', async () => {
    const { panel } = workbench;
    await workbench.openFile('src/http/retry.ts');
    const line = workbench.codeLine('return await operation();');
    await line.click();
    await workbench.chooseFromContextMenu(line, ENTRY);
    await panel.similarHeading().filter({ hasText: 'retryWithBackoff' }).waitFor();
    await panel.rows.first().waitFor();
    const heads = (await panel.heads()).join('\n');
    expect(heads).toMatch(/loadWithRetries|upload_with_retry/);
    expect(heads).not.toContain('retryWithBackoff');
    await workbench.widenSideBar(470);
    await workbench.page.screenshot({ path: screenshotFile('similar') });
  });

  it('compares the selection', async () => {
    const { panel } = workbench;
    await workbench.openFile('src/text/slugify.ts');
    await workbench.codeLine('export function slugify').click();
    await workbench.page.keyboard.press('ControlOrMeta+A');
    await workbench.chooseFromContextMenu(workbench.codeLine('.toLowerCase()'), ENTRY);
    await panel
      .similarHeading()
      .filter({ hasText: /selection/i })
      .waitFor();
    await panel.rows.first().waitFor();
  });

  it('opens a similar function', async () => {
    const { panel } = workbench;
    await panel.rows.first().dblclick();
    await workbench.activeTab('slugify.ts').waitFor({ state: 'detached' });
  });

  it('is a command of the palette, too, and of the cursor in Python', async () => {
    const { panel } = workbench;
    await workbench.openFile('pipeline/upload.py');
    await workbench.codeLine('time.sleep(').click();
    await workbench.runCommand('Hunch: Find Similar Code');
    await panel.similarHeading().filter({ hasText: 'upload_with_retry' }).waitFor();
    await panel.hit('retryWithBackoff').waitFor();
  });

  itStayedHarmless(session);
});
