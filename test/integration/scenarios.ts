import path from 'node:path';
import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';
import { writeFiles } from '../harness/temporaryFiles';

/** One window of VS Code and the folder of suites that runs in it. */
export interface Scenario {
  /** Name of the folder with its suites, below `test/integration`. */
  readonly suite: string;
  /** Makes the folder, or the `.code-workspace` file, that the window opens; undefined for a window without one. */
  readonly workspace: () => string | undefined;
  /** The window is in restricted mode: nobody said that the workspace is to be trusted. */
  readonly restricted?: true;
}

export const SCENARIOS: readonly Scenario[] = [
  { suite: 'folder', workspace: copyFixtureWorkspace },
  { suite: 'noFolder', workspace: () => undefined },
  { suite: 'twoFolders', workspace: makeTwoFolders },
  { suite: 'restricted', workspace: makeHostileFolder, restricted: true },
  { suite: 'virtual', workspace: makeVirtualWorkspace },
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

/** A folder whose own settings ask for what only its user may decide, and for what it may say itself. */
function makeHostileFolder(): string {
  const shop = copyFixtureWorkspace();
  const settings = { 'hunch.model.path': shop, 'hunch.indexing.cpuLimit': 100, 'hunch.maxFileSize': 3 };
  writeFiles(shop, {
    '.vscode/settings.json': JSON.stringify(settings),
    'src/long.ts': 'export const a = 1;\n'.repeat(400),
  });
  return shop;
}

function makeVirtualWorkspace(): string {
  const parent = path.dirname(copyFixtureWorkspace());
  const folders = [{ uri: 'hunch-nowhere://nobody/repository', name: 'repository' }];
  writeFiles(parent, { 'virtual.code-workspace': JSON.stringify({ folders }) });
  return path.join(parent, 'virtual.code-workspace');
}
