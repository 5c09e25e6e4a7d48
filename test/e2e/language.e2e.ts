import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { Workbench } from './pages/workbench';
import { DARK_THEME, itStayedHarmless, screenshotFile, useSession } from './session';

describe('In a VS Code whose language is German, Hunch', () => {
  const session = useSession({
    workspace: copyFixtureWorkspace({ hazards: false }),
    settings: { 'workbench.colorTheme': DARK_THEME },
    language: 'de',
    keepFirstNotice: true,
  });
  let workbench: Workbench;
  beforeAll(() => {
    ({ workbench } = session());
  });

  it('has its commands, its panel and what the engine says in German', async () => {
    const { page, panel } = workbench;
    await page.getByText(/Hunch: \d+ Abschnitte/).waitFor();
    await workbench.runCommand('Hunch: Suchbereich öffnen');
    const box = panel.frame.getByRole('combobox');
    await box.waitFor();
    expect(await box.getAttribute('placeholder')).toBe('Was tut der gesuchte Code?');
    await box.fill('try again after a failure');
    await panel.frame.getByText('retryWithBackoff').first().waitFor();
    await panel.frame.getByText(/^\d+ Ergebnisse|^Die besten \d+ Ergebnisse/).waitFor();
    await box.fill('symbol:retryWithBackof again');
    await panel.frame.getByText('Kein Symbol des Index heißt „retryWithBackof“').waitFor();
    await page.screenshot({ path: screenshotFile('german') });
  });

  itStayedHarmless(session);
});
