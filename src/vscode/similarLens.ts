import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FileFunction } from '../protocol/engine';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { isCancelled } from './engineErrors';
import { messageOf, taggedLog, type Log } from './log';
import type { SimilarSubject } from './similarCode';

/** Files whose answer is kept. */
const MOST_FILES = 50;

interface Known {
  readonly version: number;
  readonly functions: Promise<readonly FileFunction[]>;
}

/**
 * "3 similar" above functions that have their like, where the setting wants it. The engine is asked once a saved state of a
 * file that is shown, and for nothing while somebody types: VS Code moves the lines of what there is.
 */
export class SimilarLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly known = new Map<string, Known>();
  private readonly subscriptions: readonly { dispose(): void }[];
  private provider: vscode.Disposable | undefined;
  private readonly log: Log;

  constructor(
    private readonly engine: EngineClient,
    private readonly configuration: Configuration,
    log: Log,
  ) {
    this.log = taggedLog(log, 'code lens');
    this.subscriptions = [
      this.changed,
      configuration.onDidChangeSimilarLens(() => {
        this.follow();
      }),
      // What is like a function may have changed when the index is at rest again.
      engine.onDidChangeState(() => {
        this.followIndex();
      }),
    ];
    this.follow();
  }

  dispose(): void {
    this.provider?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (folder === undefined) return [];
    const root = folder.uri.fsPath;
    const file = path.relative(root, document.uri.fsPath).replaceAll(path.sep, '/');
    const functions = await this.functionsOf(document, { root, path: file });
    if (token.isCancellationRequested) return [];
    return functions.flatMap(({ symbol, container, startLine, endLine, similar = 0 }) => {
      if (similar === 0 || startLine > document.lineCount) return [];
      const subject: SimilarSubject = {
        title: [container, symbol].filter((part) => part !== '').join('.'),
        place: { root, path: file, startLine, endLine },
      };
      return new vscode.CodeLens(new vscode.Range(startLine - 1, 0, startLine - 1, 0), {
        title: l10n.t('{0} similar', similar),
        command: Command.findSimilar,
        arguments: [subject],
      });
    });
  }

  /** Of a file that is being edited what was known of it when it was saved. */
  private async functionsOf(
    document: vscode.TextDocument,
    place: { readonly root: string; readonly path: string },
  ): Promise<readonly FileFunction[]> {
    const key = document.uri.toString();
    const known = this.known.get(key);
    if (known !== undefined && (document.isDirty || known.version === document.version)) return known.functions;
    if (document.isDirty) return [];
    const functions = this.engine.fileFunctions({ ...place, countSimilar: true }).catch((error: unknown) => {
      // An editor without lenses is no failure that a person must be told of.
      if (!isCancelled(error)) this.log.warn(messageOf(error));
      this.known.delete(key);
      return [];
    });
    this.known.delete(key);
    this.known.set(key, { version: document.version, functions });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_FILES) break;
      this.known.delete(oldest);
    }
    return functions;
  }

  private follow(): void {
    this.provider?.dispose();
    this.provider = this.configuration.similarLens
      ? vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this)
      : undefined;
    this.known.clear();
  }

  private atRest = false;

  private followIndex(): void {
    const folders = this.engine.state?.folders ?? [];
    const atRest = folders.length > 0 && folders.every(({ phase }) => phase === 'ready');
    const came = atRest && !this.atRest;
    this.atRest = atRest;
    if (!came || this.provider === undefined) return;
    this.known.clear();
    this.changed.fire();
  }
}
