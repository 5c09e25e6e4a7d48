import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { duplicateGroups, USUAL_MIN_LINES } from '../duplicates/duplicateGroups';
import { duplicatesAsJson, duplicatesAsMarkdown } from '../duplicates/duplicateReport';
import type { DuplicatesParams, DuplicatesResponse } from '../protocol/duplicates';
import {
  type DuplicatesTabState,
  type DuplicatesTabToHost,
  type HostToDuplicatesTab,
  readDuplicatesTabMessage,
  readDuplicatesTabScope,
} from '../protocol/duplicatesTab';
import { AnalysisRun } from './analysisRun';
import { Command } from './commandIds';
import type { CompareCode } from './compareCode';
import { EditorTab } from './editorTab';
import type { EngineClient } from './engineClient';
import { ensureFolder, folderLabel, localFolders } from './folders';
import { openHit } from './hitEditor';
import { taggedLog, type Log } from './log';

const VIEW_TYPE = 'hunch.duplicates';

interface Scope {
  /** What the tab calls it; empty for the workspace. */
  readonly name: string;
  readonly params: Pick<DuplicatesParams, 'root' | 'within'>;
}

/** "Find Duplicate Code": functions that are there more than once, in a tab of their own. */
export class DuplicateCode implements vscode.Disposable {
  private readonly registrations: readonly vscode.Disposable[];
  private readonly tabs = new Set<DuplicatesTab>();

  constructor(
    private readonly services: {
      readonly extensionUri: vscode.Uri;
      readonly engine: EngineClient;
      readonly compare: CompareCode;
      readonly log: Log;
    },
  ) {
    this.registrations = [
      vscode.commands.registerCommand(Command.findDuplicates, (target: unknown) =>
        this.find(target instanceof vscode.Uri ? target : undefined),
      ),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state) => this.open(scopeCalled(readDuplicatesTabScope(state)), panel),
      }),
    ];
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
    for (const tab of this.tabs) tab.dispose();
  }

  /** @param target the folder or file that was chosen in the explorer */
  private async find(target: vscode.Uri | undefined): Promise<void> {
    if (!(await ensureFolder())) return;
    const scope = scopeOf(target);
    if (typeof scope === 'string') {
      void vscode.window.showWarningMessage(scope);
      return;
    }
    const shown = [...this.tabs].find((tab) => tab.scope.name === scope.name);
    if (shown) {
      shown.reveal();
      await shown.find();
      return;
    }
    await this.open(scope);
  }

  /** @param restored the tab of before a reload of the window */
  private async open(scope: Scope, restored?: vscode.WebviewPanel): Promise<void> {
    const tab: DuplicatesTab = new DuplicatesTab(scope, this.services, restored, () => this.tabs.delete(tab));
    this.tabs.add(tab);
    await tab.find();
  }
}

function scopeOf(target: vscode.Uri | undefined): Scope | string {
  if (target === undefined) return { name: '', params: {} };
  const folder = vscode.workspace.getWorkspaceFolder(target);
  if (folder === undefined || target.scheme !== 'file')
    return l10n.t(
      '{0} is in none of the open folders, so Hunch does not know its code; open its folder first.',
      path.basename(target.path),
    );
  const within = path.relative(folder.uri.fsPath, target.fsPath).split(path.sep).join('/');
  const several = localFolders().length > 1;
  const name = within === '' ? (several ? folder.name : '') : several ? `${folder.name}/${within}` : within;
  return { name, params: { root: folder.uri.fsPath, within } };
}

/** The scope that has a name, as {@link scopeOf} gives it. */
function scopeCalled(name: string): Scope {
  if (name === '') return { name, params: {} };
  const folders = localFolders();
  const [first, ...rest] = name.split('/');
  const several = folders.length > 1;
  const folder = several ? folders.find((each) => each.name === first) : folders[0];
  // A folder that is gone since: the engine says so.
  const root = folder?.uri.fsPath ?? name;
  return { name, params: { root, within: several ? rest.join('/') : name } };
}

/** One tab, for one scope. */
class DuplicatesTab implements vscode.Disposable {
  private readonly tab: EditorTab<HostToDuplicatesTab, DuplicatesTabToHost>;
  private readonly log: Log;
  private state: DuplicatesTabState = { kind: 'working', share: 0 };
  /** What `state` was made of, with the absolute paths that the tab is not told. */
  private found: DuplicatesResponse | undefined;
  private readonly run: AnalysisRun;

  constructor(
    readonly scope: Scope,
    private readonly services: { extensionUri: vscode.Uri; engine: EngineClient; compare: CompareCode; log: Log },
    restored: vscode.WebviewPanel | undefined,
    ended: () => void,
  ) {
    this.log = taggedLog(services.log, 'duplicates');
    this.run = new AnalysisRun((state) => {
      this.enter(state);
    }, this.log);
    this.tab = new EditorTab({
      extensionUri: services.extensionUri,
      viewType: VIEW_TYPE,
      restored,
      bundle: 'duplicates',
      title: scope.name === '' ? l10n.t('Duplicate Code') : l10n.t('Duplicate Code: {0}', scope.name),
      log: this.log,
      read: readDuplicatesTabMessage,
      receive: (message) => this.receive(message),
    });
    this.tab.onDidDispose(() => {
      this.run.cancel();
      ended();
    });
  }

  reveal(): void {
    this.tab.reveal();
  }

  dispose(): void {
    this.tab.dispose();
  }

  /** Looks for duplicates and shows them; a failure is shown in the tab and does not reject. */
  async find(): Promise<void> {
    const params = { ...this.scope.params, minLines: USUAL_MIN_LINES, progress: randomUUID() };
    const found = await this.run.start((token, onShare) => this.services.engine.duplicates(params, token, onShare));
    if (!found) return;
    this.found = found;
    this.enter({ kind: 'found', found: forTab(found) });
  }

  private enter(state: DuplicatesTabState): void {
    this.state = state;
    this.post();
  }

  private post(): void {
    this.tab.post({ type: 'state', scope: this.scope.name, state: this.state });
  }

  private async receive(message: DuplicatesTabToHost): Promise<void> {
    const functions = this.found?.functions ?? [];
    switch (message.type) {
      case 'ready':
        this.post();
        return;
      case 'open': {
        const place = functions[message.place];
        if (place) await openHit({ ...place, score: 1, signature: '' }, message);
        return;
      }
      case 'compare': {
        const [left, right] = [functions[message.left], functions[message.right]];
        if (left && right) await this.services.compare.compare(left, right);
        return;
      }
      case 'export':
        return this.export(message);
      case 'again':
        return this.find();
      case 'stop':
        this.run.cancel();
        return;
      case 'trouble':
        this.log.error(message.text);
        return;
    }
  }

  /** Opens the groups as a new file: to be read, kept or thrown away. */
  private async export({ format, grouping }: DuplicatesTabToHost & { type: 'export' }): Promise<void> {
    const { found } = this;
    if (found === undefined) return;
    const write = format === 'json' ? duplicatesAsJson : duplicatesAsMarkdown;
    const content = write(duplicateGroups(found, grouping), {
      ...found,
      grouping,
      folderName: (root) => folderLabel(root) || undefined,
    });
    const document = await vscode.workspace.openTextDocument({ content, language: format });
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

/** Without absolute paths. */
function forTab(found: DuplicatesResponse): DuplicatesResponse {
  return { ...found, functions: found.functions.map((each) => ({ ...each, root: folderLabel(each.root) })) };
}
