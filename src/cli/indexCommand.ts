import type { Engine } from '../engine/engine';
import type { FolderStatus } from '../protocol/engine';
import { FolderWatcher } from '../engine/workspace/folderWatcher';
import { isOwnJudgement } from '../engine/workspace/leftOut';
import { remark } from './ending';
import { leftOutLines } from './leftOutLines';
import type { CommonOptions } from './options';
import { withEngine } from './session';
import { visible, visibleJson } from './visible';

interface IndexOptions extends CommonOptions {
  /** Go on, and follow the changes on disk. */
  readonly watch?: boolean;
}

/** `hunch index`: brings the index up to date and says what that took; with `--watch` again after each change. */
export async function runIndex(options: IndexOptions): Promise<void> {
  const started = performance.now();
  await withEngine(options, async (engine, root) => {
    const reporter = new Reporter(engine, options.json === true);
    if (!options.watch) {
      await engine.idle();
      reporter.tell(await reporter.look(), started);
      return;
    }
    const changes = new Changes();
    // Before the first walk has ended, so that nothing is missed between the two.
    const watcher = await FolderWatcher.start({
      root,
      onChanges: (list) => {
        engine.filesChanged({ changes: list });
        changes.came();
      },
      onLost: (error) => {
        remark(`Changes may have been missed, everything is compared (${error.message}).`);
      },
    });
    const caughtUp = async (): Promise<FolderStatus> => {
      for (;;) {
        await engine.idle();
        await watcher.follow(engine.state.folders[0]!.entered ?? []);
        changes.taken();
        await engine.idle();
        const status = await reporter.look();
        // What came meanwhile may be taken in by half: it is told of when all of it is.
        if (!changes.areWaiting) return status;
      }
    };
    try {
      reporter.tell(await caughtUp(), started);
      remark('Following the changes; Ctrl+C ends.');
      for (;;) {
        const since = await changes.next();
        reporter.tell(await caughtUp(), since);
      }
    } finally {
      await watcher.dispose();
    }
  });
}

/** Lets a loop wait for changes. */
class Changes {
  private first: number | undefined;
  private wake: () => void = () => undefined;

  came(): void {
    this.first ??= performance.now();
    this.wake();
  }

  get areWaiting(): boolean {
    return this.first !== undefined;
  }

  /** Resolves with when the first one came that no call before was told of. */
  async next(): Promise<number> {
    while (this.first === undefined) await new Promise<void>((resolve) => (this.wake = resolve));
    const first = this.first;
    this.taken();
    return first;
  }

  /** Forgets what came so far, which the caller takes in now. */
  taken(): void {
    this.first = undefined;
  }
}

/** Prints what the index holds, and what was done since it was last printed. */
class Reporter {
  private counted = { embedded: 0, removed: 0 };
  private printed = '';

  constructor(
    private readonly engine: Engine,
    private readonly json: boolean,
  ) {}

  async look(): Promise<FolderStatus> {
    return (await this.engine.status())[0]!;
  }

  /**
   * Prints nothing when nothing changed: a file that is no code, or one that was only touched.
   *
   * @param since when the work began, as `performance.now()` tells it
   */
  tell(status: FolderStatus, since: number): void {
    const { files, chunks, leftOut } = status;
    const skipped = status.skipped.filter(isOwnJudgement);
    const { counts } = this.engine;
    const state = JSON.stringify({ files, chunks, skipped, counts });
    if (state === this.printed) return;
    this.printed = state;
    const embedded = counts.embedded - this.counted.embedded;
    const removed = counts.removed - this.counted.removed;
    this.counted = counts;
    const elapsedMs = Math.round(performance.now() - since);
    if (this.json) {
      // Every chunk that did not have to be embedded was reused.
      const reused = Math.max(0, chunks - embedded);
      console.log(visibleJson({ files, chunks, embedded, reused, removed, skipped, leftOut, elapsedMs }));
      return;
    }
    const seconds = (elapsedMs / 1000).toFixed(1);
    console.log(`${files} files, ${chunks} chunks: ${embedded} embedded, ${removed} removed, in ${seconds} s.`);
    for (const line of leftOutLines(leftOut)) console.log(`  ${visible(line)}`);
  }
}
