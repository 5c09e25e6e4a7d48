import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorText } from '../log';
import { markRoot, removeIndexDirectory } from '../store/abandonedIndexes';
import { IndexLock } from '../store/indexLock';
import { deleteIndex, IndexStore } from '../store/indexStore';
import { indexExists } from '../store/inspectIndex';
import { Seal, sealStamp } from '../store/seal';
import { StoreError } from '../store/storeError';
import { deferred } from './deferred';
import type { IndexerServices } from './indexerServices';

/** Another process that writes for so long is at more than one save: a question does not wait for it. */
const SHORT_WAIT_MS = 1000;
/** Shorter waits are not worth a word. */
const SILENT_WAIT_MS = 5000;
/** How often this process looks whether another one wrote the index. */
const FOLLOW_MS = 500;

/** Who works with a shared index. */
export interface IndexUser {
  /** Takes over all that the index holds: it was opened, or another process wrote it. */
  read(store: IndexStore): Promise<void>;
  /** Shows what another process wrote. `read` comes before anything is written here. */
  follow(store: IndexStore): Promise<void>;
  /** Another process is writing for a while, and this one begins to wait for it, or stops. */
  waits(): void;
  /** The index that was open is no more: it has to be closed and opened anew. */
  lost(): void;
}

/**
 * The index of one workspace folder, which editors and the command line share: opened, followed where another process writes
 * it, written by one process at a time, closed and deleted.
 */
export class SharedIndex {
  private opened: IndexStore | undefined;
  private opening = deferred<IndexStore>();
  private lockHere: IndexLock | undefined;
  private seal: Seal | undefined;
  /** Something went wrong with the index: all of its files are to be read before it is used. */
  private isSuspect = true;
  /** The index as it was when this process wrote or read it last; see `sealStamp`. */
  private stamp = '';
  /** Another process wrote the index, and its user has not read it since. */
  private isUnread = false;
  private absent = false;
  private waiting = false;

  constructor(
    private readonly root: string,
    /** Asked when the index is opened; fails when the folder does not exist. */
    private readonly directory: () => string,
    private readonly services: Pick<IndexerServices, 'identity' | 'log' | 'onNotice'>,
    private readonly user: IndexUser,
    /** Folders of which nothing is found; see `FolderConfig`. */
    private readonly nested?: readonly string[],
  ) {}

  /** The store while it is open. */
  get store(): IndexStore | undefined {
    return this.opened;
  }

  /** The store, once it is open. @throws what opening it failed with, StoreError when there is none and none will come */
  async whenOpen(): Promise<IndexStore> {
    if (this.opened) return this.opened;
    if (this.absent) throw new StoreError(l10n.t('There is no index of {0}: resume indexing to build it.', this.name));
    return this.opening.promise;
  }

  /** Whether it was deleted, or never built, and nothing builds it now. */
  get isAbsent(): boolean {
    return this.absent;
  }

  /** Looks whether there is nothing to open, for those who may not build it. */
  async look(): Promise<boolean> {
    if (this.opened || (await indexExists(this.directory()))) return true;
    this.absent = true;
    this.refuse(new Error('There is no index.'));
    return false;
  }

  /** It may be built from now on. */
  expect(): void {
    this.absent = false;
  }

  /** Those who wait for the store are told that it cannot be opened. */
  refuse(error: unknown): void {
    this.opening.reject(error);
    this.opening = deferred();
  }

  /** All of its files are read when it is opened the next time. */
  distrust(): void {
    this.isSuspect = true;
  }

  /**
   * The store, opened or built if it is not, after its user has read what is in it.
   * @param signal ends waiting for another process
   * @throws StoreError
   */
  async open(signal: AbortSignal): Promise<IndexStore> {
    if (this.opened) {
      if (this.isUnread) await this.read(this.opened);
      return this.opened;
    }
    const { identity, onNotice, log } = this.services;
    const directory = this.directory();
    this.seal ??= new Seal(directory);
    const { seal, nested } = this;
    const options = { seal, again: this.isSuspect, ...(nested ? { nested } : {}) };
    // An index that is good is opened without waiting for whoever writes it.
    let store = await IndexStore.openExisting(directory, identity, options);
    if (store && (await store.isUnsealed()) && (await this.lock.takeIfFree())) await store.takeBack();
    if (!store) {
      await this.takeLock(signal);
      const opened = await IndexStore.open(directory, identity, options);
      store = opened.store;
      if (opened.rebuilt !== undefined)
        onNotice(l10n.t('The index of {0} is being built again because {1}.', this.name, opened.rebuilt));
    }
    this.isSuspect = false;
    await this.read(store);
    this.opened = store;
    this.absent = false;
    this.opening.resolve(store);
    await markRoot(directory, this.root).catch((error: unknown) => {
      // A folder that cannot be written is told of when something is to be written.
      log('debug', 'indexer', `${this.root}: ${errorText(error)}`);
    });
    return store;
  }

  private async read(store: IndexStore): Promise<void> {
    this.stamp = await sealStamp(this.directory());
    await this.user.read(store);
    this.isUnread = false;
  }

  /** Whether this process has the right to write. */
  get hasLock(): boolean {
    return this.lockHere?.held === true;
  }

  /** Whether another process has been writing for a while, and this one waits for it. */
  get isWaiting(): boolean {
    return this.waiting;
  }

  /**
   * Makes sure that no other process writes from here on, and that its user knows what is in the index.
   * @param signal ends waiting for another process
   * @returns false when the store had to be closed: another process built the index again
   */
  async beginWriting(store: IndexStore, signal: AbortSignal): Promise<boolean> {
    await this.takeLock(signal);
    try {
      const { changed } = await store.refresh();
      if ((await store.takeBack()) || changed || this.isUnread) await this.read(store);
      return true;
    } catch (error) {
      // Its files are not there any more.
      this.services.log('info', 'indexer', `${this.root}: ${errorText(error)}`);
      this.close();
      return false;
    }
  }

  /** Takes the right to write if nobody has it, and nobody had it since this process looked at the index last. */
  async mayWrite(): Promise<boolean> {
    if (!this.opened) return false;
    try {
      if (!(await this.lock.takeIfFree())) return false;
      if (!(await this.opened.refresh()).changed) return true;
      this.isUnread = true;
      await this.user.follow(this.opened);
    } catch (error) {
      // Nothing has to be written: an index that can only be read is as good.
      this.services.log('info', 'indexer', `${this.root} is left as it is: ${errorText(error)}`);
    }
    return false;
  }

  /** Waits until nobody else writes. @throws the signal's reason when it is aborted, StoreError */
  async takeLock(signal: AbortSignal): Promise<void> {
    if (this.lock.held) return;
    let isTold = false;
    try {
      await this.lock.take(signal, (waitedMs) => {
        this.waiting = waitedMs >= SHORT_WAIT_MS;
        this.user.waits();
        if (waitedMs < SILENT_WAIT_MS || isTold) return;
        isTold = true;
        this.services.onNotice(
          l10n.t('Another Hunch process is indexing {0}: this one waits until it is done.', this.name),
        );
      });
    } finally {
      this.waiting = false;
    }
  }

  /** Others may write. */
  async release(): Promise<void> {
    await this.lockHere?.release();
  }

  /**
   * Looks again and again whether another process wrote the index, and goes on with what it wrote: people see it here as well,
   * and should it die, this process knows what is left to do.
   * @returns when the signal is aborted
   */
  async followOthers(ended: AbortSignal): Promise<void> {
    let rest = FOLLOW_MS;
    for (;;) {
      await pause(rest, undefined, { ref: false, signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      const started = performance.now();
      try {
        if (this.opened) await this.followOnce(this.opened);
      } catch (error) {
        this.services.log('warn', 'indexer', `${this.root}: ${errorText(error)}`);
      }
      // An index of many files takes a while to look through: not all the time.
      rest = Math.max(FOLLOW_MS, 10 * (performance.now() - started));
    }
  }

  private async followOnce(store: IndexStore): Promise<void> {
    const stamp = await sealStamp(this.directory());
    if (stamp === this.stamp || this.hasLock || this.opened !== store) return;
    this.stamp = stamp;
    try {
      if (!(await store.refresh()).changed) return;
      this.isUnread = true;
      await this.user.follow(store);
    } catch (error) {
      this.services.log('info', 'indexer', `${this.root}: ${errorText(error)}`);
      if (this.opened === store) this.user.lost();
    }
  }

  /** Closes the store, to be opened again. */
  close(): void {
    // Who waits for one that was not opened yet goes on waiting.
    if (!this.opened) return;
    this.opened.close();
    this.opened = undefined;
    this.opening = deferred();
  }

  /** Deletes the tables of a closed index from the disk. Whoever calls it has taken the lock. */
  async delete(): Promise<void> {
    await deleteIndex(this.directory());
    this.seal = undefined;
  }

  /** Removes what else there is of a deleted index, and others may write. */
  async remove(): Promise<void> {
    await this.release();
    await removeIndexDirectory(this.directory());
    this.absent = true;
  }

  /** Closes it for good. */
  dispose(): void {
    this.opening.reject(new Error('The folder was closed.'));
    this.opened?.close();
  }

  private get lock(): IndexLock {
    return (this.lockHere ??= new IndexLock(this.directory()));
  }

  private get name(): string {
    return path.basename(this.root);
  }
}
