/**
 * An adaptive binary range coder, as LZMA has it (G. N. N. Martin 1979; I. Pavlov's lzma-specification.txt): each yes or
 * no costs as many bits as it is surprising under what was seen before in the same context. Written and read with 32-bit
 * whole numbers, so that every machine gives the same bytes.
 */
const probabilityBits = 11;
const half = 2 ** (probabilityBits - 1);
/** How fast a context learns: a thirty-second of the way. */
const learning = 5;
const leastRange = 2 ** 24;

/** What was learned so far, one number for each question that is asked in one kind of situation. */
export type Contexts = Uint16Array;

export function makeContexts(count: number): Contexts {
  return new Uint16Array(count).fill(half);
}

/** Numbers of 32 bits are held with a sign: so the engine keeps them as whole numbers, not as floating-point ones. */
export class RangeEncoder {
  // The first byte of the coder is always 0, and takes a carry that never comes.
  #bytes = new Uint8Array(1024);
  #length = 1;
  #low = 0;
  #range = -1;

  encode(contexts: Contexts, index: number, bit: number): void {
    const p = contexts[index] ?? half;
    const range = this.#range;
    const bound = Math.imul(range >>> probabilityBits, p);
    if (bit === 0) {
      this.#range = bound;
      contexts[index] = p + ((2 ** probabilityBits - p) >> learning);
    } else {
      this.#add(bound);
      this.#range = (range - bound) | 0;
      contexts[index] = p - (p >> learning);
    }
    if (this.#range >>> 0 < leastRange) this.#normalize();
  }

  /** The low `count` bits of `value`, all equally likely. */
  encodeEven(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#range >>>= 1;
      if (((value >>> bit) & 1) === 1) this.#add(this.#range);
      if (this.#range >>> 0 < leastRange) this.#normalize();
    }
  }

  /** The bytes; nothing can be encoded afterwards. */
  finish(): Uint8Array {
    for (let i = 0; i < 4; i += 1) this.#shift();
    return this.#bytes.subarray(0, this.#length);
  }

  #add(bound: number): void {
    const low = (this.#low + bound) | 0;
    this.#low = low;
    if (low >>> 0 >= bound >>> 0) return;
    // A carry runs back through bytes of 255.
    let at = this.#length - 1;
    for (; this.#bytes[at] === 0xff; at -= 1) this.#bytes[at] = 0;
    this.#bytes[at] = (this.#bytes[at] ?? 0) + 1;
  }

  #normalize(): void {
    while (this.#range >>> 0 < leastRange) {
      this.#range <<= 8;
      this.#shift();
    }
  }

  /** Moves the top byte out. */
  #shift(): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = this.#low >>> 24;
    this.#length += 1;
    this.#low <<= 8;
  }
}

export class RangeDecoder {
  #next: () => number;
  #code = 0;
  #range = 0xffffffff;

  /** @param next gives the next byte, and throws where there is none */
  constructor(next: () => number) {
    this.#next = next;
    for (let i = 0; i < 5; i += 1) this.#code = ((this.#code << 8) | next()) >>> 0;
  }

  decode(contexts: Contexts, index: number): number {
    const p = contexts[index] ?? half;
    const bound = Math.imul(this.#range >>> probabilityBits, p) >>> 0;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      contexts[index] = p + ((2 ** probabilityBits - p) >> learning);
    } else {
      this.#code = (this.#code - bound) >>> 0;
      this.#range = (this.#range - bound) >>> 0;
      contexts[index] = p - (p >> learning);
    }
    if (this.#range < leastRange) this.#normalize();
    return bit;
  }

  decodeEven(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code = (this.#code - this.#range) >>> 0;
      value = value * 2 + bit;
      this.#normalize();
    }
    return value;
  }

  #normalize(): void {
    while (this.#range < leastRange) {
      this.#code = ((this.#code << 8) | this.#next()) >>> 0;
      this.#range = (this.#range << 8) >>> 0;
    }
  }
}
