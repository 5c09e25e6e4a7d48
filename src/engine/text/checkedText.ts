import { crc32 } from 'node:zlib';

/** A text behind its checksum, for a file in which a flipped bit must not pass for what was written. */
export function withChecksum(body: string): string {
  return `${checksumOf(body)}\n${body}`;
}

/** What {@link withChecksum} was given; undefined when it is not what it was. */
export function withoutChecksum(text: string): string | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  return text.slice(0, Math.max(0, end)) === checksumOf(body) ? body : undefined;
}

function checksumOf(text: string): string {
  return crc32(text).toString(16);
}
