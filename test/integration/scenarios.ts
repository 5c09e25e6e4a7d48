import path from 'node:path';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { writeFiles } from '../harness/temporaryFiles';

/** One window of VS Code and the folder of suites that runs in it. */
export interface Scenario {
  /** Name of the folder with its suites, below `test/integration`. */
  readonly suite: string;
  /** Makes the folder, or the `.code-workspace` file, that the window opens; undefined for a window without one. */
  readonly workspace: () => string | undefined;
}

export const SCENARIOS: readonly Scenario[] = [
  { suite: 'folder', workspace: copyFixtureWorkspace },
  { suite: 'noFolder', workspace: () => undefined },
  { suite: 'twoFolders', workspace: makeTwoFolders },
];

function makeTwoFolders(): string {
  const shop = copyFixtureWorkspace();
  const parent = path.dirname(shop);
  writeFiles(parent, {
    'library/lend.py':
      'def lendBook(book, reader):\n    """Lends a book to a reader for four weeks."""\n    book.reader = reader\n',
    'both.code-workspace': JSON.stringify({ folders: [{ path: 'shop' }, { path: 'library' }] }),
  });
  return path.join(parent, 'both.code-workspace');
}
