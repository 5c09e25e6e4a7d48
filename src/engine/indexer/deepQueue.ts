/**
 * Which chunks the deep model has not read yet, and whose turn is next: files that were saved last or that a question
 * came upon, then those in editors, then the rest in the order in which they were found. Files, because a file must be read
 * and cut again to get at the texts of its chunks.
 */
export class DeepQueue {
  /** Content hashes without vectors by file; files without such are not in it. */
  private readonly missing = new Map<string, ReadonlySet<string>>();
  /** Files that come before the others, the last one first. */
  private readonly preferred = new Set<string>();
  /** Files in editors, those looked at first; also such as nothing is missing of. */
  private open: readonly string[] = [];
  private missingChunks = 0;
  private finishedChunks = 0;

  /** Chunks of the work in hand that are finished; back to 0 when all is done. */
  get done(): number {
    return this.finishedChunks;
  }

  get total(): number {
    return this.finishedChunks + this.missingChunks;
  }

  get hasWork(): boolean {
    return this.missing.size > 0;
  }

  /**
   * Notes what a file consists of now.
   * @param hashes content hashes of its chunks that have no vectors
   * @param isUrgent somebody works on it
   */
  set(path: string, hashes: Iterable<string>, isUrgent: boolean): void {
    this.remove(path);
    const missing = new Set(hashes);
    if (missing.size === 0) return;
    this.missing.set(path, missing);
    this.missingChunks += missing.size;
    if (isUrgent) this.prefer([path]);
  }

  remove(path: string): void {
    this.missingChunks -= this.missing.get(path)?.size ?? 0;
    this.missing.delete(path);
    this.preferred.delete(path);
  }

  /** These files come next, if anything of them is missing. @param paths the most wanted first */
  prefer(paths: readonly string[]): void {
    for (const path of [...paths].reverse()) {
      if (!this.missing.has(path)) continue;
      this.preferred.delete(path);
      this.preferred.add(path);
    }
  }

  setOpen(paths: readonly string[]): void {
    this.open = paths;
  }

  /** The files whose turn it is, and what of each is missing. */
  peek(count: number): { readonly path: string; readonly hashes: ReadonlySet<string> }[] {
    const next = new Set([...this.preferred].slice(-count).reverse());
    for (const paths of [this.open, this.missing.keys()])
      for (const path of paths) {
        if (next.size >= count) break;
        if (this.missing.has(path)) next.add(path);
      }
    return [...next].map((path) => ({ path, hashes: this.missing.get(path)! }));
  }

  /** The vectors of some texts are there: no file misses them any more. */
  finish(path: string, hashes: ReadonlySet<string>): void {
    const before = this.missing.get(path);
    if (!before) return;
    const left = new Set([...before].filter((hash) => !hashes.has(hash)));
    this.finishedChunks += before.size - left.size;
    if (left.size === 0) this.remove(path);
    else {
      this.missingChunks -= before.size - left.size;
      // In its place, so that the order stays.
      this.missing.set(path, left);
    }
    if (!this.hasWork) this.finishedChunks = 0;
  }

  clear(): void {
    this.missing.clear();
    this.preferred.clear();
    this.missingChunks = 0;
    this.finishedChunks = 0;
  }
}
