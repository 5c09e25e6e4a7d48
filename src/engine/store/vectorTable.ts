import { tableOf } from './arrowTable';
import { type VectorRow, vectorSchema } from './schema';
import { compactVectors, nearest, type Tables, WRITES_PER_MAINTENANCE } from './tables';

/**
 * Texts whose vectors stay though no chunk uses them, e.g. those of other branches: this share of all chunks, and some more.
 * Fewer where what goes is kept elsewhere.
 */
const SPARE = { share: 0.5, texts: 1000 };
const SPARE_WHEN_KEPT = { share: 0.1, texts: 100 };
/** A condition that names many thousand hashes takes long to parse. */
const HASHES_PER_DELETE = 1000;

/**
 * The deep model's vectors by the hash of the text they are of. They come after the chunks, and stay for a while when the
 * last chunk with their text goes: it may come back with a branch or an undone edit.
 */
export class VectorTable {
  /** Hashes that have their vectors; read from the table once, then kept in step with it. */
  private known: Set<string> | undefined;
  private writes = 0;

  constructor(
    private readonly tables: Pick<Tables, 'vectors'>,
    private readonly dimensions: number,
  ) {}

  /** The hashes of all texts that have their vectors. It grows with the table: do not keep it. */
  hashes(): Promise<ReadonlySet<string>> {
    return this.readOnce();
  }

  /** All windows of texts that have none yet. */
  async add(rows: readonly VectorRow[]): Promise<void> {
    if (rows.length === 0) return;
    const known = await this.readOnce();
    await this.tables.vectors.add(tableOf(vectorSchema(this.dimensions), rows));
    for (const row of rows) known.add(row.contentHash);
    this.writes++;
  }

  /**
   * The windows nearest to a vector, best first, with the cosine similarity; also of texts that no chunk uses.
   * @param among only of these texts, by their hash: so many as a condition can name
   */
  async nearest(
    vector: Float32Array,
    windows: number,
    among?: ReadonlySet<string>,
  ): Promise<{ readonly contentHash: string; readonly score: number }[]> {
    const where = among && hashIn([...among]);
    return nearest<{ contentHash: string }>(this.tables.vectors, 'vector', vector, ['contentHash'], windows, where);
  }

  /** The vectors of texts, one a window in order. Hashes that are not known are absent. */
  async of(contentHashes: readonly string[]): Promise<Map<string, Float32Array[]>> {
    const found = new Map<string, Float32Array[]>();
    if (contentHashes.length === 0) return found;
    const rows = (await this.tables.vectors.query().where(hashIn(contentHashes)).toArray()) as (Omit<
      VectorRow,
      'vector'
    > & {
      vector: { toArray(): Float32Array };
    })[];
    for (const row of rows) {
      const windows = found.get(row.contentHash) ?? [];
      windows[row.window] = row.vector.toArray();
      found.set(row.contentHash, windows);
    }
    return found;
  }

  /**
   * One vector a text: the mean of its windows, L2-normalized. Read batch by batch, so that the thread is free in between.
   * @param contentHashes each once
   * @returns a row for each hash, and whether it has vectors; without them its row is zeros
   */
  async means(
    contentHashes: readonly string[],
  ): Promise<{ readonly values: Float32Array<ArrayBuffer>; readonly known: boolean[] }> {
    const { dimensions } = this;
    const rows = new Map(contentHashes.map((hash, row) => [hash, row]));
    const values = new Float32Array(contentHashes.length * dimensions);
    const known = new Array<boolean>(contentHashes.length).fill(false);
    for await (const batch of this.tables.vectors.query().select(['contentHash', 'vector'])) {
      const hashes = batch.getChild('contentHash')!;
      const vectors = batch.getChild('vector')!;
      for (let index = 0; index < batch.numRows; index++) {
        const row = rows.get(hashes.get(index) as string);
        if (row === undefined) continue;
        const vector = (vectors.get(index) as { toArray(): Float32Array }).toArray();
        for (let place = 0; place < dimensions; place++) values[row * dimensions + place]! += vector[place]!;
        known[row] = true;
      }
    }
    for (let start = 0; start < values.length; start += dimensions) {
      let squares = 0;
      for (let place = start; place < start + dimensions; place++) squares += values[place]! ** 2;
      const length = Math.sqrt(squares) || 1;
      for (let place = start; place < start + dimensions; place++) values[place]! /= length;
    }
    return { values, known };
  }

  /**
   * Forgets vectors that no chunk uses, once they are too many.
   * @param chunks how many there are
   * @param inUse reads the hashes of all of them
   * @param keep takes what is forgotten; without it more of it stays here
   */
  async prune(
    chunks: number,
    inUse: () => Promise<ReadonlySet<string>>,
    keep?: (rows: readonly VectorRow[]) => Promise<void>,
  ): Promise<void> {
    const known = await this.readOnce();
    const { share, texts } = keep ? SPARE_WHEN_KEPT : SPARE;
    if (known.size <= (1 + share) * chunks + texts) return;
    const used = await inUse();
    const unused = [...known].filter((hash) => !used.has(hash));
    for (let start = 0; start < unused.length; start += HASHES_PER_DELETE) {
      const hashes = unused.slice(start, start + HASHES_PER_DELETE);
      await keep?.(rowsOf(await this.of(hashes)));
      await this.tables.vectors.delete(hashIn(hashes));
    }
    for (const hash of unused) known.delete(hash);
    if (unused.length > 0) this.writes++;
  }

  /** Another process wrote: what is known of the table is read again. */
  forget(): void {
    this.known = undefined;
  }

  get needsMaintenance(): boolean {
    return this.writes >= WRITES_PER_MAINTENANCE;
  }

  get hasWritten(): boolean {
    return this.writes > 0;
  }

  async maintain(): Promise<void> {
    if (this.writes === 0) return;
    this.writes = 0;
    await compactVectors(this.tables.vectors, 'vector');
  }

  private async readOnce(): Promise<Set<string>> {
    return (this.known ??= await this.readHashes());
  }

  private async readHashes(): Promise<Set<string>> {
    const rows = await this.tables.vectors.query().where('window = 0').select(['contentHash']).toArray();
    return new Set((rows as { contentHash: string }[]).map((row) => row.contentHash));
  }
}

/** As rows of a table. */
export function rowsOf(texts: ReadonlyMap<string, readonly Float32Array[]>): VectorRow[] {
  return [...texts].flatMap(([contentHash, vectors]) =>
    vectors.map((vector, window): VectorRow => ({ contentHash, window, vector })),
  );
}

/** Hashes are hexadecimal: nothing to quote. */
function hashIn(contentHashes: readonly string[]): string {
  return `contentHash IN (${contentHashes.map((hash) => `'${hash}'`).join(', ')})`;
}
