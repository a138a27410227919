import { roundDegrees } from './osm-entry.ts';
import { readFields } from './osm-protobuf.ts';

/** A node of a block: degrees, and its tags where they were asked for. */
export interface DenseNode {
  /** Place in the block, from 1. */
  place: number;
  id: number;
  lon: number;
  lat: number;
  tags: Record<string, string>;
  version: number;
  changeset: number;
}

/** Strings of one block; real writers have some thousands. Each takes a hundred bytes in memory, and two in the file. */
const maxStrings = 1_000_000;
/** Objects of one block that the library decodes, at a hundred times their size in the file; real writers put 8,000 into a block. */
const maxObjects = 200_000;
/** Keys and values of one node; OpenStreetMap itself allows 5,000 tags. */
const maxPairs = 20_000;

interface DenseBlock {
  strings: Buffer[];
  groups: Buffer[];
  granularity: number;
}

/** What is looked for in a block: objects with this value among their tags, or nodes with these ids. */
export type Wanted = { value: string } | { ids: ReadonlySet<number> };

/**
 * A block taken apart: its dense nodes, read here, and a small block with those of its other objects that may be wanted, which the library decodes. Null for a block
 * with an offset of the coordinates, which no writer uses.
 *
 * @throws RangeError for a damaged block
 */
export function splitBlock(data: Buffer, wanted: Wanted): { dense: DenseBlock; rest: Buffer | null } | null {
  const dense: DenseBlock = { strings: [], groups: [], granularity: 100 };
  const fields = [...readFields(data)];
  for (const field of fields) {
    if ('bytes' in field && field.number === 1) addStrings(dense.strings, field.bytes);
    if ('varint' in field && field.number === 17) dense.granularity = field.varint;
    if ('varint' in field && (field.number === 19 || field.number === 20) && field.varint !== 0) return null;
  }
  const values = findValues(dense.strings, wanted);
  const others: Buffer[] = [];
  for (const field of fields) {
    if (!('bytes' in field) || field.number !== 2) continue;
    for (const object of readFields(field.bytes)) {
      if (!('bytes' in object)) continue;
      if (object.number === 2) dense.groups.push(object.bytes);
      // Positions are looked for among nodes only.
      else if ('ids' in wanted ? object.number === 1 : hasTagValue(object.bytes, values))
        others.push(writeBytes(2, writeBytes(object.number, object.bytes)));
      if (others.length > maxObjects) throw new RangeError(`it holds more than ${maxObjects} such objects`);
    }
  }
  if (others.length === 0) return { dense, rest: null };
  const head = fields.flatMap((field) =>
    'varint' in field
      ? [writeVarint(field.number * 8), writeVarint(field.varint)]
      : field.number === 2
        ? []
        : [writeBytes(field.number, field.bytes)],
  );
  return { dense, rest: Buffer.concat([...head, ...others]) };
}

function findValues(strings: readonly Buffer[], wanted: Wanted): ReadonlySet<number> {
  const value = 'value' in wanted ? Buffer.from(wanted.value) : undefined;
  return new Set(strings.flatMap((string, index) => (value?.equals(string) ? [index] : [])));
}

/** Nodes, ways and relations alike list the values of their tags in field 3. */
function hasTagValue(object: Buffer, values: ReadonlySet<number>): boolean {
  for (const field of readFields(object)) {
    if (field.number !== 3 || !('bytes' in field)) continue;
    const list = new Numbers(field.bytes);
    while (list.more()) if (values.has(list.next())) return true;
  }
  return false;
}

const writeBytes = (number: number, bytes: Buffer) =>
  Buffer.concat([writeVarint(number * 8 + 2), writeVarint(bytes.length), bytes]);

function addStrings(strings: Buffer[], table: Buffer): void {
  for (const string of readFields(table)) {
    if ('bytes' in string && strings.push(string.bytes) > maxStrings)
      throw new RangeError(`it holds more than ${maxStrings} strings`);
  }
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/**
 * Nodes of a block one by one: those with `value` among their tags, or those with an id in `ids`. Nothing is made for the others, whose numbers are only
 * added up; where no node has the value, coordinates are not looked at.
 *
 * @throws RangeError when the lists of a group differ in length or a string is none of the table
 */
export function* readDenseNodes(
  { strings, groups, granularity }: DenseBlock,
  wanted: Wanted,
): Generator<DenseNode> {
  const ids = 'ids' in wanted ? wanted.ids : undefined;
  const values = findValues(strings, wanted);
  let place = 0;
  for (const group of groups) {
    const lists = toLists(group);
    if (ids === undefined && !hasValue(lists.tags, values)) continue;
    const [id, lat, lon] = [new Numbers(lists.id), new Numbers(lists.lat), new Numbers(lists.lon)];
    const [tags, version, changeset] = [
      new Numbers(lists.tags),
      new Numbers(lists.version),
      new Numbers(lists.changeset),
    ];
    const sum = { id: 0, lat: 0, lon: 0, changeset: 0 };
    const pairs: number[] = [];
    while (id.more()) {
      place += 1;
      sum.id += id.signed();
      sum.lat += lat.signed();
      sum.lon += lon.signed();
      if (changeset.more()) sum.changeset += changeset.signed();
      const current = version.more() ? version.next() : 0;
      pairs.length = 0;
      let matches = ids?.has(sum.id) ?? false;
      while (tags.more()) {
        const key = tags.next();
        if (key === 0) break;
        const value = tags.next();
        if (pairs.push(key, value) > maxPairs) throw new RangeError('a node has too many tags');
        if (values.has(value)) matches = true;
      }
      if (!matches) continue;
      yield {
        place,
        id: sum.id,
        lon: roundDegrees(sum.lon * granularity * 1e-9),
        lat: roundDegrees(sum.lat * granularity * 1e-9),
        tags: toTags(pairs, strings),
        version: current,
        changeset: sum.changeset,
      };
    }
    if (lat.more() || lon.more()) throw new RangeError('the lists of a group differ in length');
  }
}

/** Own properties only, whatever a key is called. */
function toTags(pairs: readonly number[], strings: readonly Buffer[]): Record<string, string> {
  const texts = pairs.map((index) => {
    const bytes = strings[index];
    if (bytes === undefined) throw new RangeError('a tag names no string');
    return bytes.toString('utf8');
  });
  return Object.fromEntries(
    texts.flatMap((text, at): [string, string][] => (at % 2 === 0 ? [[text, texts[at + 1] ?? '']] : [])),
  );
}

const none: Buffer = Buffer.alloc(0);

function toLists(group: Buffer) {
  const lists = { id: none, lat: none, lon: none, tags: none, version: none, changeset: none };
  for (const field of readFields(group)) {
    if (!('bytes' in field)) continue;
    if (field.number === 1) lists.id = field.bytes;
    else if (field.number === 8) lists.lat = field.bytes;
    else if (field.number === 9) lists.lon = field.bytes;
    else if (field.number === 10) lists.tags = field.bytes;
    else if (field.number === 5)
      for (const info of readFields(field.bytes)) {
        if (info.number === 1 && 'bytes' in info) lists.version = info.bytes;
        if (info.number === 3 && 'bytes' in info) lists.changeset = info.bytes;
      }
  }
  return lists;
}

/** Whether any tag has one of the values; keys and values stand in turn, a zero ends each node. */
function hasValue(bytes: Buffer, values: ReadonlySet<number>): boolean {
  const tags = new Numbers(bytes);
  while (tags.more()) {
    if (tags.next() === 0) continue;
    if (values.has(tags.next())) return true;
  }
  return false;
}

/** The numbers of a packed list in order. Exact up to 2^53. */
class Numbers {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  more(): boolean {
    return this.#at < this.#bytes.length;
  }

  next(): number {
    let [value, factor] = [0, 1];
    for (let length = 0; length < 10; length += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('a number is cut off');
      this.#at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new RangeError('a number has more than ten bytes');
  }

  /** Zigzag: 0, -1, 1, -2 … */
  signed(): number {
    const value = this.next();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
