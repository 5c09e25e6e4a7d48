import { unwatchFile, watchFile } from 'node:fs';

/** How often the files are looked at: a `stat` each, which works on every file system and for files that do not exist yet. */
const INTERVAL_MS = 2000;

/** Looks after the few files of rules that lie outside of what an editor watches, as git's global ignore file. */
export class RuleFileWatch {
  private files: ReadonlySet<string> = new Set();
  private readonly onStat = (now: { mtimeMs: number; size: number }, before: { mtimeMs: number; size: number }) => {
    // A file that does not exist is told of once, with nothing changed.
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) this.onChange();
  };

  constructor(private readonly onChange: () => void) {}

  /** Replaces the files, absolute paths, that are looked after. */
  watch(files: readonly string[]): void {
    const wanted = new Set(files);
    for (const file of this.files) if (!wanted.has(file)) unwatchFile(file, this.onStat);
    for (const file of wanted)
      if (!this.files.has(file)) watchFile(file, { interval: INTERVAL_MS, persistent: false }, this.onStat);
    this.files = wanted;
  }

  dispose(): void {
    this.watch([]);
  }
}
