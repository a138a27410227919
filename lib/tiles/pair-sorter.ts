type Column = Uint32Array | Float64Array;

/** Up to so many, moving them one by one takes less time than counting digits. */
const fewPairs = 24;
/** From so many on, larger digits save two of four passes. */
const manyPairs = 6000;
const maxDigitBits = 14;

/**
 * Sorts whole numbers with a byte beside each, by digits (radix sort): the built-in sort takes several times as long.
 * One is for all cells of a tile, one after the other.
 */
export class PairSorter {
  readonly numbers: Column;
  readonly marks: Uint8Array;
  #others: { numbers: Uint32Array; marks: Uint8Array };
  #ends = new Uint32Array(2 ** maxDigitBits);
  #bits: number;

  /**
   * @param capacity pairs at most
   * @param limit every number is below it; at most 2^45
   */
  constructor(capacity: number, limit: number) {
    this.#bits = Math.ceil(Math.log2(Math.max(2, limit)));
    this.numbers = this.#bits <= 32 ? new Uint32Array(capacity) : new Float64Array(capacity);
    this.marks = new Uint8Array(capacity);
    this.#others = { numbers: new Uint32Array(capacity), marks: new Uint8Array(capacity) };
  }

  /** The first `count` pairs, ascending by number. */
  sort(count: number): void {
    const { numbers, marks } = this;
    if (count <= fewPairs) sortFew(numbers, marks, count);
    else if (numbers instanceof Uint32Array) this.#sortByDigits({ numbers, marks }, count);
    else sortWide(numbers, marks, count);
  }

  #sortByDigits(pairs: { numbers: Uint32Array; marks: Uint8Array }, count: number): void {
    // An even number of passes ends where it began.
    const passes = count >= manyPairs && this.#bits <= 2 * maxDigitBits ? 2 : 4;
    const digitBits = Math.ceil(this.#bits / passes);
    for (let pass = 0; pass < passes; pass += 2) {
      this.#pass(pairs, this.#others, { count, digitBits, shift: pass * digitBits });
      this.#pass(this.#others, pairs, { count, digitBits, shift: (pass + 1) * digitBits });
    }
  }

  #pass(
    from: { numbers: Uint32Array; marks: Uint8Array },
    to: { numbers: Uint32Array; marks: Uint8Array },
    { count, digitBits, shift }: { count: number; digitBits: number; shift: number },
  ): void {
    const ends = this.#ends;
    const digits = 2 ** digitBits;
    // Shifts take the lowest five bits of their distance: from 32 on nothing is left of a number.
    const divide = shift < 32 ? shift : 31;
    const mask = shift < 32 ? digits - 1 : 0;
    const numbers = from.numbers;
    ends.fill(0, 0, digits);
    for (let i = 0; i < count; i += 1) {
      const digit = ((numbers[i] ?? 0) >>> divide) & mask;
      ends[digit] = (ends[digit] ?? 0) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < digits; digit += 1) {
      sum += ends[digit] ?? 0;
      ends[digit] = sum;
    }
    for (let i = count - 1; i >= 0; i -= 1) {
      const number = numbers[i] ?? 0;
      const digit = (number >>> divide) & mask;
      const place = (ends[digit] ?? 0) - 1;
      ends[digit] = place;
      to.numbers[place] = number;
      to.marks[place] = from.marks[i] ?? 0;
    }
  }
}

function sortFew(numbers: Column, marks: Uint8Array, count: number): void {
  for (let i = 1; i < count; i += 1) {
    const number = numbers[i] ?? 0;
    const mark = marks[i] ?? 0;
    let k = i - 1;
    for (; k >= 0 && (numbers[k] ?? 0) > number; k -= 1) {
      numbers[k + 1] = numbers[k] ?? 0;
      marks[k + 1] = marks[k] ?? 0;
    }
    numbers[k + 1] = number;
    marks[k + 1] = mark;
  }
}

/** More than 32 bits: no data that we know has them, and the built-in sort does. */
function sortWide(numbers: Float64Array, marks: Uint8Array, count: number): void {
  const packed = numbers.subarray(0, count);
  for (let i = 0; i < count; i += 1) packed[i] = (packed[i] ?? 0) * 256 + (marks[i] ?? 0);
  packed.sort();
  for (let i = 0; i < count; i += 1) {
    const value = packed[i] ?? 0;
    marks[i] = value % 256;
    packed[i] = Math.floor(value / 256);
  }
}
