import * as l10n from '@vscode/l10n';
import type { OpenTables } from './openTables';
import { takeBackTo } from './repair';
import type { Seal } from './seal';
import { StoreError } from './storeError';
import { TABLES, WRITES_PER_MAINTENANCE } from './tables';

/** The tables of an index with the seal on them: which versions there are, and which of them belong together. */
export class SealedTables {
  /** The version of the chunks that there is, and the one that the word index was built from. */
  private chunksVersion = 0;
  private wordsVersion: number;
  /** Versions may be left that nobody needs: also those of a process that did not stay to remove them. */
  private littered = true;
  /** Changes of other processes since the tables were opened. */
  private followed = 0;

  private constructor(
    private readonly directory: string,
    private readonly tables: OpenTables,
    private readonly sealing: Seal,
  ) {
    this.wordsVersion = sealing.words;
  }

  /** @param seal the one that was loaded when the tables were opened */
  static async of(directory: string, tables: OpenTables, seal: Seal): Promise<SealedTables> {
    const sealed = new SealedTables(directory, tables, seal);
    sealed.chunksVersion = await tables.chunks.version();
    return sealed;
  }

  /** What the word index was not built from is found by words, but ranked without knowing how frequent they are. */
  get isWordIndexBehind(): boolean {
    return this.chunksVersion !== this.wordsVersion;
  }

  /** Whether versions are left that nobody needs once they are old enough. */
  get isLittered(): boolean {
    return this.littered;
  }

  /** Whether a process was ended, or is still at it, after it wrote and before it sealed that. */
  async areUnsealed(): Promise<boolean> {
    const versions = await this.versions();
    return Object.entries(versions).some(([name, version]) => version !== this.sealing.versions[name]);
  }

  /** Takes back what was not sealed. @returns whether there was anything */
  async takeBack(): Promise<boolean> {
    if (!this.sealing.isBehind && !(await this.areUnsealed())) return false;
    // It may have been sealed while we waited for the lock.
    if (!this.sealing.isBehind) await this.sealing.load();
    for (const [name, table] of this.tables.all) {
      await table.checkoutLatest();
      await takeBackTo(this.sealing.versions[name]!, table);
    }
    // Its versions have other numbers now.
    await this.seal(0);
    return true;
  }

  /** Looks at the newest versions. @returns whether another process wrote them @throws when the index was built again */
  async refresh(): Promise<boolean> {
    const before = await this.versions();
    // See `OpenTables`: whoever only follows never does maintenance.
    if (this.followed >= WRITES_PER_MAINTENANCE) {
      await this.tables.reopen('chunks', 'files', 'vectors');
      this.followed = 0;
    } else await Promise.all(this.tables.all.map(([, table]) => table.checkoutLatest()));
    const now = await this.versions();
    const changes = Object.entries(now).map(([name, version]) => version - before[name]!);
    if (changes.some((change) => change < 0)) throw new Error('The index was built again.');
    if (!changes.some((change) => change > 0)) return false;
    this.followed++;
    await this.sealing.load();
    this.wordsVersion = this.sealing.words;
    this.chunksVersion = now.chunks!;
    return true;
  }

  /** Writes down what the files of all tables are now. @param wordsVersion of the chunks that the word index was built from */
  async seal(wordsVersion = this.wordsVersion): Promise<void> {
    const versions = await this.versions();
    this.chunksVersion = versions.chunks!;
    this.wordsVersion = wordsVersion;
    this.littered = true;
    await this.sealing.write(TABLES, versions, wordsVersion);
  }

  /** The same when the word index was just built from all chunks there are. */
  async sealWithWords(): Promise<void> {
    await this.seal(await this.tables.chunks.version());
  }

  /** The same when only versions were left that somebody may need. */
  async sealClean(): Promise<void> {
    await this.sealWithWords();
    this.littered = false;
  }

  /** What is merged is written anew, and sealed as it is then: damage that happened meanwhile must not get that far. */
  async refuseDamage(): Promise<void> {
    const { altered } = await this.sealing.damage({ again: true });
    const [file] = altered.values();
    if (file !== undefined)
      throw new StoreError(
        l10n.t('The index in {0} is damaged ({1}): rebuild it, or delete that folder.', this.directory, file),
        {
          mayBeDamage: true,
        },
      );
  }

  private async versions(): Promise<Record<string, number>> {
    return Object.fromEntries(
      await Promise.all(this.tables.all.map(async ([name, table]) => [name, await table.version()] as const)),
    );
  }
}
