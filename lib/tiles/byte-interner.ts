import { toLargerSlots } from './hash-slots.ts';

/** Text i is `bytes[ends[i] … ends[i + 1])`. */
export type ByteTexts = { bytes: Uint8Array<ArrayBuffer>; ends: Uint32Array<ArrayBuffer> };

/** 2^32 over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4). */
const golden = 0x9e3779b1;

/**
 * Numbers byte strings in the order in which they are first seen. For reading millions of rows that repeat a few
 * thousand values: no string is made for a value that is known.
 */
export class ByteInterner {
  /** Numbers of texts by hash (hash-slots.ts). */
  #slots = new Uint32Array(2048);
  /** Value i is `#bytes[#ends[i] … #ends[i + 1])`. */
  #ends = new Uint32Array(1025);
  #bytes = new Uint8Array(4096);
  #last = 0;
  #lastStart = 0;
  /** Below the start while nothing was read. */
  #lastEnd = -1;
  count = 0;

  /** Where the text that `read` read last ends. */
  end = 0;

  /** @returns the number of `bytes[start … end)`; equal to the count before the call for a text that is new */
  toNumber(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), golden);
    return this.#find(bytes, start, end, hash);
  }

  /** The number of the text from `start` to the next byte that is `terminator`, or to the end; `end` is then where. */
  read(bytes: Uint8Array, start: number, terminator: number): number {
    const known = this.#bytes;
    // Rows that lie together often say the same.
    let from = this.#lastStart;
    const to = this.#lastEnd;
    let end = start;
    while (from < to && known[from] === bytes[end]) {
      from += 1;
      end += 1;
    }
    if (from === to && bytes[end] === terminator) {
      this.end = end;
      return this.#last;
    }
    const length = bytes.length;
    let hash = 0;
    for (end = start; end < length; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === terminator) break;
      hash = Math.imul(hash ^ byte, golden);
    }
    this.end = end;
    const number = this.#find(bytes, start, end, hash);
    this.#last = number;
    this.#lastStart = this.#ends[number] ?? 0;
    this.#lastEnd = this.#ends[number + 1] ?? 0;
    return number;
  }

  /** Everything that has a number, in memory of its own. */
  finish(): ByteTexts {
    const ends = this.#ends.slice(0, this.count + 1);
    return { bytes: this.#bytes.slice(0, ends[this.count]), ends };
  }

  #find(bytes: Uint8Array, start: number, end: number, seed: number): number {
    const hash = (seed ^ (seed >>> 15)) >>> 0;
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash * 2) & mask;
    for (let held = slots[slot + 1] ?? 0; held !== 0; held = slots[slot + 1] ?? 0) {
      if (slots[slot] === hash && this.#equals(held - 1, bytes, start, end)) return held - 1;
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.count + 1;
    this.#append(bytes, start, end);
    if (this.count * 4 > slots.length) this.#slots = toLargerSlots(slots);
    return this.count - 1;
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends[number] ?? 0;
    const length = end - start;
    if ((this.#ends[number + 1] ?? 0) - from !== length) return false;
    const known = this.#bytes;
    for (let i = 0; i < length; i += 1) if (bytes[start + i] !== known[from + i]) return false;
    return true;
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const from = this.#ends[this.count] ?? 0;
    const to = from + end - start;
    if (to > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(to, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.count += 1;
    if (this.count === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.count] = to;
  }
}
