/**
 * Numbers byte strings in the order in which they are first seen. For reading millions of rows that repeat a few
 * thousand values: no string is made for a value that is known.
 */
export class ByteInterner {
  /** Open addressing; number + 1, 0 = free. */
  #slots = new Uint32Array(1024);
  #hashes = new GrowingNumbers();
  /** Value i is `#bytes[#ends[i] … #ends[i + 1])`. */
  #ends = new GrowingNumbers();
  #bytes = new Uint8Array(4096);
  count = 0;

  /** @returns the number of `bytes[start … end)`; equal to the count before the call for a value that is new */
  toNumber(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits.
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
    hash >>>= 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let held = this.#slots[slot] ?? 0; held !== 0; held = this.#slots[slot] ?? 0) {
      if (this.#hashes.at(held - 1) === hash && this.#equals(held - 1, bytes, start, end)) return held - 1;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.count + 1;
    this.#append(hash, bytes, start, end);
    if (this.count * 2 > this.#slots.length) this.#grow();
    return this.count - 1;
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = number === 0 ? 0 : this.#ends.at(number - 1);
    if (this.#ends.at(number) - from !== end - start) return false;
    for (let i = start, k = from; i < end; i += 1, k += 1) if (bytes[i] !== this.#bytes[k]) return false;
    return true;
  }

  #append(hash: number, bytes: Uint8Array, start: number, end: number): void {
    const from = this.count === 0 ? 0 : this.#ends.at(this.count - 1);
    const to = from + end - start;
    if (to > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(to, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#hashes.push(hash);
    this.#ends.push(to);
    this.count += 1;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      let slot = this.#hashes.at(number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

class GrowingNumbers {
  #values = new Float64Array(1024);
  #length = 0;

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }
}
