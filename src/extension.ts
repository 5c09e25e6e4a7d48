import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { setLocale } from './l10n/amounts';
import type { HunchApi } from './vscode/api';
import { Command } from './vscode/commandIds';
import type { Hit } from './protocol/hit';
import { CodeMapTab } from './vscode/codeMap';
import { CompareCode } from './vscode/compareCode';
import { Configuration } from './vscode/configuration';
import { DuplicateCode } from './vscode/duplicateCode';
import { DeleteIndex } from './vscode/deleteIndex';
import { EngineClient } from './vscode/engineClient';
import { EngineLifetime } from './vscode/engineLifetime';
import { EngineMessages } from './vscode/engineMessages';
import { HitExport } from './vscode/hitExport';
import { FirstIndex } from './vscode/firstIndex';
import { HitMenu } from './vscode/hitMenu';
import { IndexStatus } from './vscode/indexStatus';
import { IndexingControl, isPaused } from './vscode/indexingControl';
import { LanguageModelTools } from './vscode/languageModelTools';
import { logRejection } from './vscode/log';
import { McpServer } from './vscode/mcpServer';
import { Menu } from './vscode/menu';
import { OpenEditors } from './vscode/openEditors';
import { panelHost } from './vscode/panelHost';
import { QuickSearch } from './vscode/quickSearch';
import { SearchHistory } from './vscode/searchHistory';
import { SearchView } from './vscode/searchView';
import { SimilarCode } from './vscode/similarCode';
import { SimilarLens } from './vscode/similarLens';
import { StatusBar } from './vscode/statusBar';
import { WhyNotIndexed } from './vscode/whyNotIndexed';
import { WorkspaceSwitch } from './vscode/workspaceSwitch';
import { WorkspaceWatcher } from './vscode/workspaceWatcher';

let engine: EngineClient | undefined;

/** Composes the extension. Every part is owned by `context`, except the engine, whose end has to be waited for. */
export function activate(context: vscode.ExtensionContext): HunchApi {
  // Before anything is said. What runs without VS Code, in a test or in a page, has the strings by the library too.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  setLocale(vscode.env.language);
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(vscode.window.createOutputChannel('Hunch', { log: true }));
  const configuration = own(new Configuration());
  engine = new EngineClient({
    modulePath: context.asAbsolutePath('dist/engine.js'),
    language: {
      name: vscode.env.language,
      ...(vscode.l10n.uri === undefined ? {} : { bundle: vscode.l10n.uri.fsPath }),
    },
    initializeParams: () => ({
      folders: configuration.folders(),
      paused: isPaused(context.workspaceState),
      ...(configuration.modelDirectory === undefined ? {} : { modelDirectory: configuration.modelDirectory }),
      cpuLimit: configuration.cpuLimit,
      waitOnBattery: configuration.waitOnBattery,
    }),
    log,
  });

  const history = own(new SearchHistory(context.workspaceState));
  const hitExport = own(new HitExport(configuration));
  const answered = own(new vscode.EventEmitter<{ readonly query: string; readonly hits: readonly Hit[] }>());
  const onAnswer = answered.fire.bind(answered);
  const panel = own(new SearchView(panelHost(context.extensionUri, engine, hitExport, history, log, onAnswer)));
  const similarCode = own(new SimilarCode(engine, configuration, panel));
  own(new QuickSearch({ engine, configuration, panel, similarCode, history, log }));

  const compare = own(new CompareCode());
  own(new HitMenu((context) => panel.hitOf(context), compare, similarCode));
  own(new SimilarLens(engine, configuration, log));
  own(new DuplicateCode({ extensionUri: context.extensionUri, engine, compare, log }));
  own(new CodeMapTab({ extensionUri: context.extensionUri, engine, onDidAnswer: answered.event, log }));

  own(new LanguageModelTools(engine, log));
  own(new EngineMessages(engine, log));
  const workspaceSwitch = own(new WorkspaceSwitch(engine, context.workspaceState, log));
  const mcp = own(
    new McpServer({
      commandLine: context.asAbsolutePath('dist/cli.js'),
      version: (context.extension.packageJSON as { readonly version: string }).version,
      configuration,
      engine,
      workspaceSwitch,
      log,
    }),
  );
  own(new FirstIndex(engine, context.workspaceState, workspaceSwitch, log));
  own(new StatusBar(engine, workspaceSwitch));
  const indexing = own(new IndexingControl(engine, context.workspaceState, log));
  own(new DeleteIndex(engine, indexing, log));
  const indexStatus = own(new IndexStatus(engine, configuration, context.workspaceState, log));
  own(new WhyNotIndexed(engine, configuration, log));
  own(new Menu(engine, context.workspaceState, workspaceSwitch));

  own(vscode.window.registerWebviewViewProvider(SearchView.viewId, panel));
  own(vscode.commands.registerCommand(Command.openPanel, () => panel.focus()));
  own(
    vscode.commands.registerCommand(Command.showLog, () => {
      log.show();
    }),
  );

  logRejection(log, configuration.migrate());
  own(new WorkspaceWatcher(engine, log));
  own(new OpenEditors(engine));
  own(new EngineLifetime(engine, configuration, workspaceSwitch, log));
  return {
    engine,
    mcpServers: () => mcp.definitions(),
    indexStatus,
    compare: (left, right) => compare.compare(left, right),
  };
}

/** VS Code waits for this, some seconds, when the window closes or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await engine?.dispose();
  engine = undefined;
}
