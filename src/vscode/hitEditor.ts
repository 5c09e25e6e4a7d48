import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Hit } from '../protocol/hit';
import { messageOf } from './log';

export interface OpenHitOptions {
  /** In the group beside the active one. */
  readonly toSide: boolean;
  /** Leave the keyboard where it is. */
  readonly preserveFocus: boolean;
  /** Open a tab that stays, instead of the one that the next file replaces. */
  readonly keep?: boolean;
}

/** The file of a hit. */
export function hitUri(hit: Hit): vscode.Uri {
  return vscode.Uri.file(path.join(hit.root, hit.path));
}

/** The lines of a hit, within what the document has now. */
export function hitRange(hit: Hit, document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(hit.startLine - 1, 0, hit.endLine - 1, Number.MAX_SAFE_INTEGER));
}

/** Opens the hit's file with the cursor on its first line. Rejects with one sentence when the file cannot be opened. */
export async function openHit(hit: Hit, { toSide, preserveFocus, keep = false }: OpenHitOptions): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(hitUri(hit));
    const range = hitRange(hit, document);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: toSide ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      preserveFocus,
      preview: !keep,
      selection: new vscode.Range(range.start, range.start),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch (error) {
    throw new Error(
      l10n.t(
        '{0} could not be opened; if it was deleted or moved just now, search again. ({1})',
        hit.path,
        messageOf(error),
      ),
      { cause: error },
    );
  }
}
