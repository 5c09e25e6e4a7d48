import { describe, it } from 'vitest';
import { itStayedHarmless, screenshotFile, useSession } from './session';

describe('The first index of a workspace', () => {
  const session = useSession({ keepFirstNotice: true });

  it('is explained, and can be declined there; later it can be turned on', async () => {
    const { workbench } = session();
    await workbench.notification(/^Hunch is reading the code of this workspace for the first time/).waitFor();
    await workbench.page.screenshot({ path: screenshotFile('first-index') });
    await workbench.page.getByRole('button', { name: 'Not in This Workspace' }).click();
    await workbench.statusItem().filter({ hasText: 'Hunch: off' }).waitFor();
    await workbench.panel.open();
    await workbench.panel.frame.getByText('Hunch is turned off in this workspace; turn it on to search.').waitFor();
    await workbench.page.screenshot({ path: screenshotFile('turned-off') });
    await workbench.runCommand('Hunch: Turn On in This Workspace');
    await workbench.waitUntilReady();
  });

  it('is not explained twice', async ({ expect }) => {
    const { workbench } = session();
    await workbench.runCommand('Hunch: Rebuild Index');
    await workbench.waitUntilReady();
    expect(await workbench.notification(/^Hunch is reading the code/).count()).toBe(0);
  });

  itStayedHarmless(session);
});
