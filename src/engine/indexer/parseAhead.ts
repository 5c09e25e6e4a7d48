import type { FolderConfig } from '../../protocol/engine';
import type { FoundFile } from '../workspace/workspaceFiles';
import type { FileRecords } from './fileRecords';
import type { ParsedSource } from './parseThread';
import type { SourceReader } from './sourceReader';
import type { WorkQueue } from './workQueue';

/** Files given to the parser at a time. */
const FILES_PER_PARSE = 16;

interface Parse {
  readonly files: readonly FoundFile[];
  readonly outcomes: Promise<readonly ParsedSource[]>;
}

/** Keeps the parser thread busy with the files that come next, while those before them are embedded and written. */
export class ParseAhead {
  private inHand: Parse | undefined;

  constructor(
    private readonly reader: SourceReader,
    private readonly config: FolderConfig,
    private readonly records: FileRecords,
    private readonly queue: WorkQueue,
  ) {}

  /** The next files and what became of each, in the same order. */
  async next(): Promise<{ files: readonly FoundFile[]; outcomes: readonly ParsedSource[] }> {
    const next = this.queue.peek(FILES_PER_PARSE);
    const { inHand } = this;
    // A parse made ahead serves as long as its files still come next, and as they were then.
    const parse =
      inHand && inHand.files[0] === next[0] && inHand.files.every((file) => this.queue.holds(file))
        ? inHand
        : this.parse(next);
    this.inHand = undefined;
    return { files: parse.files, outcomes: await parse.outcomes };
  }

  /**
   * Goes on while the caller works on the first of what `next` gave.
   * @param taken those the caller works on; the others come again next time, without being parsed again
   */
  goOn(
    { files, outcomes }: { readonly files: readonly FoundFile[]; readonly outcomes: readonly ParsedSource[] },
    taken: number,
  ): void {
    if (taken < files.length) {
      this.inHand = { files: files.slice(taken), outcomes: Promise.resolve(outcomes.slice(taken)) };
      return;
    }
    const next = this.queue.peek(FILES_PER_PARSE, new Set(files));
    if (next.length > 0) this.inHand = this.parse(next);
  }

  /** What was parsed ahead is worth nothing any more. */
  forget(): void {
    this.inHand = undefined;
  }

  private parse(files: readonly FoundFile[]): Parse {
    const outcomes = this.reader.parse({
      root: this.config.root,
      maxFileBytes: this.config.maxFileBytes,
      files: files.map(({ path, size, included = false }) => {
        return { path, size, included, knownHash: this.records.get(path)?.hash ?? '' };
      }),
    });
    outcomes.catch(() => undefined); // Seen by the call of `next` that awaits it, if it comes to that.
    return { files, outcomes };
  }
}
