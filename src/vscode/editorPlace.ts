import * as vscode from 'vscode';

/** VS Code's limit for `editor.stickyScroll.maxLineCount`. */
const MOST_STICKY_LINES = 20;

/** Where the person was in the editors before something was shown there for a moment. */
export class EditorPlace {
  /** The group in which files are shown meanwhile. */
  readonly viewColumn = vscode.window.tabGroups.activeTabGroup.viewColumn;
  private readonly openBefore = new Set(tabUris(this.viewColumn).map(({ uri }) => uri.toString()));
  private readonly previewTab = vscode.window.tabGroups.activeTabGroup.tabs.find(({ isPreview }) => isPreview);
  private readonly activeTab = vscode.window.tabGroups.activeTabGroup.activeTab;
  private readonly editor = vscode.window.activeTextEditor;
  private readonly visibleStart = vscode.window.activeTextEditor?.visibleRanges[0]?.start;

  /**
   * Goes back: closes what was opened meanwhile, shows again what that replaced, and the lines that were visible.
   *
   * @param shown the files that were shown meanwhile
   */
  async restore(shown: ReadonlySet<string>): Promise<void> {
    await this.reopenPreview();
    await this.closeShown(shown);
    const input = this.activeTab?.input;
    if (this.editor === undefined || !(input instanceof vscode.TabInputText)) return;
    const { uri } = this.editor.document;
    const editor = await vscode.window.showTextDocument(uri, {
      viewColumn: this.viewColumn,
      preview: this.activeTab?.isPreview ?? false,
    });
    // VS Code remembers the lines of a file that was left; only one that was itself scrolled needs this.
    if (shown.has(uri.toString()) && this.visibleStart !== undefined) await scrollBack(editor, this.visibleStart);
  }

  /** Closes the tabs that were opened meanwhile, except that of `kept`. */
  async closeShown(shown: ReadonlySet<string>, kept?: vscode.Uri): Promise<void> {
    const leftOver = tabUris(this.viewColumn).filter(({ uri, tab }) => {
      const name = uri.toString();
      return shown.has(name) && !this.openBefore.has(name) && name !== kept?.toString() && !tab.isDirty;
    });
    if (leftOver.length > 0) {
      await vscode.window.tabGroups.close(
        leftOver.map(({ tab }) => tab),
        true,
      );
    }
  }

  /** A preview tab, the one in italics, was replaced by the files shown: it comes back. */
  private async reopenPreview(): Promise<void> {
    const input = this.previewTab?.input;
    const options: vscode.TextDocumentShowOptions = {
      viewColumn: this.viewColumn,
      preview: true,
      preserveFocus: true,
    };
    if (input instanceof vscode.TabInputText) {
      if (!tabUris(this.viewColumn).some(({ uri }) => uri.toString() === input.uri.toString())) {
        await vscode.window.showTextDocument(input.uri, options);
      }
    } else if (input instanceof vscode.TabInputTextDiff) {
      await vscode.commands.executeCommand(
        'vscode.diff',
        input.original,
        input.modified,
        this.previewTab?.label,
        options,
      );
    } else if (input instanceof vscode.TabInputCustom) {
      await vscode.commands.executeCommand('vscode.openWith', input.uri, input.viewType, options);
    } else if (input instanceof vscode.TabInputNotebook) {
      await vscode.commands.executeCommand('vscode.openWith', input.uri, input.notebookType, options);
    }
  }
}

/** Makes `first` the first visible line of the active editor. */
async function scrollBack(editor: vscode.TextEditor, first: vscode.Position): Promise<void> {
  editor.revealRange(new vscode.Range(first, first), vscode.TextEditorRevealType.AtTop);
  // An answer of the window comes after what it told of the scrolling that was asked for before.
  await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active });
  // VS Code has left room above for the headers that stick there: the rest of the way.
  const lines = first.line - (editor.visibleRanges[0]?.start.line ?? first.line);
  if (lines === 0 || Math.abs(lines) > MOST_STICKY_LINES) return;
  await vscode.commands.executeCommand('editorScroll', {
    to: lines > 0 ? 'down' : 'up',
    by: 'line',
    value: Math.abs(lines),
    revealCursor: false,
  });
}

function tabUris(viewColumn: vscode.ViewColumn): { readonly tab: vscode.Tab; readonly uri: vscode.Uri }[] {
  const group = vscode.window.tabGroups.all.find((each) => each.viewColumn === viewColumn);
  return (group?.tabs ?? []).flatMap((tab) =>
    tab.input instanceof vscode.TabInputText ? [{ tab, uri: tab.input.uri }] : [],
  );
}
