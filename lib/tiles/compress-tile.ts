import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

const compressLater = promisify(gzip);
/** Up to so many bytes the way to another thread and back takes longer than the work. */
const atOnce = 64 * 1024;
/** A tile made on request waits for it: the sixth level takes twice as long for a twentieth fewer bytes. */
const fastest = 1;

/** A tile made on request, gzip; null for one without features. */
export async function compressTile(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes.length > atOnce) return compressLater(bytes, { level: fastest });
  return compressAtOnce(bytes);
}

/**
 * The same by this thread. Most tiles have a few kilobytes: a window and a piece of output no larger than the tile save
 * clearing a quarter of a megabyte and asking for 16 kB that are not filled.
 */
export function compressAtOnce(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length === 0) return null;
  const windowBits = Math.max(9, Math.min(15, 32 - Math.clz32(bytes.length)));
  const memLevel = Math.max(1, Math.min(9, windowBits - 6));
  return gzipSync(bytes, { level: fastest, windowBits, memLevel, chunkSize: Math.max(64, bytes.length) });
}
