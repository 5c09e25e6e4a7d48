import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SimilarParams } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import { Command } from './commandIds';
import type { Configuration } from './configuration';
import type { EngineClient } from './engineClient';
import { ensureFolder } from './folders';
import { hitLabel } from './hitLabel';
import type { SearchView } from './searchView';
import { symbolAtLine, type SymbolRange } from './symbolAtLine';

/** What is compared with the index, and what the panel calls it. */
export interface SimilarSubject {
  readonly title: string;
  readonly place: Omit<SimilarParams, 'limit'>;
}

/** "Find Similar Code": the selection, or the function around the cursor, against the whole index. */
export class SimilarCode implements vscode.Disposable {
  private readonly registrations: readonly vscode.Disposable[];

  constructor(
    private readonly engine: EngineClient,
    private readonly configuration: Configuration,
    private readonly panel: SearchView,
  ) {
    this.registrations = [
      // A CodeLens names the place; the editor's menu passes an address, which says nothing that the cursor does not.
      vscode.commands.registerCommand(Command.findSimilar, (place: unknown) =>
        isSubject(place) ? this.show(place) : this.ofActiveEditor(),
      ),
      vscode.commands.registerCommand(Command.findSimilarInFile, (file: unknown) =>
        file instanceof vscode.Uri ? this.inFile(file) : this.ofActiveEditor(),
      ),
    ];
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }

  /** Shows code like that of a hit in the panel. */
  async ofHit({ root, path: file, startLine, endLine, container, symbol }: Hit): Promise<void> {
    const name = [container, symbol].filter((part) => part !== '').join('.');
    await this.show({
      title: name === '' ? path.posix.basename(file) : name,
      place: { root, path: file, startLine, endLine },
    });
  }

  private async ofActiveEditor(): Promise<void> {
    if (!(await ensureFolder())) return;
    const subject = await subjectOf(vscode.window.activeTextEditor);
    if (typeof subject === 'string') void vscode.window.showWarningMessage(subject);
    else await this.show(subject);
  }

  /** Of a file in the explorer: one of its functions, or all of them. */
  private async inFile(uri: vscode.Uri): Promise<void> {
    const file = placeOfFile(uri);
    if (typeof file === 'string') {
      void vscode.window.showWarningMessage(file);
      return;
    }
    const name = path.basename(uri.fsPath);
    const functions = await this.engine.fileFunctions({ ...file, countSimilar: false });
    if (functions.length === 0) {
      void vscode.window.showWarningMessage(
        l10n.t('{0} has no functions in the index: it may be excluded, or still to be indexed.', name),
      );
      return;
    }
    const every = {
      label: `$(list-flat) ${l10n.t('All functions')}`,
      subject: { title: name, place: { ...file, startLine: 1, endLine: Number.MAX_SAFE_INTEGER, each: true } as const },
    };
    const one = functions.map((each) => {
      const { startLine, endLine } = each;
      const hit = { ...each, ...file, language: '', score: 1, signature: '' };
      const { label } = hitLabel(hit);
      const title = [each.container, each.symbol].filter((part) => part !== '').join('.');
      return {
        label,
        description: l10n.t('line {0}', startLine),
        subject: { title, place: { ...file, startLine, endLine } },
      };
    });
    const choice = await vscode.window.showQuickPick([every, ...one], {
      title: l10n.t('Find Similar Code: {0}', name),
      placeHolder: l10n.t('The function whose like you look for'),
    });
    if (choice) await this.show(choice.subject);
  }

  private async show({ title, place }: SimilarSubject): Promise<void> {
    await this.panel.showSimilar({ title }, async (token) => {
      const { subject, ...answer } = await this.engine.similar(
        { ...place, limit: this.configuration.maxResults },
        token,
      );
      // The engine knows the name of a chunk; of text it was given the name is known here.
      return place.text === undefined && subject !== undefined ? { ...answer, subject } : answer;
    });
  }
}

/** What the person means, or one sentence that says why it cannot be compared. */
async function subjectOf(editor: vscode.TextEditor | undefined): Promise<SimilarSubject | string> {
  if (editor === undefined)
    return l10n.t('Find Similar Code compares code in an editor; open a file of the workspace first.');
  const { document, selection } = editor;
  const { uri } = document;
  const file = placeOfFile(uri);
  if (typeof file === 'string') return file;
  const name = path.basename(uri.fsPath);
  if (document.getText(selection).trim() !== '') {
    return { title: l10n.t('selection in {0}', name), place: { ...file, ...linesOf(document, selection) } };
  }
  const line = selection.active.line;
  const unsaved = document.isDirty ? await unsavedSymbol(document, line) : undefined;
  return unsaved === undefined
    ? { title: `${name}:${line + 1}`, place: { ...file, startLine: line + 1, endLine: line + 1 } }
    : { title: unsaved.name, place: { ...file, ...linesOf(document, unsaved.range) } };
}

/** A file of an open folder, or one sentence that says why it is none. */
function placeOfFile(uri: vscode.Uri): { readonly root: string; readonly path: string } | string {
  if (uri.scheme !== 'file') {
    return l10n.t(
      'Find Similar Code compares files of the open folder, and this editor shows none; save it there first.',
    );
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) {
    return l10n.t(
      '{0} is in none of the open folders, so Hunch does not know what to compare it with; open its folder first.',
      path.basename(uri.fsPath),
    );
  }
  return {
    root: folder.uri.fsPath,
    path: path.relative(folder.uri.fsPath, uri.fsPath).replaceAll(path.sep, '/'),
  };
}

/** What a CodeLens passes. */
function isSubject(value: unknown): value is SimilarSubject {
  return typeof value === 'object' && value !== null && 'title' in value && 'place' in value;
}

/** The index knows a file as it was saved; what surrounds the cursor in an edited one only the editor can tell. */
async function unsavedSymbol(
  document: vscode.TextDocument,
  line: number,
): Promise<{ readonly name: string; readonly range: vscode.Range } | undefined> {
  const symbols = await vscode.commands.executeCommand<SymbolRange[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  const symbol = symbolAtLine(symbols ?? [], line);
  if (symbol === undefined) return undefined;
  const { start, end } = symbol.range;
  return { name: symbol.name, range: new vscode.Range(start.line, 0, end.line, document.lineAt(end.line).text.length) };
}

function linesOf(document: vscode.TextDocument, range: vscode.Range) {
  return { startLine: range.start.line + 1, endLine: range.end.line + 1, text: document.getText(range) };
}
