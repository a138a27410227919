import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

const compressLater = promisify(gzip);
/** Up to so many bytes the way to another thread and back takes longer than the work. */
const atOnce = 64 * 1024;

/**
 * gzip for a tile made on request. Most have a few kilobytes; a window no larger than the tile saves clearing a quarter
 * of a megabyte for each.
 */
export async function compressTile(bytes: Uint8Array, level: number): Promise<Uint8Array> {
  return bytes.length > atOnce ? compressLater(bytes, { level }) : compressAtOnce(bytes, level);
}

export function compressAtOnce(bytes: Uint8Array, level: number): Uint8Array {
  const windowBits = Math.max(9, Math.min(15, 32 - Math.clz32(bytes.length)));
  return gzipSync(bytes, { level, windowBits, memLevel: Math.max(1, windowBits - 7) });
}
