import { type GitChanges, gitChanges } from './gitChanges';

/** Nobody is told of a commit, so what git said is asked for again after this. Long enough for a query typed letter by letter. */
const FRESH_MS = 2_000;

/** What git calls changed in each folder, kept for a moment. */
export class RecentChanges {
  private readonly answers = new Map<string, { readonly at: number; readonly changes: Promise<GitChanges> }>();

  /** @param root absolute path of a workspace folder */
  of(root: string): Promise<GitChanges> {
    const known = this.answers.get(root);
    if (known && performance.now() - known.at < FRESH_MS) return known.changes;
    const changes = gitChanges(root);
    this.answers.set(root, { at: performance.now(), changes });
    return changes;
  }

  forget(): void {
    this.answers.clear();
  }
}
