import { beforeAll, describe, expect, it } from 'vitest';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import type { QuickInput } from './pages/quickInput';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { itStayedHarmless, useSession } from './session';

describe('The query language', () => {
  const session = useSession({ workspace: copyFixtureWorkspace({ hazards: false }) });
  let workbench: Workbench;
  let panel: SearchPanel;
  let list: QuickInput;
  beforeAll(async () => {
    ({ workbench } = session());
    ({ panel } = workbench);
    list = workbench.quickInput;
    await workbench.waitUntilReady();
  });

  it('filters in the panel, by what is typed and by chips', async () => {
    await panel.open();
    await panel.search('read a file lang:py');
    await expect.poll(async () => (await panel.heads()).every((head) => head.includes('.py'))).toBe(true);
    await panel.search('read a file');
    await panel.frame.getByRole('button', { name: /^lang:ts \d/ }).click();
    await expect.poll(() => panel.box.inputValue()).toBe('read a file lang:ts');
    await expect.poll(async () => (await panel.heads()).every((head) => /\.ts\b/.test(head))).toBe(true);
  });

  it('completes values of the index, and mends a mistake', async () => {
    await panel.box.fill('like:retryWith');
    await panel.frame.getByRole('option', { name: /retryWithBackoff/ }).click();
    await expect.poll(() => panel.box.inputValue()).toBe('like:retryWithBackoff ');
    await panel.search('kind:func retry');
    await panel.frame.getByRole('button', { name: 'Use function' }).click();
    await expect.poll(() => panel.box.inputValue()).toBe('kind:function retry');
  });

  it('knows which files are open', async () => {
    await workbench.openFile('src/config/loadConfig.ts');
    await panel.open();
    await expect
      .poll(async () => {
        await panel.search('in:open');
        return (
          (await panel.heads()).length > 0 && (await panel.heads()).every((head) => head.includes('loadConfig.ts'))
        );
      })
      .toBe(true);
  });

  it('is the same in the palette, where Enter opens the best hit whatever is said above it', async () => {
    await workbench.openQuickSearch();
    await list.input.fill('symbol:retryWithBackof again');
    await list.row('Choose this line to use symbol:retryWithBackoff').first().click();
    await expect.poll(() => list.input.inputValue()).toBe('symbol:retryWithBackoff again');
    await list.row('retry.ts').first().waitFor();
    await list.input.fill('lang:klingon try again after a failure');
    await list.row('Hunch knows no language').first().waitFor();
    await expect.poll(() => list.focusedRow().innerText()).toContain('retryWithBackoff');
    await list.input.fill('kind:');
    await list.row('kind:method').first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await list.widget.waitFor({ state: 'hidden' });
  });

  itStayedHarmless(session);
});
