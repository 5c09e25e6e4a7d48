import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { writeFiles } from '../harness/temporaryFiles';
import type { SearchPanel } from './pages/searchPanel';
import type { Workbench } from './pages/workbench';
import { itStayedHarmless, useSession } from './session';

describe('Changes of the code', () => {
  const session = useSession();
  let workbench: Workbench;
  let panel: SearchPanel;
  const at = (name: string): string => path.join(session().workspace, name);
  beforeAll(async () => {
    ({ workbench } = session());
    ({ panel } = workbench);
    await workbench.waitUntilReady();
    await panel.open();
  });

  it('are found when they are typed and saved', async () => {
    await workbench.openFile('src/geo/distance.ts');
    await workbench.appendToActiveFile(
      '\n/** Catches the pirate ship before it reaches the harbour. */\nexport function catchPirates(): void {}\n',
    );
    await panel.searchUntilFound('catch the pirate ship', 'catchPirates', 'distance.ts');
    await panel.hit('catchPirates').click();
    await workbench.activeTab('distance.ts').waitFor();
    await workbench.codeLine('export function catchPirates').waitFor();
  });

  it('are found when another program makes them, and forgotten with the file', async () => {
    writeFiles(session().workspace, {
      'src/bakery/bread.ts': '/** Kneads the dough of a sourdough bread. */\nexport function kneadDough(): void {}\n',
    });
    await panel.searchUntilFound('knead the dough of a bread', 'kneadDough', 'bread.ts');
    rmSync(at('src/bakery/bread.ts'));
    await panel.searchUntilGone('knead the dough of a bread', 'kneadDough');
  });

  it('follow a folder that is renamed outside the editor', async () => {
    await panel.searchUntilFound('total of a shopping cart', 'cartTotal', 'legacy');
    renameSync(at('legacy'), at('attic'));
    await panel.searchUntilFound('total of a shopping cart', 'cartTotal', 'attic');
    await panel.searchUntilGone('total of a shopping cart', 'legacy');
  });

  itStayedHarmless(session);
});
