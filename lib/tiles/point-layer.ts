import { PbfWriter } from 'pbf';
import { type TileValue, tileExtent, writeValue } from './mvt.ts';

/** Encoded tags of a feature: key and value numbers of one layer, as varints. */
export type Tags = Uint8Array;

/**
 * A layer of points, for tiles of thousands of devices made on request: tags are encoded once for all devices that
 * share them, and features are written without an object in between. About ten times as fast as TileLayer.
 */
export class PointLayer {
  readonly name: string;
  count = 0;
  #features = new Uint8Array(4096);
  #position = 0;
  #keys = new Map<string, number>();
  #values = new Map<TileValue, number>();

  constructor(name: string) {
    this.name = name;
  }

  toTags(properties: Readonly<Record<string, TileValue | null>>): Tags {
    const numbers: number[] = [];
    for (const [key, value] of Object.entries(properties)) {
      if (value !== null) numbers.push(toIndex(this.#keys, key), toIndex(this.#values, value));
    }
    return Uint8Array.from(numbers.flatMap(toVarint));
  }

  /**
   * @param x tile units, 0 … 4095; `y` downward
   * @param id whole number below 2^53, or −1 for none
   */
  addPoint(x: number, y: number, id: number, ...tags: readonly Tags[]): void {
    let tagLength = 0;
    for (const part of tags) tagLength += part.length;
    const geometryLength = 1 + lengthOf(x * 2) + lengthOf(y * 2);
    const idLength = id < 0 ? 0 : 1 + lengthOf(id);
    const length = idLength + 1 + lengthOf(tagLength) + tagLength + 2 + 2 + geometryLength;
    this.#reserve(length + 6);
    this.#byte(0x12);
    this.#varint(length);
    if (id >= 0) {
      this.#byte(0x08);
      this.#varint(id);
    }
    this.#byte(0x12);
    this.#varint(tagLength);
    for (const part of tags) {
      this.#features.set(part, this.#position);
      this.#position += part.length;
    }
    this.#byte(0x18);
    this.#byte(1);
    this.#byte(0x22);
    this.#byte(geometryLength);
    // One MoveTo, then zigzag coordinates, which inside a tile are never negative.
    this.#byte(9);
    this.#varint(x * 2);
    this.#varint(y * 2);
    this.count += 1;
  }

  /** The finished layer. */
  finish(): Uint8Array {
    const head = new PbfWriter();
    head.writeVarintField(15, 2);
    head.writeStringField(1, this.name);
    const tail = new PbfWriter();
    for (const key of this.#keys.keys()) tail.writeStringField(3, key);
    for (const value of this.#values.keys()) tail.writeMessage(4, writeValue, value);
    tail.writeVarintField(5, tileExtent);
    return Buffer.concat([head.finish(), this.#features.subarray(0, this.#position), tail.finish()]);
  }

  #reserve(bytes: number): void {
    if (this.#position + bytes <= this.#features.length) return;
    const larger = new Uint8Array(this.#features.length * 2 + bytes);
    larger.set(this.#features);
    this.#features = larger;
  }

  #byte(value: number): void {
    this.#features[this.#position] = value;
    this.#position += 1;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }
}

function lengthOf(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

function toVarint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 0x80, ...toVarint(Math.floor(value / 128))];
}

function toIndex<K>(dictionary: Map<K, number>, key: K): number {
  const known = dictionary.get(key);
  if (known !== undefined) return known;
  dictionary.set(key, dictionary.size);
  return dictionary.size - 1;
}
