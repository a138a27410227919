import { PbfWriter } from 'pbf';
import { type TileValue, tileExtent, writeValue } from './mvt.ts';

/** What a device takes: eight properties, a key as its id, a point. */
const usualFeatureBytes = 40;

/**
 * A layer of points, for tiles of thousands of devices made on request. What features say is given by numbers of two
 * tables that all tiles share (names and values), and features are written without an object in between: ten times as
 * fast as TileLayer. The tile carries only the values that it uses.
 */
export class PointLayer {
  readonly name: string;
  count = 0;
  #names: readonly string[];
  #toValue: (number: number) => TileValue;
  /** By number of a value: its index in this layer + 1; 0 while unused. */
  #indexes: Uint32Array;
  #used: number[] = [];
  #bytes: Uint8Array;
  #position = 0;
  #tags = new Uint32Array(64);
  #tagCount = 0;

  /**
   * @param names at most 128, as few as there are properties
   * @param values how many there are, and which each is
   * @param features expected at most
   */
  constructor(
    name: string,
    names: readonly string[],
    values: { count: number; toValue: (number: number) => TileValue },
    features = 0,
  ) {
    this.#bytes = new Uint8Array(256 + features * usualFeatureBytes);
    this.name = name;
    this.#names = names;
    this.#toValue = values.toValue;
    this.#indexes = new Uint32Array(values.count);
  }

  /** A property of the feature that `addPoint` will add. */
  tag(name: number, value: number): void {
    let index = this.#indexes[value] ?? 0;
    if (index === 0) {
      this.#used.push(value);
      index = this.#used.length;
      this.#indexes[value] = index;
    }
    this.#tags[this.#tagCount] = name;
    this.#tags[this.#tagCount + 1] = index - 1;
    this.#tagCount += 2;
  }

  /**
   * Adds a feature with the properties tagged since the last.
   *
   * @param x tile units, 0 … 4095; `y` downward
   * @param id whole number below 2^53, or −1 for none
   */
  addPoint(x: number, y: number, id: number): void {
    let tagLength = 0;
    for (let i = 0; i < this.#tagCount; i += 1)
      tagLength += (this.#tags[i] ?? 0) < 128 ? 1 : lengthOf(this.#tags[i] ?? 0);
    // Zigzag coordinates, which inside a tile are never negative.
    const geometryLength = 1 + lengthOf(x * 2) + lengthOf(y * 2);
    const idLength = id < 0 ? 0 : 1 + lengthOf(id);
    const length = idLength + 1 + lengthOf(tagLength) + tagLength + 4 + geometryLength;
    this.#reserve(length + 6);
    this.#byte(0x12);
    this.#varint(length);
    if (id >= 0) {
      this.#byte(0x08);
      this.#varint(id);
    }
    this.#byte(0x12);
    this.#varint(tagLength);
    for (let i = 0; i < this.#tagCount; i += 1) this.#varint(this.#tags[i] ?? 0);
    this.#byte(0x18);
    this.#byte(1);
    this.#byte(0x22);
    this.#byte(geometryLength);
    // MoveTo, once.
    this.#byte(9);
    this.#varint(x * 2);
    this.#varint(y * 2);
    this.#tagCount = 0;
    this.count += 1;
  }

  /** The finished layer. */
  finish(): Uint8Array {
    const head = new PbfWriter();
    head.writeVarintField(15, 2);
    head.writeStringField(1, this.name);
    const tail = new PbfWriter();
    for (const name of this.#names) tail.writeStringField(3, name);
    for (const value of this.#used) tail.writeMessage(4, writeValue, this.#toValue(value));
    tail.writeVarintField(5, tileExtent);
    return Buffer.concat([head.finish(), this.#bytes.subarray(0, this.#position), tail.finish()]);
  }

  #reserve(bytes: number): void {
    if (this.#position + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + bytes);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #byte(value: number): void {
    this.#bytes[this.#position] = value;
    this.#position += 1;
  }

  #varint(value: number): void {
    let rest = value;
    if (value >= low28) {
      // Whole numbers of 32 bits are ten times as fast as division; a Morton key has up to 52.
      let low = value % low28;
      for (let i = 0; i < 4; i += 1) {
        this.#byte((low & 0x7f) | 0x80);
        low >>>= 7;
      }
      rest = Math.floor(value / low28);
    }
    while (rest >= 128) {
      this.#byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.#byte(rest);
  }
}

const low28 = 2 ** 28;

/** Bytes of a varint below 2^53. */
function lengthOf(value: number): number {
  if (value >= low28) return 4 + lengthOf(Math.floor(value / low28));
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
}
