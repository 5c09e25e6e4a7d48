import * as vscode from 'vscode';
import type { Hit } from '../protocol/hit';
import { EditorPlace } from './editorPlace';
import { hitRange, hitUri } from './hitEditor';
import { messageOf, type Log } from './log';

/** Time for the click that closed a list to arrive as a cursor in the editor, in milliseconds. */
const CLICK_MS = 100;

/** Shows hits in the editor while a person moves through a list, and brings the editor back when they leave it. */
export class HitPreview implements vscode.Disposable {
  private readonly place = new EditorPlace();
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly shown = new Set<string>();
  private readonly clicks: vscode.Disposable;
  private clicked = false;
  private wanted: Hit | undefined;
  /** One file is shown after the other, and nothing after the end. */
  private queue = Promise.resolve();

  constructor(private readonly log: Log) {
    this.clicks = vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      if (kind === vscode.TextEditorSelectionChangeKind.Mouse) this.clicked = true;
    });
  }

  /** Shows a hit, unless another one is asked for before its turn comes. */
  show(hit: Hit): void {
    this.wanted = hit;
    this.queue = this.queue.then(async () => {
      if (this.wanted !== hit) return;
      try {
        await this.present(hit);
      } catch (error) {
        // The next hit may be fine; opening this one says what is wrong.
        this.log.warn(`preview of ${hit.path}: ${messageOf(error)}`);
      }
    });
  }

  /** The person chose: only the tab of `hit` stays. */
  async keep(hit: Hit): Promise<void> {
    await this.settle();
    await this.place.closeShown(this.shown, hitUri(hit));
  }

  /** The person left: everything is as before, unless they left by a click into the code that was shown. */
  async restore(): Promise<void> {
    await this.settle();
    if (this.shown.size === 0) return;
    await new Promise((resolve) => setTimeout(resolve, CLICK_MS));
    if (!this.clicked) await this.place.restore(this.shown);
  }

  dispose(): void {
    this.wanted = undefined;
    this.clicks.dispose();
    this.decoration.dispose();
  }

  private async settle(): Promise<void> {
    this.wanted = undefined;
    await this.queue;
  }

  private async present(hit: Hit): Promise<void> {
    const document = await vscode.workspace.openTextDocument(hitUri(hit));
    this.shown.add(document.uri.toString());
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: this.place.viewColumn,
      preserveFocus: true,
      preview: true,
    });
    const range = hitRange(hit, document);
    editor.setDecorations(this.decoration, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
    await this.place.closeShown(this.shown, document.uri);
  }
}
