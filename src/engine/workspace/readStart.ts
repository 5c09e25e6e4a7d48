import { open } from 'node:fs/promises';

/** The first bytes of a file as text; undefined when it cannot be read. No more of the file is read. */
export async function readStart(file: string, bytes: number): Promise<string | undefined> {
  let handle;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}
