import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { storeError } from './storeError';

const LOCK_FILE = 'writer.lock';
const POLL_MS = 100;
const HEARTBEAT_MS = 5000;
/** A lock without a heartbeat for so long has lost its holder, even where its process cannot be looked at. */
export const ABANDONED_MS = 60_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/** Locks held in this process: a lock file that names this process and is not among them is an older process's. */
const heldHere = new Set<string>();

/**
 * The right to write an index, which VS Code, its forks and the command line share: one process has it at a time. LanceDB
 * keeps a table whole under several writers, but two that insert the same new row both succeed, and it would stand there twice.
 * A process that died without giving it back loses it at once.
 */
export class IndexLock {
  private readonly file: string;
  private readonly token = randomUUID();
  private heartbeat: NodeJS.Timeout | undefined;
  /** The last heartbeat seen of another's lock, and when by a clock that nobody sets. */
  private seen: { readonly beat: number; readonly at: number } | undefined;

  constructor(private readonly directory: string) {
    this.file = path.join(directory, LOCK_FILE);
  }

  get held(): boolean {
    return this.heartbeat !== undefined;
  }

  /**
   * Waits until nobody else writes.
   *
   * @param onWait called again and again while somebody else writes, with the milliseconds since the first try
   * @throws the signal's reason when it is aborted, StoreError when the directory cannot be written
   */
  async take(signal: AbortSignal, onWait: (waitedMs: number) => void): Promise<void> {
    let waited = 0;
    while (!(await this.tryTake())) {
      await pause(POLL_MS, undefined, { signal });
      waited += POLL_MS;
      onWait(waited);
    }
    this.keep();
  }

  /** Takes the lock if nobody has it. @throws StoreError when the directory cannot be written */
  async takeIfFree(): Promise<boolean> {
    if (this.held) return true;
    if (!(await this.tryTake())) return false;
    this.keep();
    return true;
  }

  private keep(): void {
    heldHere.add(this.token);
    this.heartbeat = setInterval(() => {
      const now = new Date();
      // A heartbeat that fails is one of many.
      void utimes(this.file, now, now).catch(() => undefined);
    }, HEARTBEAT_MS).unref();
  }

  async release(): Promise<void> {
    if (!this.held) return;
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
    heldHere.delete(this.token);
    // It may have been taken from us while this machine slept.
    if ((await holderIn(this.file))?.token === this.token) await rm(this.file, { force: true });
  }

  private async tryTake(): Promise<boolean> {
    try {
      await mkdir(this.directory, { recursive: true });
      if (await this.create()) return true;
      const holder = await holderIn(this.file);
      if (!(await this.isAbandoned(holder))) return false;
      await this.discard(holder);
      return await this.create();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  private async create(): Promise<boolean> {
    const holder: Holder = { pid: process.pid, host: os.hostname(), token: this.token };
    try {
      await writeFile(this.file, JSON.stringify(holder), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      // What a full disk leaves of it.
      await rm(this.file, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  private async isAbandoned(holder: Holder | undefined): Promise<boolean> {
    if (holder?.host === os.hostname()) {
      if (holder.pid === process.pid) return !heldHere.has(holder.token);
      if (!isAlive(holder.pid)) return true;
    }
    try {
      const beat = (await stat(this.file)).mtimeMs;
      // Not by how old it is: a clock that is set forward must not take the lock from somebody who writes.
      if (this.seen?.beat !== beat) this.seen = { beat, at: performance.now() };
      return performance.now() - this.seen.at > ABANDONED_MS;
    } catch {
      return false; // Given back in this moment.
    }
  }

  /** Takes an abandoned lock file away, unless another process was faster and the file is its lock now. */
  private async discard(abandoned: Holder | undefined): Promise<void> {
    const aside = `${this.file}.${this.token}`;
    try {
      await rename(this.file, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    if ((await holderIn(aside))?.token === abandoned?.token) await rm(aside, { force: true });
    else await rename(aside, this.file);
  }
}

/** Undefined when there is no lock, or one that is just being written. */
async function holderIn(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** The process that is writing an index now, as far as can be told on this machine. */
export async function writerOf(directory: string): Promise<number | undefined> {
  const holder = await holderIn(path.join(directory, LOCK_FILE));
  return holder && (holder.host !== os.hostname() || isAlive(holder.pid)) ? holder.pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
