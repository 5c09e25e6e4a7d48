import { beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_NAME } from '../harness/fixtureNames';
import type { Workbench } from './pages/workbench';
import { itStayedHarmless, screenshotFile, useSession } from './session';

const QUERY = 'draw a teapot in ASCII art';

describe.skipIf(process.platform === 'win32')('A file whose name and code are an attack', () => {
  const session = useSession();
  let workbench: Workbench;
  beforeAll(async () => {
    ({ workbench } = session());
    await workbench.waitUntilReady();
  });

  it('is shown as text in the panel, and opens', async () => {
    const { panel } = workbench;
    await panel.open();
    await panel.search(QUERY);
    const hit = panel.hit('drawTeapot');
    await hit.waitFor();
    const text = await hit.innerText();
    expect(text).toContain(HOSTILE_NAME);
    expect(text).toContain('<script>alert(3)</script>');
    expect(await panel.frame.locator('img').count()).toBe(0);
    await workbench.page.screenshot({ path: screenshotFile('hostile-name') });
    await hit.click();
    await workbench.activeTab(HOSTILE_NAME).waitFor();
  });

  it('shows by their number characters that turn the text around or colour a terminal', async () => {
    const { panel } = workbench;
    await panel.open();
    await panel.search('pour tea into a porcelain cup');
    const hit = panel.hit('pourTea');
    await hit.waitFor();
    const text = await hit.innerText();
    for (const code of ['U+202E', 'U+2066', 'U+001B']) expect(text).toContain(code);
    expect(text).toContain('</script>');
    expect(text).not.toMatch(/[\u202e\u2066\u001b]/);
  });

  it('is shown as text in the list of the palette', async () => {
    await workbench.openQuickSearch();
    await workbench.quickInput.input.fill(QUERY);
    await workbench.quickInput.row('drawTeapot').first().waitFor();
    expect(await workbench.quickInput.row('drawTeapot').first().innerText()).toContain(HOSTILE_NAME);
    expect(await workbench.quickInput.widget.locator('img').count()).toBe(0);
    await workbench.page.keyboard.press('Escape');
  });

  itStayedHarmless(session);
});
