import { PbfWriter } from 'pbf';

/**
 * Mapbox Vector Tile 2.1 encoder (https://github.com/mapbox/vector-tile-spec/tree/master/2.1): our own, because the
 * libraries build an object for every feature and are about four times slower.
 */

export const tileExtent = 4096;

export type TileValue = string | number | boolean;
export type TileProperties = Readonly<Record<string, TileValue | null | undefined>>;
/** Tile units, y downward. */
export type TilePoint = readonly [x: number, y: number];

type GeometryType = 1 | 2 | 3;
const moveTo = 1;
const lineTo = 2;
const closePath = 7;

/** One layer of a tile; features are encoded as they are added. */
export class TileLayer {
  readonly name: string;
  count = 0;
  /** The layer message, written front to back: name, features, then the dictionaries they refer to. */
  #body = new PbfWriter();
  #keys = new Map<string, number>();
  #values = new Map<TileValue, number>();

  constructor(name: string) {
    this.name = name;
    this.#body.writeVarintField(15, 2);
    this.#body.writeStringField(1, name);
  }

  /** @param id whole number below 2^53, or null for none */
  addPoint(x: number, y: number, properties: TileProperties, id: number | null = null): void {
    this.#addFeature(1, [moveTo | (1 << 3), zigzag(x), zigzag(y)], properties, id);
  }

  /** Lines that have at least two points each; shorter ones are left out. */
  addLines(
    lines: readonly (readonly TilePoint[])[],
    properties: TileProperties,
    id: number | null = null,
  ): void {
    const geometry = toCommands(lines, false);
    if (geometry.length > 0) this.#addFeature(2, geometry, properties, id);
  }

  /** Rings as the format orders them: each outer ring clockwise on screen, followed by its holes, unclosed or closed. */
  addPolygon(
    rings: readonly (readonly TilePoint[])[],
    properties: TileProperties,
    id: number | null = null,
  ): void {
    const geometry = toCommands(rings, true);
    if (geometry.length > 0) this.#addFeature(3, geometry, properties, id);
  }

  /** The finished layer; nothing can be added afterwards. */
  finish(): Uint8Array {
    for (const key of this.#keys.keys()) this.#body.writeStringField(3, key);
    for (const value of this.#values.keys()) this.#body.writeMessage(4, writeValue, value);
    this.#body.writeVarintField(5, tileExtent);
    return this.#body.finish();
  }

  #addFeature(type: GeometryType, geometry: number[], properties: TileProperties, id: number | null): void {
    const tags: number[] = [];
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      tags.push(toIndex(this.#keys, key), toIndex(this.#values, value));
    }
    const feature = { type, geometry, tags, id };
    this.#body.writeMessage(2, writeFeature, feature);
    this.count += 1;
  }
}

/** A layer that can say how many features it has and give its bytes. */
export type FinishedLayer = { readonly count: number; finish(): Uint8Array };

const noBytes = new Uint8Array();

/** The bytes of a tile; layers without features are left out, so an empty tile is 0 bytes. */
export function encodeTile(layers: readonly FinishedLayer[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const layer of layers) {
    if (layer.count === 0) continue;
    const bytes = layer.finish();
    const head = new PbfWriter();
    // Field 3, a length and so many bytes: written by hand, because pbf would copy the layer twice.
    head.writeVarint((3 << 3) | 2);
    head.writeVarint(bytes.length);
    parts.push(head.finish(), bytes);
  }
  return parts.length === 0 ? noBytes : Buffer.concat(parts);
}

type EncodedFeature = { type: GeometryType; geometry: number[]; tags: number[]; id: number | null };

function writeFeature(feature: EncodedFeature, pbf: PbfWriter): void {
  if (feature.id !== null) pbf.writeVarintField(1, feature.id);
  pbf.writePackedVarint(2, feature.tags);
  pbf.writeVarintField(3, feature.type);
  pbf.writePackedVarint(4, feature.geometry);
}

export function writeValue(value: TileValue, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else if (typeof value === 'boolean') pbf.writeBooleanField(7, value);
  // pbf's signed form doubles the number first, which is exact for 32 bits and not for 53.
  else if (!Number.isSafeInteger(value) || value < -(2 ** 31)) pbf.writeDoubleField(3, value);
  else if (value >= 0) pbf.writeVarintField(5, value);
  else pbf.writeSVarintField(6, value);
}

function toCommands(paths: readonly (readonly TilePoint[])[], closed: boolean): number[] {
  const commands: number[] = [];
  let x = 0;
  let y = 0;
  for (const path of paths) {
    const points = withoutRepeats(path, closed);
    const first = points[0];
    if (first === undefined || points.length < (closed ? 3 : 2)) continue;
    commands.push(moveTo | (1 << 3), zigzag(first[0] - x), zigzag(first[1] - y));
    [x, y] = first;
    commands.push(lineTo | ((points.length - 1) << 3));
    for (const point of points.slice(1)) {
      commands.push(zigzag(point[0] - x), zigzag(point[1] - y));
      [x, y] = point;
    }
    if (closed) commands.push(closePath | (1 << 3));
  }
  return commands;
}

/** Two equal points in a row say nothing, and in a ring the last one that repeats the first is implied. */
function withoutRepeats(path: readonly TilePoint[], closed: boolean): TilePoint[] {
  const points = path.filter((point, index) => {
    const before = path[index - 1];
    return before === undefined || before[0] !== point[0] || before[1] !== point[1];
  });
  const first = points[0];
  const last = points.at(-1);
  const repeats = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  return closed && repeats && points.length > 1 ? points.slice(0, -1) : points;
}

function toIndex<K>(dictionary: Map<K, number>, key: K): number {
  const known = dictionary.get(key);
  if (known !== undefined) return known;
  dictionary.set(key, dictionary.size);
  return dictionary.size - 1;
}

/** Unsigned form of a signed 32-bit integer: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
