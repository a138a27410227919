import { nodeHash } from './merkle.ts';
import { splitHashes, subtreeRoot, tileWidth, toPartialIndex, toPartialWidths, toTilePath } from './tiles.ts';

/** Reads a file of the log below its address; undefined where there is none. */
export type ReadTile = (path: string) => Buffer | undefined;

/** A tree of a fixed size, read from its tiles. Every method throws an Error where a tile is missing or too short. */
export class TileReader {
  readonly size: number;
  readonly #read: ReadTile;
  readonly #cache = new Map<string, Buffer[]>();

  constructor(size: number, read: ReadTile) {
    this.size = size;
    this.#read = read;
  }

  /** The unfinished tile of each level, from level 0. */
  readPartials(): Buffer[][] {
    return toPartialWidths(this.size).map((width, level) =>
      width === 0 ? [] : this.#getTile(level, toPartialIndex(this.size, level)),
    );
  }

  /** RFC 6962 root over the first `size` leaves of this tree, 32 bytes; `size` from 1. */
  rootAt(size: number): Buffer {
    return this.#rangeHash(0, size);
  }

  leafAt(index: number): Buffer {
    return this.#subtree(0, index);
  }

  /** RFC 6962 §2.1.1 audit path of a leaf in the tree of this size, from its sibling to the root's child. */
  inclusionProof(index: number): Buffer[] {
    const proof: Buffer[] = [];
    let [low, high] = [0, this.size];
    while (high - low > 1) {
      const middle = low + largestPowerBelow(high - low);
      const goesLeft = index < middle;
      proof.push(goesLeft ? this.#rangeHash(middle, high) : this.#rangeHash(low, middle));
      [low, high] = goesLeft ? [low, middle] : [middle, high];
    }
    return proof.reverse();
  }

  /** RFC 6962 §2.1.2 proof that the tree over the first `oldSize` leaves is the beginning of this one; from 1 to `size`. */
  consistencyProof(oldSize: number): Buffer[] {
    const proof: Buffer[] = [];
    let [low, high] = [0, this.size];
    let isOldRoot = true;
    while (oldSize !== high) {
      const middle = low + largestPowerBelow(high - low);
      if (oldSize <= middle) {
        proof.push(this.#rangeHash(middle, high));
        high = middle;
      } else {
        proof.push(this.#rangeHash(low, middle));
        low = middle;
        isOldRoot = false;
      }
    }
    if (!isOldRoot) proof.push(this.#rangeHash(low, high));
    return proof.reverse();
  }

  /** Root over the leaves [low, high), where `low` is a multiple of the largest power of two in the range. */
  #rangeHash(low: number, high: number): Buffer {
    const count = high - low;
    const power = largestPowerBelow(count + 1);
    if (power === count) return this.#subtree(Math.log2(count), low / count);
    return nodeHash(this.#rangeHash(low, low + power), this.#rangeHash(low + power, high));
  }

  /** Root of the complete subtree of 2^height leaves with that number. */
  #subtree(height: number, index: number): Buffer {
    const level = Math.floor(height / 8);
    const width = 2 ** (height % 8);
    const start = index * width;
    const tile = this.#getTile(level, Math.floor(start / tileWidth));
    const hashes = tile.slice(start % tileWidth, (start % tileWidth) + width);
    if (hashes.length < width) throw new Error(`tile ${level}/${Math.floor(start / tileWidth)} is too short`);
    return subtreeRoot(hashes);
  }

  #getTile(level: number, index: number): Buffer[] {
    const full = index < toPartialIndex(this.size, level);
    const width = full ? tileWidth : (toPartialWidths(this.size)[level] ?? 0);
    const path = toTilePath(level, index, width);
    const held = this.#cache.get(path);
    if (held !== undefined) return held;
    // A partial tile may have gone when its full tile came, which begins with the same hashes.
    const bytes = this.#read(path) ?? this.#read(toTilePath(level, index));
    if (bytes === undefined) throw new Error(`${path} is missing`);
    const hashes = splitHashes(bytes).slice(0, width);
    this.#cache.set(path, hashes);
    return hashes;
  }
}

/** True when the proof leads from the leaf's hash to the root (RFC 9162 §2.1.3.2). */
export function checkInclusion(
  claim: { index: number; size: number; leaf: Buffer; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (claim.index >= claim.size) return false;
  let [position, last] = [claim.index, claim.size - 1];
  let hash = claim.leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && hash.equals(claim.root);
}

/** True when the proof shows that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2); old size from 1. */
export function checkConsistency(
  older: { size: number; root: Buffer },
  newer: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size < 1 || older.size > newer.size) return false;
  const isPower = largestPowerBelow(older.size + 1) === older.size;
  const [first, ...rest] = isPower ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [position, last] = [older.size - 1, newer.size - 1];
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && oldHash.equals(older.root) && newHash.equals(newer.root);
}

/** Largest power of two below `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** Division, not shifts: sizes pass 2³². */
function half(value: number): number {
  return Math.floor(value / 2);
}
