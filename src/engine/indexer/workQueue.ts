import type { FoundFile } from '../workspace/workspaceFiles';

/** More files that are reported at once were not saved by a person: they come from a checkout, a generator, a copied folder. */
const MOST_SAVED_AT_ONCE = 16;

/**
 * What is still to be done for one workspace folder. Files that were reported as changed come before those found by a walk
 * over everything, and those reported last come first: what a person saves does not wait for the hundreds of files of a
 * branch switch. Files to index come before files to remove, so that what was renamed can be found all the time.
 */
export class WorkQueue {
  private scanWanted = false;
  private reported = new Set<string>();
  private urgent = new Map<string, FoundFile>();
  /** When a file of `urgent` was reported: the number of the report it came with. */
  private readonly reports = new WeakMap<FoundFile, number>();
  private lastReport = 0;
  private bulk = new Map<string, FoundFile>();
  /** Files to remove: those reported as gone, and those that a walk over everything did not find. */
  private urgentRemovals = new Set<string>();
  private bulkRemovals = new Set<string>();
  private finishedFiles = 0;

  /** Files of the work in hand that are finished; back to 0 when all is done. */
  get done(): number {
    return this.finishedFiles;
  }

  get total(): number {
    return this.finishedFiles + this.urgent.size + this.bulk.size;
  }

  get needsScan(): boolean {
    return this.scanWanted;
  }

  get hasFiles(): boolean {
    return this.urgent.size + this.bulk.size > 0;
  }

  /** Whether the files that come next are a few that were reported together: somebody saved them, and may look for them. */
  get nextIsSaved(): boolean {
    const next = this.newestReport(new Set()).length;
    return next > 0 && next <= MOST_SAVED_AT_ONCE;
  }

  /** Whether anything is left that changes the index. */
  get hasWork(): boolean {
    return this.hasFiles || this.urgentRemovals.size + this.bulkRemovals.size > 0;
  }

  /** Asks for a walk over the whole folder. */
  rescan(): void {
    this.scanWanted = true;
  }

  /** The walk starts now: what is reported from here on it may miss, what was reported before it covers. */
  scanning(): void {
    this.scanWanted = false;
    this.reported.clear();
  }

  /** Paths, relative to the workspace folder, that something happened to. */
  report(paths: readonly string[]): void {
    for (const path of paths) this.reported.add(path);
  }

  get hasReported(): boolean {
    return this.reported.size > 0;
  }

  /** What was reported since the last time. Files added as `reported` from here on belong to this report. */
  takeReported(): string[] {
    this.lastReport++;
    const paths = [...this.reported];
    this.reported.clear();
    return paths;
  }

  /**
   * @param changed files to index, `gone` files to remove
   * @param found `all` when the walk covered the whole folder: it replaces all that was queued before
   */
  add(changed: readonly FoundFile[], gone: readonly string[], found: 'all' | 'reported'): void {
    if (found === 'all') {
      this.urgent.clear();
      this.bulk.clear();
      this.urgentRemovals.clear();
      this.bulkRemovals.clear();
    }
    for (const file of changed) {
      this.take(file.path);
      if (found === 'reported') this.reports.set(file, this.lastReport);
      (found === 'all' ? this.bulk : this.urgent).set(file.path, file);
    }
    this.remove(gone, found);
  }

  remove(paths: readonly string[], found: 'all' | 'reported'): void {
    for (const path of paths) {
      this.take(path);
      (found === 'all' ? this.bulkRemovals : this.urgentRemovals).add(path);
    }
  }

  private take(path: string): void {
    this.urgent.delete(path);
    this.bulk.delete(path);
    this.urgentRemovals.delete(path);
    this.bulkRemovals.delete(path);
  }

  /** The next files, without taking them off. */
  peek(count: number, except: ReadonlySet<FoundFile> = new Set()): FoundFile[] {
    const next: FoundFile[] = [];
    // Never several kinds together: a saved file does not wait for fifteen others to be parsed.
    for (const files of [this.newestReport(except), this.bulk.values()]) {
      for (const file of files) {
        if (next.length === count) break;
        if (!except.has(file)) next.push(file);
      }
      if (next.length > 0) break;
    }
    return next;
  }

  /** The files that were reported last, in the order in which they were found. */
  private newestReport(except: ReadonlySet<FoundFile>): FoundFile[] {
    const waiting = [...this.urgent.values()].filter((file) => !except.has(file));
    const [newest] = waiting.slice(-1);
    return newest ? waiting.filter((file) => this.reports.get(file) === this.reports.get(newest)) : [];
  }

  /** Whether a file was reported as changed, and not found by a walk over everything. */
  wasReported(file: FoundFile): boolean {
    return this.reports.has(file);
  }

  /** Whether a file is still to be done just as it was found then. */
  holds(file: FoundFile): boolean {
    return this.urgent.get(file.path) === file || this.bulk.get(file.path) === file;
  }

  /** Takes files off; one that was queued anew meanwhile stays. */
  finish(files: readonly FoundFile[]): void {
    for (const file of files) {
      if (this.urgent.get(file.path) === file) this.urgent.delete(file.path);
      if (this.bulk.get(file.path) === file) this.bulk.delete(file.path);
      this.finishedFiles++;
    }
    if (!this.hasFiles) this.finishedFiles = 0;
  }

  /** Removals that no queued file could still use the vectors of. */
  takeRemovals(): string[] {
    if (this.urgent.size > 0) return [];
    const paths = [...this.urgentRemovals, ...(this.bulk.size === 0 ? this.bulkRemovals : [])];
    for (const path of paths) this.take(path);
    return paths;
  }

  clear(): void {
    this.scanWanted = false;
    this.reported.clear();
    this.add([], [], 'all');
    this.finishedFiles = 0;
  }
}
