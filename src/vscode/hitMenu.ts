import * as vscode from 'vscode';
import type { Hit } from '../protocol/hit';
import { Command, ContextKey } from './commandIds';
import type { CompareCode } from './compareCode';
import type { SimilarCode } from './similarCode';

/** What the context menu of a result in the panel offers: its like, and two of them side by side as in the explorer. */
export class HitMenu implements vscode.Disposable {
  private readonly registrations: readonly vscode.Disposable[];
  private selected: Hit | undefined;

  /** @param hitOf the result that VS Code passes a menu's command, if it is one */
  constructor(
    private readonly hitOf: (context: unknown) => Hit | undefined,
    private readonly compare: CompareCode,
    private readonly similar: SimilarCode,
  ) {
    const register = (command: string, act: (hit: Hit) => Promise<void>): vscode.Disposable =>
      vscode.commands.registerCommand(command, async (context: unknown) => {
        const hit = this.hitOf(context);
        if (hit !== undefined) await act(hit);
      });
    this.registrations = [
      register(Command.similarToHit, (hit) => this.similar.ofHit(hit)),
      register(Command.selectForCompare, async (hit) => {
        this.selected = hit;
        await vscode.commands.executeCommand('setContext', ContextKey.selectedForCompare, true);
      }),
      register(Command.compareWithSelected, async (hit) => {
        if (this.selected !== undefined) await this.compare.compare(this.selected, hit);
      }),
    ];
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }
}
