import { afterEach, describe, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../harness/temporaryFiles';
import { openSession, screenshotFile, type Session, type SessionOptions } from './session';

describe('What the panel says when there is nothing to search', () => {
  let session: Session | undefined;
  afterEach(async () => {
    await session?.close();
    session = undefined;
  });

  it('no folder: to open one', async () => {
    const { workbench } = await open({ workspace: null });
    await workbench.panel.open();
    await workbench.panel.frame.getByText('Open a folder to search its code by meaning.').waitFor();
    await workbench.panel.frame.getByRole('button', { name: 'Open Folder' }).waitFor();
    await workbench.page.screenshot({ path: screenshotFile('no-folder') });
  });

  it('a command without a folder: the same, as a message', async () => {
    const { workbench } = await open({ workspace: null });
    await workbench.runCommand('Hunch: Search Code by Meaning');
    await workbench.notification('Hunch searches the code of an open folder; open one first.').waitFor();
  });

  it('a folder without code: that there is none', async () => {
    const folder = temporaryFolder('no-code');
    writeFiles(folder, { 'notes.txt': 'Nothing to see here.\n' });
    const { workbench } = await open({ workspace: folder });
    await workbench.panel.open();
    await workbench.panel.frame.getByText('There is no code in this folder that Hunch can read.').waitFor();
    await workbench.page.screenshot({ path: screenshotFile('no-code') });
  });

  it('an index folder that cannot be written: why, and what to do', async () => {
    const place = temporaryFolder('cache');
    writeFiles(place, { file: '' });
    // A file where the folder of all indexes should be: nobody can write below it, not even root.
    const { workbench } = await open({ environment: { XDG_CACHE_HOME: `${place}/file` } });
    await workbench
      .statusItem()
      .filter({ hasText: /failed|stopped/ })
      .waitFor();
    await workbench.panel.open();
    await workbench.panel.frame.getByRole('button', { name: 'Show Log' }).first().waitFor();
    await workbench.page.screenshot({ path: screenshotFile('not-writable') });
  });

  async function open(options: SessionOptions): Promise<Session> {
    session = await openSession(options);
    return session;
  }
});
