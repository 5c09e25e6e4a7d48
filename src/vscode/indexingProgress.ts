import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { amount, count } from '../l10n/amounts';
import type { EngineClient } from './engineClient';
import { isCancelled } from './engineErrors';
import { Readiness } from './readiness';
import { RebuildTracker } from './rebuildTracker';
import { indexingProgress } from './statusText';

/** A rebuild so quick that it was never seen to begin counts as over this long after it was queued, in milliseconds. */
const UNSEEN_MS = 3_000;

/**
 * Rebuilds the index and shows in a notification how far that is, with "Cancel", until it is over. Cancelling stops the
 * showing only; what to do with the work is the caller's choice. Rejects when the engine refuses or is not there.
 */
export async function rebuildWithProgress(engine: EngineClient): Promise<'done' | 'cancelled'> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Hunch: rebuilding the index'), cancellable: true },
    async (progress, token) => {
      const bar = new Bar(progress);
      const tracker = new RebuildTracker();
      const over = new Readiness<undefined>();
      const subscription = engine.onDidChangeState(() => {
        bar.update(engine);
        // A failure of the engine has a message of its own.
        if (engine.phase === 'failed' || (engine.state !== undefined && tracker.isOver(engine.state))) {
          over.reach(undefined);
        }
      });
      let unseen: NodeJS.Timeout | undefined;
      try {
        await engine.rebuild(token);
        unseen = setTimeout(() => {
          if (!tracker.begun) over.reach(undefined);
        }, UNSEEN_MS);
        await over.reached(token);
        return 'done';
      } catch (error) {
        if (isCancelled(error)) return 'cancelled';
        throw error;
      } finally {
        clearTimeout(unseen);
        subscription.dispose();
      }
    },
  );
}

/** Feeds a progress bar, which can only be told of additions, with `n of m`. */
class Bar {
  private percent = 0;

  constructor(private readonly progress: vscode.Progress<{ message: string; increment: number }>) {}

  update({ state }: EngineClient): void {
    const files = indexingProgress(state?.folders ?? []);
    if (files === undefined) return;
    const reached = files.total === 0 ? 0 : Math.floor((100 * files.done) / files.total);
    // Work that grows while under way lets the bar wait.
    const increment = Math.max(0, reached - this.percent);
    this.percent += increment;
    this.progress.report({
      message: l10n.t('{0} of {1}', amount(files.done), count(files.total, 'file')),
      increment,
    });
  }
}
