import path from 'node:path';
import * as vscode from 'vscode';
import { dedented } from './dedent';
import { localFolders } from './folders';
import { harmless } from './hitLabel';
import { messageOf } from './log';

const SCHEME = 'hunch-code';

/** A function where it stands: of a hit, or of what is like another. */
export interface CodePlace {
  /** Absolute path of a workspace folder. */
  readonly root: string;
  /** Relative to it, forward slashes. */
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly symbol: string;
  readonly container: string;
}

/** Two functions side by side, and nothing else of their files, in VS Code's own diff editor. */
export class CompareCode implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  /** Rejects with one sentence when there is nothing to compare. */
  async compare(left: CodePlace, right: CodePlace): Promise<void> {
    await Promise.all([left, right].map((place) => textOf(place)));
    const title = `${nameOf(left)} ↔ ${nameOf(right)}`;
    await vscode.commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title, { preview: true });
  }

  /** The lines that the address names, of a file in an open folder as it stands in its editor or on disk. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return textOf(placeIn(uri));
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** `cartTotal (src/cart.ts:12)` */
function nameOf({ container, symbol, path: file, startLine }: CodePlace): string {
  const name = [container, symbol].filter((part) => part !== '').join('.');
  const place = `${file}:${startLine}`;
  return harmless(name === '' ? place : `${name} (${place})`);
}

/** The path says the language. */
function uriOf({ root, path: file, startLine, endLine }: CodePlace): vscode.Uri {
  const query = JSON.stringify({ root, startLine, endLine });
  return vscode.Uri.from({ scheme: SCHEME, path: `/${file}`, query });
}

/** Anybody can ask for an address: it is taken only as far as it makes sense. */
function placeIn(uri: vscode.Uri): CodePlace {
  const { root, startLine, endLine } = JSON.parse(uri.query) as Partial<Record<keyof CodePlace, unknown>>;
  if (typeof root !== 'string' || typeof startLine !== 'number' || typeof endLine !== 'number')
    throw new Error('This is no address of code.');
  return { root, path: uri.path.slice(1), startLine, endLine, symbol: '', container: '' };
}

async function textOf({ root, path: file, startLine, endLine }: CodePlace): Promise<string> {
  const folder = localFolders().find(({ uri }) => uri.fsPath === root);
  const target = path.join(root, file);
  const relative = path.relative(root, target);
  if (folder === undefined || relative.startsWith('..') || path.isAbsolute(relative))
    throw new Error(`${file} is in none of the open folders, so it cannot be compared.`);
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(target));
    const range = document.validateRange(new vscode.Range(startLine - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER));
    return `${dedented(document.getText(range))}\n`;
  } catch (error) {
    throw new Error(
      `${file} could not be opened; if it was deleted or moved just now, look again. (${messageOf(error)})`,
      {
        cause: error,
      },
    );
  }
}
