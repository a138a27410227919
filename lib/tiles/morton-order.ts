/** Digits of 13 bits: two of them hold half of a 52-bit key. */
const digitBits = 13;
const radix = 2 ** digitBits;
const half = 2 ** 26;

/**
 * The order that sorts keys below 2^52 ascending; equal keys keep their order. A radix sort, because a comparing sort
 * of ten million indexes takes ten times as long.
 */
export function toMortonOrder(cells: Float64Array): Uint32Array {
  const low = new Uint32Array(cells.length);
  const high = new Uint32Array(cells.length);
  let order = new Uint32Array(cells.length);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? 0;
    high[i] = Math.floor(cell / half);
    low[i] = cell % half;
    order[i] = i;
  }
  let next = new Uint32Array(cells.length);
  for (const digits of [low, high]) {
    for (const shift of [0, digitBits]) {
      sortByDigit(digits, shift, order, next);
      [order, next] = [next, order];
    }
  }
  return order;
}

function sortByDigit(digits: Uint32Array, shift: number, order: Uint32Array, next: Uint32Array): void {
  const ends = new Uint32Array(radix);
  for (let i = 0; i < digits.length; i += 1) {
    const digit = ((digits[i] ?? 0) >>> shift) & (radix - 1);
    ends[digit] = (ends[digit] ?? 0) + 1;
  }
  let sum = 0;
  for (let digit = 0; digit < radix; digit += 1) {
    sum += ends[digit] ?? 0;
    ends[digit] = sum;
  }
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const index = order[i] ?? 0;
    const digit = ((digits[index] ?? 0) >>> shift) & (radix - 1);
    const place = (ends[digit] ?? 0) - 1;
    ends[digit] = place;
    next[place] = index;
  }
}
