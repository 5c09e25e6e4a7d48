import path from 'node:path';
import type { FileChangeKind, FolderConfig, FolderStatus, SkippedFile, WhyResponse } from '../../protocol/engine';
import type { Log } from '../log';
import { GitSettingsReader } from '../workspace/gitSettings';
import { IGNORE_FILES } from '../workspace/ignoreRules';
import { LeftOutTally } from '../workspace/leftOut';
import { relativeInside } from '../workspace/relativeInside';
import { RuleFileWatch } from '../workspace/ruleFileWatch';
import { remediesFor, whyLeftOut } from '../workspace/whyLeftOut';
import { WorkspaceFiles } from '../workspace/workspaceFiles';
import { CODE } from './codeFiles';
import type { FileRecords } from './fileRecords';
import type { StageTimes } from './stageTimes';
import type { WorkQueue } from './workQueue';

/** So many reported paths at once are cheaper to find by one walk over the whole folder. */
const PATHS_BEFORE_FULL_SCAN = 300;

/** The files of one workspace folder held against what its index knows of them: what differs is queued. */
export class FolderFiles {
  private git = new GitSettingsReader();
  private readonly ruleFiles: RuleFileWatch;
  private unreadable: readonly SkippedFile[] = [];
  /** What the last walk over everything left out; undefined when something may have changed since. */
  private leftOut: LeftOutTally | undefined;
  private comparing = false;
  private readonly looked = new Set<string>();

  /**
   * @param onRules called when rules changed that lie outside of the folder
   * @param onEntered called when a folder of dependencies came in: what changed in it was not reported until now
   */
  constructor(
    private readonly config: FolderConfig,
    private readonly records: FileRecords,
    private readonly queue: WorkQueue,
    private readonly times: StageTimes,
    private readonly log: Log,
    onRules: () => void,
    private readonly onEntered: () => void,
  ) {
    this.ruleFiles = new RuleFileWatch(() => {
      queue.rescan();
      onRules();
    });
  }

  /**
   * Notes files or folders that changed on disk, by absolute path, to be compared.
   * @returns false when none of them is in the folder
   */
  report(changes: readonly { readonly path: string; readonly kind: FileChangeKind }[]): boolean {
    const inside = changes.flatMap((change) => this.inside(change.path) ?? []);
    if (inside.length === 0) return false;
    const rulesChanged = inside.some((relative) => IGNORE_FILES.has(path.posix.basename(relative)));
    this.leftOut = undefined;
    if (rulesChanged || inside.includes('') || inside.length > PATHS_BEFORE_FULL_SCAN) this.queue.rescan();
    else this.queue.report(inside);
    return true;
  }

  /** A path relative to the folder, forward slashes; undefined when it is not in it. */
  inside(file: string): string | undefined {
    return relativeInside(this.config.root, file);
  }

  /** Whether something changed on disk that the index does not have yet, or may have. */
  get areAhead(): boolean {
    const { hasReported, hasWork, needsScan } = this.queue;
    return hasReported || hasWork || needsScan || this.comparing;
  }

  /** Compares all files with the index. */
  async compareAll(): Promise<void> {
    // What git says is asked for once, and again when everything is compared.
    this.git = new GitSettingsReader();
    this.queue.scanning();
    const { unreadable, leftOut, entered } = await this.compare('');
    for (const folder of this.looked) if (!entered.includes(folder)) this.looked.delete(folder);
    this.unreadable = unreadable;
    this.leftOut = leftOut;
    this.ruleFiles.watch(this.git.files);
  }

  /** Compares what was reported with the index. False when nothing was. */
  async compareReported(): Promise<boolean> {
    const reported = this.queue.takeReported();
    if (reported.length === 0) return false;
    this.comparing = true;
    try {
      for (const relativePath of reported) await this.compare(relativePath);
    } finally {
      this.comparing = false;
    }
    return true;
  }

  /** Finds what differs from the index at or below a path, and queues it. */
  private async compare(below: string): Promise<Awaited<ReturnType<WorkspaceFiles['scan']>>> {
    const scan = await this.times.time('walk', () => this.onDisk.scan(below));
    for (const { path: folder, reason } of scan.unreadable)
      this.log('warn', 'workspace', `${path.join(this.config.root, folder)}: ${reason}`);
    const { changed, gone } = this.records.compare(scan.files, below, this.config.maxFileBytes, scan.unreadable);
    this.queue.add(changed, gone, below === '' ? 'all' : 'reported');
    const before = this.looked.size;
    for (const folder of scan.entered) this.looked.add(folder);
    if (this.looked.size > before) this.onEntered();
    return scan;
  }

  /** Folders of dependencies and tools that are looked into, since a person brings back what is in them; relative paths. */
  get entered(): readonly string[] {
    return [...this.looked];
  }

  /**
   * Looks whether all files are as the index knows them, though nobody reported a change, and notes those that are not.
   * @param pace resolves when the next folder may be looked into
   * @returns false when there are none
   */
  async recheck(pace: () => Promise<void>): Promise<boolean> {
    if (this.queue.needsScan) return false; // All of them are looked at anyway.
    const { files, unreadable } = await this.onDisk.scan('', pace);
    const { changed, gone } = this.records.compare(files, '', this.config.maxFileBytes, unreadable);
    const paths = [...changed.map((file) => file.path), ...gone];
    if (paths.length === 0) return false;
    this.log('info', 'workspace', `${this.config.root}: ${paths.length} changes that nobody reported`);
    this.leftOut = undefined;
    if (paths.length > PATHS_BEFORE_FULL_SCAN) this.queue.rescan();
    else this.queue.report(paths);
    return true;
  }

  private get onDisk(): WorkspaceFiles {
    return new WorkspaceFiles(this.config, CODE, this.git);
  }

  /**
   * What is left out: files for what is in them, and what no rule lets in, a folder with a slash at its end.
   * @throws WorkspaceError
   */
  async whatIsLeftOut(): Promise<Pick<FolderStatus, 'skipped' | 'leftOut'>> {
    this.leftOut ??= (await this.onDisk.scan()).leftOut;
    const tally = new LeftOutTally(this.config.nested);
    for (const { path: file, reason } of this.records.skipped) tally.add(file, false, { reason });
    for (const { path: folder, reason } of this.unreadable) tally.add(folder, true, { reason });
    return {
      skipped: [...this.records.skipped, ...this.unreadable, ...this.leftOut.list()],
      leftOut: LeftOutTally.sum(tally, this.leftOut),
    };
  }

  /**
   * Why a file is in the index or not; undefined when nothing stands against it, and it is not there yet.
   * @param relativePath forward slashes
   */
  async why(relativePath: string): Promise<WhyResponse | undefined> {
    const left = await whyLeftOut(this.onDisk, this.config, relativePath);
    if (left) {
      const remedies = await remediesFor(this.config, CODE, this.git, relativePath);
      return { path: relativePath, indexed: false, ...left, ...remedies };
    }
    const row = this.records.get(relativePath);
    if (row?.skipped === '') return { path: relativePath, indexed: true, chunks: row.chunks };
    // The parser alone knows some reasons.
    return row && { path: relativePath, indexed: false, reason: row.skipped };
  }

  dispose(): void {
    this.ruleFiles.dispose();
  }
}
