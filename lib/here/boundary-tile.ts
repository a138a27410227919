import type { Point } from './clip-ring.ts';
import { type Box, type TileId, toCutBox } from './tile-grid.ts';
import type { Topology } from './tile-topology.ts';

/** What a tile says, as the browser uses it. Positions are whole thousandths of a degree. */
export type BoundaryTile = {
  box: Box;
  faces: { code: string; label: string; rings: Point[][] }[];
  arcs: { faces: readonly number[]; points: Point[] }[];
  /** Lines that the source marks as claimed or as ceasefire lines. */
  disputed: { name: string; points: Point[] }[];
};

const format = 1;
const text = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { fatal: true }) };

/**
 * Bytes of a tile. All numbers are LEB128 varints, signed ones in zigzag form:
 * format · faces (code, label) · arcs (faces, points as differences) · rings of each face (references to arcs; the lowest
 * bit says reversed) · disputed lines (name, points). A tile at sea is five bytes.
 */
export function encodeBoundaryTile(
  tile: TileId,
  faces: readonly { code: string; label: string }[],
  { arcs, rings }: Topology,
  disputed: readonly { name: string; points: readonly Point[] }[],
): Uint8Array {
  const out = new Writer();
  const origin = toOrigin(tile);
  out.number(format);
  out.number(faces.length);
  for (const { code, label } of faces) {
    out.string(code);
    out.string(label);
  }
  out.number(arcs.length);
  for (const arc of arcs) {
    out.number(arc.faces.length);
    for (const face of arc.faces) out.number(face);
    out.points(arc.points, origin);
  }
  for (const own of rings) {
    out.number(own.length);
    for (const ring of own) {
      out.number(ring.length);
      for (const { arc, reversed } of ring) out.number(arc * 2 + (reversed ? 1 : 0));
    }
  }
  out.number(disputed.length);
  for (const line of disputed) {
    out.string(line.name);
    out.points(line.points, origin);
  }
  return out.bytes();
}

/** @throws RangeError when the bytes are no tile, are cut short, or name an arc or a face that is not there */
export function decodeBoundaryTile(tile: TileId, bytes: Uint8Array): BoundaryTile {
  const input = new Reader(bytes);
  const origin = toOrigin(tile);
  if (input.number() !== format)
    throw new RangeError('This is no boundary tile of the format that is read here.');
  const heads = input.list(() => ({ code: input.string(), label: input.string() }));
  const arcs = input.list(() => {
    const faces = input.list(() => input.index(heads.length));
    return { faces, points: input.points(origin) };
  });
  const faces = heads.map((head) => ({
    ...head,
    rings: input.list(() => {
      const ring: Point[] = [];
      for (const reference of input.list(() => input.index(arcs.length * 2))) {
        const points = arcs[reference >> 1]?.points ?? [];
        const run = reference % 2 === 1 ? points.toReversed() : points;
        for (const point of ring.length === 0 ? run : run.slice(1)) ring.push(point);
      }
      return ring;
    }),
  }));
  const disputed = input.list(() => ({ name: input.string(), points: input.points(origin) }));
  input.end();
  return { box: toCutBox(tile), faces, arcs, disputed };
}

function toOrigin(tile: TileId): Point {
  const { west, south } = toCutBox(tile);
  return [west, south];
}

class Writer {
  #bytes: number[] = [];

  number(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }

  string(value: string): void {
    const encoded = text.encoder.encode(value);
    this.number(encoded.length);
    for (const byte of encoded) this.#bytes.push(byte);
  }

  points(points: readonly Point[], origin: Point): void {
    this.number(points.length);
    let [x, y] = origin;
    for (const point of points) {
      this.#signed(point[0] - x);
      this.#signed(point[1] - y);
      [x, y] = point;
    }
  }

  #signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

class Reader {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('The boundary tile ends too early.');
      this.#at += 1;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError('A number of the boundary tile is too large.');
  }

  /** A number below `limit`. */
  index(limit: number): number {
    const value = this.number();
    if (value >= limit) throw new RangeError('The boundary tile names something that it does not hold.');
    return value;
  }

  list<T>(read: () => T): T[] {
    const count = this.index(this.#bytes.length + 1);
    return Array.from({ length: count }, read);
  }

  string(): string {
    const length = this.index(this.#bytes.length + 1);
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('The boundary tile ends too early.');
    const value = text.decoder.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return value;
  }

  points(origin: Point): Point[] {
    let [x, y] = origin;
    return this.list((): Point => {
      x += this.#signed();
      y += this.#signed();
      return [x, y];
    });
  }

  end(): void {
    if (this.#at !== this.#bytes.length)
      throw new RangeError('The boundary tile is longer than what it says.');
  }

  #signed(): number {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
