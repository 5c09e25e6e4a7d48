import * as vscode from 'vscode';

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
    if (shown.has(uri.toString()) && this.visibleStart !== undefined) {
      editor.revealRange(new vscode.Range(this.visibleStart, this.visibleStart), vscode.TextEditorRevealType.AtTop);
    }
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

function tabUris(viewColumn: vscode.ViewColumn): { readonly tab: vscode.Tab; readonly uri: vscode.Uri }[] {
  const group = vscode.window.tabGroups.all.find((each) => each.viewColumn === viewColumn);
  return (group?.tabs ?? []).flatMap((tab) =>
    tab.input instanceof vscode.TabInputText ? [{ tab, uri: tab.input.uri }] : [],
  );
}
