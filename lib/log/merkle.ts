import { hash } from 'node:crypto';

const leafPrefix = Buffer.from([0x00]);
const nodePrefix = Buffer.from([0x01]);

/** RFC 6962 §2.1 hash of one leaf, 32 bytes: SHA-256(0x00 ‖ data). A string counts as its UTF-8 bytes. */
export function leafHash(data: string | Uint8Array): Buffer {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer');
}

/** RFC 6962 §2.1 hash of an inner node, 32 bytes: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/**
 * A Merkle tree that only grows, held as the roots ("peaks") of its complete subtrees, largest first: one for each set
 * bit of the size, so a million leaves need at most twenty hashes.
 *
 *       7 leaves = 4 + 2 + 1
 *          ○
 *        ┌─┴─┐     ○
 *        ○   ○   ┌─┴─┐
 *       ┌┴┐ ┌┴┐  ·   ·   ·       peaks: ○ ○ ·
 */
export class Frontier {
  #size: number;
  readonly #peaks: Buffer[];

  /**
   * @param size number of leaves so far
   * @param peaks subtree roots, as `peaks` gave them
   * @throws Error when their number does not fit the size
   */
  constructor(size = 0, peaks: Buffer[] = []) {
    const expected = size.toString(2).replaceAll('0', '').length;
    if (peaks.length !== expected)
      throw new Error(`a tree of ${size} leaves has ${expected} peaks, not ${peaks.length}`);
    this.#size = size;
    this.#peaks = [...peaks];
  }

  get size(): number {
    return this.#size;
  }

  get peaks(): Buffer[] {
    return [...this.#peaks];
  }

  /** Appends one leaf by its hash (`leafHash`). */
  push(leaf: Buffer): void {
    let node = leaf;
    // Each trailing 1 bit of the size is a subtree that this leaf completes. Division, not shifts: sizes pass 2³².
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new Error('peaks do not fit the size');
      node = nodeHash(left, node);
    }
    this.#peaks.push(node);
    this.#size += 1;
  }

  /** The tree's root, 32 bytes; of the empty tree, SHA-256 of nothing. */
  root(): Buffer {
    const root = this.#peaks.reduceRight<Buffer | undefined>(
      (right, left) => (right === undefined ? left : nodeHash(left, right)),
      undefined,
    );
    return root ?? hash('sha256', '', 'buffer');
  }
}

/** RFC 6962 Merkle tree hash over leaf hashes, in their order; 32 bytes. Streams: only the frontier is kept. */
export function merkleRoot(leafHashes: Iterable<Buffer>): Buffer {
  const frontier = new Frontier();
  for (const leaf of leafHashes) frontier.push(leaf);
  return frontier.root();
}
