import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { withChecksum, withoutChecksum } from '../text/checkedText';

const SEAL_FILE = 'seal.json';
const READ_BYTES = 1 << 20;
/** The one file that LanceDB writes again and again. It finds the newest version without it, or in spite of it. */
const HINT = 'latest_version_hint.json';
/**
 * Where LanceDB lists its tables once more. It does without, but may panic over one that is damaged, whatever table is asked for.
 */
export const CATALOG = '__manifest';

/** What a file was when it was sealed. */
interface SealedFile {
  readonly bytes: number;
  readonly crc: number;
}

/** An index at a moment when all of its tables agreed. */
interface SealedState {
  /** Version of each table. */
  readonly versions: Readonly<Record<string, number>>;
  /** Version of the chunks that the word index was built from. */
  readonly words: number;
  /** By path relative to the index directory, forward slashes. */
  readonly files: Readonly<Record<string, SealedFile>>;
}

/** Tables of an index whose files are not what they were. */
export interface Damage {
  /** A file of each that reads otherwise than it was written, by table. */
  readonly altered: ReadonlyMap<string, string>;
  /** Files that are gone, by table: lost, or cleaned up by a process that was ended before it could seal again. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  /** Whether LanceDB's list of tables is altered. */
  readonly catalog: boolean;
}

/**
 * Size and checksum of every file of an index, and the versions of its tables that belong together: LanceDB has no checksums,
 * and a flipped bit in a vector would be a wrong answer that nobody notices. It never changes a file that it has written, so
 * each is read once when it is new, and once by every process that opens the index (40 ms for 100 MB).
 *
 * Written after every change. What a process that was ended in between wrote since is taken back by the next writer.
 */
export class Seal {
  private readonly file: string;
  private state: SealedState | undefined;
  /** Versions were accepted that are not written down. */
  isBehind = false;
  /** Files that this process read or wrote itself, with the checksum they had. */
  private readonly checked = new Map<string, number>();

  constructor(private readonly directory: string) {
    this.file = path.join(directory, SEAL_FILE);
  }

  /** What was written or read last. */
  written = '';

  get versions(): SealedState['versions'] {
    return this.state?.versions ?? {};
  }

  /** A version of a table was made to repair it. */
  accept(table: string, version: number): void {
    if (this.state) this.state = { ...this.state, versions: { ...this.versions, [table]: version } };
    this.isBehind = true;
  }

  get words(): number {
    return this.state?.words ?? 0;
  }

  /** Reads what was written last. False when there is none, or it is damaged itself: nothing can be said of the index then. */
  async load(): Promise<boolean> {
    try {
      const text = await readFile(this.file, 'utf8');
      const body = withoutChecksum(text);
      this.state = body === undefined ? undefined : (JSON.parse(body) as SealedState);
      this.written = text;
      this.isBehind = false;
    } catch {
      this.state = undefined;
    }
    return this.state !== undefined;
  }

  /** Compares the files with the seal loaded last, those that this process knows already only when asked to. */
  async damage({ again }: { readonly again: boolean }): Promise<Damage> {
    if (again) this.checked.clear();
    const altered = new Map<string, string>();
    const missing = new Map<string, string[]>();
    let catalog = false;
    for (const [file, sealed] of Object.entries(this.state?.files ?? {})) {
      if (this.checked.get(file) === sealed.crc) continue;
      const found = await checksumOfFile(path.join(this.directory, file));
      const isAltered = found && (found.crc !== sealed.crc || found.bytes !== sealed.bytes);
      if (file.startsWith(`${CATALOG}/`)) catalog ||= isAltered === true;
      else if (!found) missing.set(tableOf(file), [...(missing.get(tableOf(file)) ?? []), file]);
      else if (isAltered) altered.set(tableOf(file), file);
      if (found && !isAltered) this.checked.set(file, sealed.crc);
    }
    return { altered, missing, catalog };
  }

  /**
   * Seals the files as they are now. Whoever calls it holds the index's lock and has just written them.
   * @param tables names of the tables
   */
  async write(tables: readonly string[], versions: SealedState['versions'], words: number): Promise<void> {
    const before = this.state?.files ?? {};
    const files: Record<string, SealedFile> = {};
    for (const file of await filesOf(this.directory, tables)) {
      const known = before[file];
      const sealed = known ?? (await checksumOfFile(path.join(this.directory, file)));
      if (!sealed) continue; // Cleaned up since it was listed.
      files[file] = sealed;
      if (!known) this.checked.set(file, sealed.crc);
    }
    for (const file of this.checked.keys()) if (!(file in files)) this.checked.delete(file);
    const state: SealedState = { versions, words, files };
    this.written = withChecksum(JSON.stringify(state));
    const fresh = `${this.file}.new`;
    try {
      await writeFile(fresh, this.written);
      await rename(fresh, this.file);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
    this.state = state;
    this.isBehind = false;
  }

  /** Forgets all that was: the tables are made anew, and their files have the names of other ones. */
  async remove(): Promise<void> {
    this.state = undefined;
    this.checked.clear();
    await rm(this.file, { force: true });
  }
}

/** Tells when an index was written: another text each time. Empty while there is none. */
export async function sealStamp(directory: string): Promise<string> {
  try {
    const handle = await open(path.join(directory, SEAL_FILE));
    try {
      const { mtimeMs, ino, size } = await handle.stat();
      return `${ino} ${mtimeMs} ${size}`;
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

/** Deletes the seal of an index that is deleted. */
export async function deleteSeal(directory: string): Promise<void> {
  await rm(path.join(directory, SEAL_FILE), { force: true });
}

async function filesOf(directory: string, tables: readonly string[]): Promise<string[]> {
  const perTable = await Promise.all(
    [CATALOG, ...tables.map((table) => `${table}.lance`)].map(async (folder) => {
      const entries = await readdir(path.join(directory, folder), { withFileTypes: true, recursive: true }).catch(
        (error: unknown) => {
          if (folder === CATALOG) return [];
          throw error;
        },
      );
      return entries
        .filter((entry) => entry.isFile() && entry.name !== HINT)
        .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    }),
  );
  return perTable.flat().sort();
}

/** `chunks.lance/data/x.lance` → chunks. */
function tableOf(file: string): string {
  return file.slice(0, file.indexOf('.lance/'));
}

/** Undefined when the file is not there; one that cannot be read is like none. */
async function checksumOfFile(file: string): Promise<SealedFile | undefined> {
  let handle;
  try {
    handle = await open(file);
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(1, (await handle.stat()).size)));
    let crc = 0;
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) return { bytes, crc };
      crc = crc32(buffer.subarray(0, bytesRead), crc);
      bytes += bytesRead;
    }
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}
