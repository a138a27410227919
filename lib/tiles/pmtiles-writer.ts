import { gzipSync } from 'node:zlib';
import { Compression, TileType, zxyToTileId } from 'pmtiles';
import type { TileAddress } from './tile-address.ts';

/**
 * Writes a PMTiles archive, version 3 (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): header, root
 * directory, metadata, leaf directories, tile data. Tiles are vector tiles that are gzip already.
 */
export type ArchiveInput = {
  tiles: readonly ArchivedTile[];
  minZoom: number;
  maxZoom: number;
  /** [west, south, east, north] in degrees. */
  bounds: readonly [number, number, number, number];
  metadata: Readonly<Record<string, unknown>>;
};
export type ArchivedTile = TileAddress & { bytes: Uint8Array };

const headerLength = 127;
/** Header and root directory are read in one request of 16,384 bytes. */
const maxRootLength = 16_384 - headerLength;
const leafSize = 4096;

type Entry = { id: number; offset: number; length: number; run: number };

/** The bytes of the archive. The same tiles in any order give the same bytes. @throws Error when there is no tile */
export function writePmtiles(input: ArchiveInput): Uint8Array {
  if (input.tiles.length === 0) throw new Error('an archive needs at least one tile');
  const tiles = input.tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), bytes: tile.bytes }))
    .sort((a, b) => a.id - b.id);
  let dataLength = 0;
  const entries = tiles.map(({ id, bytes }) => {
    const entry = { id, offset: dataLength, length: bytes.length, run: 1 };
    dataLength += bytes.length;
    return entry;
  });
  const { root, leaves } = toDirectories(entries);
  const metadata = gzipSync(JSON.stringify(input.metadata));
  const leafOffset = headerLength + root.length + metadata.length;
  const dataOffset = leafOffset + leaves.length;
  const header = Buffer.alloc(headerLength);
  header.write('PMTiles', 0, 'ascii');
  header.writeUInt8(3, 7);
  const numbers = [
    ...[headerLength, root.length, headerLength + root.length, metadata.length],
    ...[leafOffset, leaves.length, dataOffset, dataLength, tiles.length, tiles.length, tiles.length],
  ];
  for (const [index, value] of numbers.entries()) header.writeBigUInt64LE(BigInt(value), 8 + index * 8);
  // Clustered: tile data lies in the order of the directory.
  header.writeUInt8(1, 96);
  header.writeUInt8(Compression.Gzip, 97);
  header.writeUInt8(Compression.Gzip, 98);
  header.writeUInt8(TileType.Mvt, 99);
  header.writeUInt8(input.minZoom, 100);
  header.writeUInt8(input.maxZoom, 101);
  const [west, south, east, north] = input.bounds;
  const degrees = [west, south, east, north].map((value) => Math.round(value * 1e7));
  for (const [index, value] of degrees.entries()) header.writeInt32LE(value, 102 + index * 4);
  header.writeUInt8(input.minZoom, 118);
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119);
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123);
  return Buffer.concat([header, root, metadata, leaves, ...tiles.map(({ bytes }) => bytes)]);
}

function toDirectories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = toDirectory(entries);
  if (whole.length <= maxRootLength) return { root: whole, leaves: Buffer.alloc(0) };
  for (let size = leafSize; ; size *= 2) {
    const leaves: Buffer[] = [];
    const pointers: Entry[] = [];
    let offset = 0;
    for (let start = 0; start < entries.length; start += size) {
      const leaf = toDirectory(entries.slice(start, start + size));
      // A run of 0 marks a pointer to a leaf directory.
      pointers.push({ id: entries[start]?.id ?? 0, offset, length: leaf.length, run: 0 });
      leaves.push(leaf);
      offset += leaf.length;
    }
    const root = toDirectory(pointers);
    if (root.length <= maxRootLength) return { root, leaves: Buffer.concat(leaves) };
  }
}

/** Count, then ids as differences, runs, lengths, and offsets + 1 or 0 where an entry follows the one before it. */
function toDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  const write = (value: number) => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
    bytes.push(rest);
  };
  write(entries.length);
  for (const [index, { id }] of entries.entries()) write(id - (entries[index - 1]?.id ?? 0));
  for (const { run } of entries) write(run);
  for (const { length } of entries) write(length);
  for (const [index, { offset }] of entries.entries()) {
    const before = entries[index - 1];
    write(before !== undefined && before.offset + before.length === offset ? 0 : offset + 1);
  }
  return gzipSync(Uint8Array.from(bytes));
}
