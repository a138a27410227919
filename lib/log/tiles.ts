import { Frontier, merkleRoot, nodeHash } from './merkle.ts';

/** Hashes in a full tile: a subtree of height 8 (C2SP tlog-tiles). */
export const tileWidth = 256;
const hashBytes = 32;

/** One file of the log: `path` below the log's address, e.g. `tile/0/x001/067.p/17`. */
export type TileFile = { path: string; bytes: Buffer };

/**
 * Path of a tile. Numbers are written in groups of three digits, so that no folder holds more than a thousand files.
 *
 * @param level 0 for leaf hashes, or `entries` for the entries themselves
 * @param width left out, or 256, for a full tile
 */
export function toTilePath(level: number | 'entries', index: number, width = tileWidth): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  const last = groups.pop() ?? '';
  const folders = groups.map((group) => `x${group}/`).join('');
  return `tile/${level}/${folders}${last}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Width of the last, partial tile at each level of a tree, from level 0; 0 where every tile is full. */
export function toPartialWidths(size: number): number[] {
  const widths: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / tileWidth)) widths.push(rest % tileWidth);
  return widths;
}

/** Where the partial tile of a level stands in a tree of that size. */
export function toPartialIndex(size: number, level: number): number {
  return Math.floor(size / tileWidth ** (level + 1));
}

export function splitHashes(bytes: Buffer): Buffer[] {
  const count = Math.floor(bytes.length / hashBytes);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * hashBytes, (i + 1) * hashBytes));
}

/** Entries as a bundle holds them: each after its length, two bytes, big-endian. */
export function toBundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry, 'utf8');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** The entries of a bundle; undefined when its lengths do not add up. */
export function splitBundle(bytes: Buffer): string[] | undefined {
  const entries: string[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.toString('utf8', at + 2, end));
    at = end;
  }
  return at === bytes.length ? entries : undefined;
}

/**
 * A growing tree that gives its tiles: full ones as soon as they are, partial ones when asked. Between calls it holds the
 * unfinished tile of each level and nothing else.
 */
export class TileTree {
  #size: number;
  /** Unfinished tile of each level, from level 0. */
  readonly #levels: Buffer[][];
  #entries: string[];

  /** Goes on from a tree of `size` leaves, whose partial tiles (see `toPartialWidths`) and last entries are given. */
  constructor(
    from: { size: number; partials: Buffer[][]; entries: string[] } = { size: 0, partials: [], entries: [] },
  ) {
    this.#size = from.size;
    this.#levels = from.partials.map((hashes) => [...hashes]);
    this.#entries = [...from.entries];
  }

  get size(): number {
    return this.#size;
  }

  /** The same tree as roots of its complete subtrees. */
  frontier(): Frontier {
    const peaks = this.#levels.flatMap((hashes) => {
      const tree = new Frontier();
      for (const hash of hashes) tree.push(hash);
      return tree.peaks.reverse();
    });
    return new Frontier(this.#size, peaks.reverse());
  }

  /** Appends a leaf. Returns the tiles that became full: none, or a bundle and one tile for each level that it completes. */
  push(entry: string, leaf: Buffer): TileFile[] {
    this.#entries.push(entry);
    this.#size += 1;
    const full: TileFile[] = [];
    let node = leaf;
    for (let level = 0; ; level += 1) {
      const hashes = this.#levels[level] ?? [];
      this.#levels[level] = hashes;
      hashes.push(node);
      if (hashes.length < tileWidth) return full;
      const index = this.#size / tileWidth ** (level + 1) - 1;
      if (level === 0) {
        full.push({ path: toTilePath('entries', index), bytes: toBundle(this.#entries) });
        this.#entries = [];
      }
      full.push({ path: toTilePath(level, index), bytes: Buffer.concat(hashes) });
      this.#levels[level] = [];
      node = merkleRoot(hashes);
    }
  }

  /** The unfinished tiles as they stand now. */
  partials(): TileFile[] {
    const files: TileFile[] = [];
    this.#levels.forEach((hashes, level) => {
      if (hashes.length === 0) return;
      const index = toPartialIndex(this.#size, level);
      if (level === 0) {
        const path = toTilePath('entries', index, hashes.length);
        files.push({ path, bytes: toBundle(this.#entries) });
      }
      files.push({
        path: toTilePath(level, index, hashes.length),
        bytes: Buffer.concat(hashes),
      });
    });
    return files;
  }
}

/** Root of a complete subtree over hashes whose number is a power of two. */
export function subtreeRoot(hashes: readonly Buffer[]): Buffer {
  let row = [...hashes];
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i + 1 < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]];
      if (left !== undefined && right !== undefined) above.push(nodeHash(left, right));
    }
    row = above;
  }
  const [root] = row;
  if (root === undefined) throw new Error('a subtree has at least one hash');
  return root;
}
