import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { itStayedHarmless, useSession } from './session';

describe('The search panel', () => {
  const session = useSession();
  let workbench: Workbench;
  let panel: SearchPanel;
  beforeAll(async () => {
    ({ workbench } = session());
    ({ panel } = workbench);
    await workbench.waitUntilReady();
    await panel.open();
  });

  it('says how to begin', async () => {
    await panel.frame.getByText('Say what the code does, in your own words:').waitFor();
  });

  it('finds code by what it does, with its name, place, score and highlighted code', async () => {
    await panel.search('try again after a failure, waiting longer each time');
    const hit = panel.hit('retryWithBackoff');
    await hit.waitFor();
    const text = await hit.innerText();
    expect(text).toContain('retry.ts');
    expect(text).toMatch(/\d+%/);
    expect(text).toContain('export async function retryWithBackoff');
    // In the colours of the theme, by another thread a moment later.
    await hit.locator('.code span[style]', { hasText: /^export$/ }).waitFor();
    expect(await hit.locator('.codicon[class*="symbol-"]').count()).toBe(1);
  });

  it('opens a hit at its line on a click, and the keyboard stays in the panel', async () => {
    await panel.search('how far apart two places on earth are');
    await panel.hit('distanceBetween').click();
    await workbench.activeTab('distance.ts').waitFor();
    await workbench.waitForCursorLine(await lineOf('distanceBetween'));
    await workbench.page.keyboard.press('ArrowDown');
    expect(await panel.frame.locator('[role=treeitem]:focus').count()).toBe(1);
  });

  it('opens with Enter, and to the side with Ctrl+Enter', async () => {
    await panel.search('split text with commas into fields');
    await panel.box.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await workbench.activeTab('csv.ts').waitFor();
    expect(await workbench.editorGroups().count()).toBe(1);

    await panel.open();
    await panel.search('is this a correct e-mail address');
    await panel.box.press('ArrowDown');
    await workbench.page.keyboard.press('ControlOrMeta+Enter');
    await workbench.activeTab('clean.py').waitFor();
    await expect.poll(() => workbench.editorGroups().count()).toBe(2);
  });

  itStayedHarmless(session);

  async function lineOf(symbol: string): Promise<number> {
    const place = await panel.hit(symbol).locator('.lines').innerText();
    return Number(/\d+/.exec(place)?.[0]);
  }
});
