import { ByteInterner, type ByteTexts } from './byte-interner.ts';
import { GrowingColumn } from './growing-column.ts';
import { toLargerSlots } from './hash-slots.ts';

/** Different combinations of texts: by column its different texts, and by combination the number of its own. */
export type CombinationTexts = {
  count: number;
  columns: readonly { texts: ByteTexts; indexes: Uint32Array<ArrayBuffer> }[];
};

const tab = 9;

/**
 * Numbers combinations of texts in the order in which they are first seen. Texts are told apart column by column, which
 * have a few values each, and combinations by those numbers: a million independent rows would otherwise wait for the
 * memory in which a hundred thousand long texts lie.
 */
export class CombinationInterner {
  #columns: ByteInterner[];
  /** Of the row that is read: by column the number of its text. */
  #row: Uint32Array;
  /** By combination as many numbers as there are columns. */
  #rows = new GrowingColumn<Uint32Array<ArrayBuffer>>(Uint32Array);
  /** Numbers of combinations by hash (hash-slots.ts). */
  #slots = new Uint32Array(2048);
  count = 0;

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => new ByteInterner());
    this.#row = new Uint32Array(columns);
  }

  /**
   * Reads one row, each column of which ends with a tab; its number is then `number`.
   *
   * @returns where the next column begins
   */
  read(bytes: Uint8Array, start: number): number {
    let position = start;
    for (let column = 0; column < this.#columns.length; column += 1) {
      const texts = this.#columns[column];
      if (texts === undefined) break;
      this.#row[column] = texts.read(bytes, position, tab);
      position = texts.end + 1;
    }
    this.number = this.#find();
    return position;
  }

  /** Of the row that was read last. */
  number = 0;

  /** Everything of another, made by another thread. @returns by its numbers those here */
  addAll({ count, columns }: CombinationTexts): Uint32Array {
    const known = columns.map(({ texts: { bytes, ends } }, column) =>
      Uint32Array.from(
        { length: ends.length - 1 },
        (_, text) => this.#columns[column]?.toNumber(bytes, ends[text] ?? 0, ends[text + 1] ?? 0) ?? 0,
      ),
    );
    const numbers = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) {
      for (const [column, { indexes }] of columns.entries())
        this.#row[column] = known[column]?.[indexes[i] ?? 0] ?? 0;
      numbers[i] = this.#find();
    }
    return numbers;
  }

  finish(): CombinationTexts {
    const rows = this.#rows.finish();
    const width = this.#columns.length;
    const columns = this.#columns.map((texts, column) => {
      const indexes = new Uint32Array(this.count);
      for (let i = 0; i < this.count; i += 1) indexes[i] = rows[i * width + column] ?? 0;
      return { texts: texts.finish(), indexes };
    });
    return { count: this.count, columns };
  }

  #find(): number {
    const row = this.#row;
    let hash = 0;
    for (let column = 0; column < row.length; column += 1) {
      // 2^32 over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
      hash = Math.imul(hash ^ (row[column] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash >>>= 0;
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash * 2) & mask;
    for (let held = slots[slot + 1] ?? 0; held !== 0; held = slots[slot + 1] ?? 0) {
      if (slots[slot] === hash && this.#equals(held - 1)) return held - 1;
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.count + 1;
    for (let column = 0; column < row.length; column += 1) this.#rows.push(row[column] ?? 0);
    this.count += 1;
    if (this.count * 4 > slots.length) this.#slots = toLargerSlots(slots);
    return this.count - 1;
  }

  #equals(number: number): boolean {
    const row = this.#row;
    const start = number * row.length;
    for (let column = 0; column < row.length; column += 1)
      if (this.#rows.at(start + column) !== row[column]) return false;
    return true;
  }
}
