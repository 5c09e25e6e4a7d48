import * as vscode from 'vscode';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { localFolders } from './folders';
import { taggedLog, type Log } from './log';
import type { WorkspaceSwitch } from './workspaceSwitch';

/** As package.json declares it under `contributes.mcpServerDefinitionProviders`. */
const PROVIDER = 'hunch';

export interface McpServerOptions {
  /** Absolute path of the built command line. */
  readonly commandLine: string;
  readonly version: string;
  readonly configuration: Configuration;
  readonly engine: Pick<EngineClient, 'onDidChangeState'>;
  readonly workspaceSwitch: Pick<WorkspaceSwitch, 'isOff'>;
  readonly log: Log;
}

/** Tells VS Code of `hunch mcp` for the open folders, so that nobody has to configure it. */
export class McpServer implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  constructor(private readonly options: McpServerOptions) {
    const { configuration, engine, workspaceSwitch } = options;
    let wasOff = workspaceSwitch.isOff;
    // Editors made from VS Code may be without it.
    const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
    if (lm?.registerMcpServerDefinitionProvider === undefined) {
      taggedLog(options.log, 'mcp').info('This editor takes no MCP servers from extensions.');
      this.subscriptions = [this.changed];
      return;
    }
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.changed.fire();
      }),
      configuration.onDidChangeEngineSettings(() => {
        this.changed.fire();
      }),
      engine.onDidChangeState(() => {
        if (wasOff === workspaceSwitch.isOff) return;
        wasOff = workspaceSwitch.isOff;
        this.changed.fire();
      }),
      lm.registerMcpServerDefinitionProvider(PROVIDER, {
        onDidChangeMcpServerDefinitions: this.changed.event,
        provideMcpServerDefinitions: () => this.definitions(),
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The server for the open folders; none without folders, nor where Hunch is turned off. */
  definitions(): vscode.McpStdioServerDefinition[] {
    const { commandLine, version, configuration, workspaceSwitch } = this.options;
    const folders = localFolders();
    const [first] = folders;
    if (first === undefined || workspaceSwitch.isOff) return [];
    const { modelDirectory } = configuration;
    const args = [
      commandLine,
      'mcp',
      ...['--root', ...folders.map(({ uri }) => uri.fsPath)],
      ...(modelDirectory === undefined ? [] : ['--model', modelDirectory]),
    ];
    // The editor's own node: on the desktop its program is one only with this variable.
    const environment = { ELECTRON_RUN_AS_NODE: '1' };
    const server = new vscode.McpStdioServerDefinition('Hunch', process.execPath, args, environment, version);
    server.cwd = first.uri;
    return [server];
  }
}
