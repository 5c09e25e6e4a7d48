import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Layout } from './layout';

const FILE = 'map.bin';
/** Changes with what is written below, and with how places are found. */
const VERSION = 2;
/** Hexadecimal digits of a content hash that are kept: as good as all of them among some hundred thousand. */
const HASH_BYTES = 8;
const RECORD_BYTES = HASH_BYTES + 8;
/** At the end, of all before it. */
const CHECK_BYTES = 4;

/** Where functions were on the map, by the hash of their text, so that the map stays the same when some of them change. */
export async function readLayout(
  directory: string,
  fingerprint: string,
): Promise<Map<string, readonly [number, number]>> {
  const places = new Map<string, readonly [number, number]>();
  let file: Buffer;
  try {
    file = await readFile(path.join(directory, FILE));
  } catch {
    return places; // There is none yet.
  }
  const head = headOf(fingerprint);
  const end = file.length - CHECK_BYTES;
  if (!file.subarray(0, head.length).equals(head) || (end - head.length) % RECORD_BYTES !== 0) return places;
  if (crc32(file.subarray(0, end)) !== file.readUInt32LE(end)) return places;
  for (let start = head.length; start < end; start += RECORD_BYTES) {
    const hash = file.toString('hex', start, start + HASH_BYTES);
    places.set(hash, [file.readFloatLE(start + HASH_BYTES), file.readFloatLE(start + HASH_BYTES + 4)]);
  }
  return places;
}

/** @param contentHashes in the order of the layout */
export async function writeLayout(
  directory: string,
  fingerprint: string,
  contentHashes: readonly string[],
  layout: Layout,
): Promise<void> {
  const head = headOf(fingerprint);
  const file = Buffer.alloc(head.length + contentHashes.length * RECORD_BYTES + CHECK_BYTES);
  head.copy(file);
  contentHashes.forEach((hash, index) => {
    const start = head.length + index * RECORD_BYTES;
    file.write(shortHash(hash), start, 'hex');
    file.writeFloatLE(layout[2 * index]!, start + HASH_BYTES);
    file.writeFloatLE(layout[2 * index + 1]!, start + HASH_BYTES + 4);
  });
  const end = file.length - CHECK_BYTES;
  file.writeUInt32LE(crc32(file.subarray(0, end)), end);
  // Whole or not at all, whoever reads or writes beside.
  const partial = path.join(directory, `${FILE}.${process.pid}`);
  await writeFile(partial, file);
  await rename(partial, path.join(directory, FILE));
}

export function shortHash(contentHash: string): string {
  return contentHash.slice(0, 2 * HASH_BYTES);
}

function headOf(fingerprint: string): Buffer {
  return Buffer.from(`hunch map ${VERSION} ${fingerprint}\n`);
}
