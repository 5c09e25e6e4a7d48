import * as vscode from 'vscode';
import { isCancelled } from './engineErrors';
import { messageOf, type Log } from './log';

/** What a tab shows while it has no result. */
export type AnalysisState =
  | { readonly kind: 'working'; readonly share: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly text: string };

/** An analysis that a tab shows the result of, once at a time: a new one ends the one before. */
export class AnalysisRun {
  private running: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly enter: (state: AnalysisState) => void,
    private readonly log: Log,
  ) {}

  /**
   * @param analyse told of a share done by `onShare`, 0 to 1
   * @returns undefined when it failed, was stopped, or another one took its place: that is shown and does not reject
   */
  async start<T>(
    analyse: (token: vscode.CancellationToken, onShare: (share: number) => void) => Promise<T>,
  ): Promise<T | undefined> {
    this.running?.cancel();
    const run = new vscode.CancellationTokenSource();
    this.running = run;
    this.enter({ kind: 'working', share: 0 });
    try {
      const result = await analyse(run.token, (share) => {
        if (this.running === run) this.enter({ kind: 'working', share });
      });
      return this.running === run ? result : undefined;
    } catch (error) {
      if (this.running !== run) return undefined;
      if (!isCancelled(error)) this.log.error(messageOf(error));
      this.enter(isCancelled(error) ? { kind: 'stopped' } : { kind: 'failed', text: messageOf(error) });
      return undefined;
    } finally {
      if (this.running === run) this.running = undefined;
      run.dispose();
    }
  }

  cancel(): void {
    this.running?.cancel();
  }
}
