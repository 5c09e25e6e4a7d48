import { availableParallelism, homedir } from 'node:os';
import * as vscode from 'vscode';
import type { FolderConfig } from '../protocol/engine';
import { localFolders } from './folders';
import { LEAST_CPU_LIMIT, folderPath, mergeExcludes, percentOfCores, switchedOn, wholeNumber } from './settingValues';

const BYTES_PER_KB = 1024;

/** Hunch's settings, as package.json declares them. */
const Setting = {
  exclude: 'hunch.exclude',
  include: 'hunch.include',
  maxFileSize: 'hunch.maxFileSize',
  maxResults: 'hunch.search.maxResults',
  preview: 'hunch.search.preview',
  copyTokens: 'hunch.copy.maxTokens',
  similarLens: 'hunch.similarCode.codeLens',
  cpuLimit: 'hunch.indexing.cpuLimit',
  waitOnBattery: 'hunch.indexing.waitOnBattery',
  /** Of versions before 0.2. */
  oldThreads: 'hunch.indexing.threads',
  modelPath: 'hunch.model.path',
} as const;

/** Settings that say what belongs into the index, the later ones winning over the earlier. */
const EXCLUDE_SETTINGS = ['files.exclude', 'search.exclude', Setting.exclude] as const;

/** The person's settings, typed and within bounds. Always read fresh: VS Code keeps them in memory. */
export class Configuration implements vscode.Disposable {
  private readonly foldersChanged = new vscode.EventEmitter<void>();
  /** Fires when `folders` would answer differently. */
  readonly onDidChangeFolders = this.foldersChanged.event;
  private readonly engineSettingsChanged = new vscode.EventEmitter<void>();
  /** Fires when a setting changed that an engine takes only when it starts: `cpuLimit`, `waitOnBattery`, `modelDirectory`. */
  readonly onDidChangeEngineSettings = this.engineSettingsChanged.event;
  private readonly similarLensChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeSimilarLens = this.similarLensChanged.event;
  private readonly subscriptions: { dispose(): void }[];

  constructor() {
    this.subscriptions = [
      this.foldersChanged,
      this.engineSettingsChanged,
      this.similarLensChanged,
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.foldersChanged.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (
          [...EXCLUDE_SETTINGS, Setting.include, Setting.maxFileSize].some((name) => event.affectsConfiguration(name))
        ) {
          this.foldersChanged.fire();
        }
        if (event.affectsConfiguration(Setting.similarLens)) this.similarLensChanged.fire();
        if (
          [Setting.cpuLimit, Setting.waitOnBattery, Setting.modelPath].some((name) => event.affectsConfiguration(name))
        ) {
          this.engineSettingsChanged.fire();
        }
      }),
    ];
  }

  /** The folders to index: those on disk. */
  folders(): readonly FolderConfig[] {
    return localFolders().map(({ uri }) => ({
      root: uri.fsPath,
      exclude: mergeExcludes(EXCLUDE_SETTINGS.map((setting) => ({ setting, value: read(setting, uri) }))),
      include: switchedOn(read(Setting.include, uri)),
      maxFileBytes:
        BYTES_PER_KB * wholeNumber(read(Setting.maxFileSize, uri), { least: 1, most: 16_384, otherwise: 1_024 }),
    }));
  }

  /** Percent of all cores. */
  get cpuLimit(): number {
    return wholeNumber(read(Setting.cpuLimit), { least: LEAST_CPU_LIMIT, most: 100, otherwise: 50 });
  }

  /** Whether indexing waits while the machine runs on its battery. */
  get waitOnBattery(): boolean {
    return read(Setting.waitOnBattery) === true;
  }

  /** What a bug report may hold of the settings: no path, and no pattern, which names files. */
  get facts(): Readonly<Record<string, unknown>> {
    const patterns = (name: string) => Object.keys(Object(read(name)) as object).length;
    return {
      cpuLimit: this.cpuLimit,
      waitOnBattery: this.waitOnBattery,
      maxFileSize: read(Setting.maxFileSize),
      patternsOfExclude: patterns(Setting.exclude),
      patternsOfInclude: patterns(Setting.include),
      ownModel: this.modelDirectory !== undefined,
    };
  }

  /** The person's own model; `undefined` is Hunch's. */
  get modelDirectory(): string | undefined {
    return folderPath(read(Setting.modelPath), homedir());
  }

  /** How many hits a list shows. */
  get maxResults(): number {
    return wholeNumber(read(Setting.maxResults), { least: 1, most: 200, otherwise: 30 });
  }

  /** Whether hits are shown in the editor while the person moves through the list. */
  get preview(): boolean {
    return read(Setting.preview) !== false;
  }

  /** Turns the number of threads, which a setting of older versions held, into a share of all cores. */
  async migrate(): Promise<void> {
    const settings = vscode.workspace.getConfiguration();
    const threads = settings.inspect<number>(Setting.oldThreads)?.globalValue;
    if (threads === undefined) return;
    const limit = threads > 0 ? percentOfCores(threads, availableParallelism()) : undefined;
    if (limit !== undefined && settings.inspect(Setting.cpuLimit)?.globalValue === undefined)
      await settings.update(Setting.cpuLimit, limit, vscode.ConfigurationTarget.Global);
    await settings.update(Setting.oldThreads, undefined, vscode.ConfigurationTarget.Global);
  }

  /** Adds a pattern to `hunch.include`, for the workspace folder that a file is in. */
  async include(file: vscode.Uri, glob: string): Promise<void> {
    const settings = vscode.workspace.getConfiguration(undefined, file);
    const before = settings.inspect<Record<string, boolean>>(Setting.include)?.workspaceFolderValue ?? {};
    await settings.update(Setting.include, { ...before, [glob]: true }, vscode.ConfigurationTarget.WorkspaceFolder);
  }

  /** How many tokens of a language model hits may take that are copied, or added to the chat. */
  get copyTokens(): number {
    return wholeNumber(read(Setting.copyTokens), { least: 200, most: 1_000_000, otherwise: 8_000 });
  }

  /** Whether functions say how many are like them. */
  get similarLens(): boolean {
    return read(Setting.similarLens) === true;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function read(name: string, scope?: vscode.Uri): unknown {
  return vscode.workspace.getConfiguration(undefined, scope).get<unknown>(name);
}
