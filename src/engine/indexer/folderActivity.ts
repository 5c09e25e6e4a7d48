import type { FolderPhase, FolderReport, FolderState } from '../../protocol/engine';
import type { DeepQueue } from './deepQueue';
import { type Deferred, deferred } from './deferred';
import type { FileRecords } from './fileRecords';
import { WorkRate } from './workRate';
import type { WorkQueue } from './workQueue';

/** What the indexer of one workspace folder is doing: for those who watch it, and for those who wait until it is done. */
export class FolderActivity {
  /** What indexing failed with; nothing is done until something changes or somebody asks. */
  failure: { readonly error: unknown; readonly sentence: string } | undefined;
  private current: FolderPhase = 'starting';
  private readonly rate = new WorkRate();
  /** There while something may be left to do; settled then. */
  private settling: Deferred<void> | undefined = deferred();
  /** To be called when those who wait have to look again. */
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly root: string,
    private readonly records: FileRecords,
    private readonly queue: WorkQueue,
    private readonly deepQueue: DeepQueue,
    private readonly onState: () => void,
    /** Nothing is written. */
    public isPaused: boolean,
  ) {}

  get phase(): FolderPhase {
    return this.current;
  }

  get state(): FolderState {
    const { done, total } = this.current === 'refining' ? this.deepQueue : this.queue;
    return {
      root: this.root,
      phase: this.current,
      done,
      total,
      files: this.records.files,
      chunks: this.records.chunks,
      ...(this.failure ? { error: this.failure.sentence } : {}),
    };
  }

  /** Work in hand, and how fast it goes on; for people. */
  get progress(): Pick<FolderReport, 'state' | 'perSecond' | 'secondsLeft'> {
    const { state } = this;
    const perSecond = this.rate.perSecond();
    const isWorking = state.phase === 'indexing' || state.phase === 'refining';
    if (!isWorking || perSecond === undefined) return { state };
    return { state, perSecond, secondsLeft: (state.total - state.done) / perSecond };
  }

  enter(phase: FolderPhase): void {
    this.current = phase;
    this.lookAgain();
    this.tell();
  }

  /** Tells those who watch how far it is. */
  tell(): void {
    this.rate.note(this.current, this.state.done);
    this.onState();
  }

  get isSettled(): boolean {
    return this.settling === undefined;
  }

  unsettle(): void {
    this.settling ??= deferred();
  }

  /** Nothing is left to do, or nothing may be done. */
  settle(): void {
    this.settling?.resolve();
    this.settling = undefined;
    this.lookAgain();
  }

  /** @throws what indexing failed with */
  async settled(): Promise<void> {
    await this.settling?.promise;
    if (this.failure) throw this.failure.error;
  }

  /** Resolves when something of this is different. */
  change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Those who wait have to look again. */
  lookAgain(): void {
    for (const look of this.waiting.splice(0)) look();
  }
}
