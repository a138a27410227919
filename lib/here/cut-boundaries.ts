import { z } from 'zod';
import { packsRoot, readDocument, readManifest, readRows } from '#lib/datasets/read-pack.ts';
import { areaRowSchema } from '#lib/places/pack-rows.ts';
import { encodeBoundaryTile } from './boundary-tile.ts';
import { clipLine, clipRing, type Point } from './clip-ring.ts';
import { type Box, type TileId, toCutBox, unitsPerDegree } from './tile-grid.ts';
import { type CutFace, toTopology } from './tile-topology.ts';

const pack = 'natural-earth';
const turn = 360 * unitsPerDegree;
/** Of a country's area: less than this outside all of its regions is rounding, not land without a region. */
const leastShare = 5e-4;

// A million positions: that they are numbers is held by the pack's checksum, which a test of the packs verifies.
const coordinates = <T extends unknown[]>() => z.custom<T>((value) => Array.isArray(value));
const areasSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string() }),
      geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: coordinates<number[][][][]>() }),
    }),
  ),
});
const linesSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ kind: z.string(), name: z.string().optional() }),
      geometry: z.object({ type: z.literal('MultiLineString'), coordinates: coordinates<number[][][]>() }),
    }),
  ),
});

type Ring = { points: Point[]; box: Box };
type Area = { code: string; label: string; rings: Ring[]; size: number };
export type Boundaries = { areas: Area[]; disputed: { name: string; points: Point[] }[] };

/** Changes when the boundaries or the way in which they are cut change. */
export function readBoundaryVersion(root = packsRoot): string {
  return `${readManifest(pack, root).sha256.slice(0, 12)}-1`;
}

/**
 * Regions by ISO 3166-2, and countries by ISO 3166-1 where no region covers their land (Hong Kong, Kiribati, the north
 * of Cyprus): a position is looked up among regions first. Takes about a second and 200 MB for a moment.
 */
export async function readBoundaries(root = packsRoot): Promise<Boundaries> {
  const labels = new Map<string, string>();
  for await (const { code, label } of readRows(pack, 'places.jsonl.gz', areaRowSchema, root))
    labels.set(code, label);
  const read = (name: string) =>
    readDocument(pack, name, areasSchema, root).features.map(({ properties: { code }, geometry }): Area => {
      const rings = geometry.coordinates.flat().map(toRing);
      return { code, label: labels.get(code) ?? code, rings, size: sum(rings.map(toSignedArea)) };
    });
  const regions = read('regions.geojson.gz');
  const covered = new Map<string, number>();
  for (const { code, size } of regions) {
    const country = code.slice(0, 2);
    covered.set(country, (covered.get(country) ?? 0) + Math.abs(size));
  }
  const countries = read('countries.geojson.gz').filter(({ code, size }) => {
    const all = Math.abs(size);
    return all - (covered.get(code) ?? 0) > leastShare * all;
  });
  const disputed = readDocument(pack, 'borders.geojson.gz', linesSchema, root)
    .features.filter(({ properties }) => properties.kind === 'disputed')
    .flatMap(({ properties, geometry }) =>
      geometry.coordinates.map((line) => ({ name: properties.name ?? '', points: line.map(toPoint) })),
    );
  return { areas: [...regions, ...countries], disputed };
}

/** Cuts tiles out of boundaries. The bands of rows are kept, so that tiles of one row cost little after the first. */
export class TileCutter {
  #boundaries: Boundaries;
  #bands = new Map<number, Area[]>();

  constructor(boundaries: Boundaries) {
    this.#boundaries = boundaries;
  }

  /** The bytes of one tile. */
  cut(tile: TileId): Uint8Array {
    const box = toCutBox(tile);
    const faces = new Map<string, CutFace>();
    const lines: { name: string; points: Point[] }[] = [];
    for (const shift of [-turn, 0, turn]) {
      const shifted = { ...box, west: box.west - shift, east: box.east - shift };
      const move = ([x, y]: Point): Point => [x + shift, y];
      if (shifted.east < -turn / 2 || shifted.west > turn / 2) continue;
      for (const { code, label, rings } of this.#getBand(tile.row, box)) {
        for (const ring of rings) {
          const kept = overlaps(ring.box, shifted) ? clipRing(ring.points, shifted) : null;
          if (kept === null) continue;
          const face = faces.get(code) ?? { code, label, rings: [] };
          face.rings.push(shift === 0 ? kept : kept.map(move));
          faces.set(code, face);
        }
      }
      for (const { name, points } of this.#boundaries.disputed)
        for (const piece of clipLine(points, shifted)) lines.push({ name, points: piece.map(move) });
    }
    const held = [...faces.values()];
    return encodeBoundaryTile(tile, held, toTopology(held, box), lines);
  }

  #getBand(row: number, { south, north }: Box): Area[] {
    const known = this.#bands.get(row);
    if (known !== undefined) return known;
    const around = { west: -turn, east: turn, south, north };
    const band = this.#boundaries.areas.flatMap((area) => {
      const rings = area.rings.flatMap((ring) => {
        const kept = overlaps(ring.box, around) ? clipRing(ring.points, around) : null;
        return kept === null ? [] : [{ points: kept, box: toBox(kept) }];
      });
      return rings.length === 0 ? [] : [{ ...area, rings }];
    });
    // The last few rows suffice: tiles are asked for a row at a time, or one by one.
    if (this.#bands.size >= 3) this.#bands.clear();
    this.#bands.set(row, band);
    return band;
  }
}

function toPoint([lon = 0, lat = 0]: readonly number[]): Point {
  return [Math.round(lon * unitsPerDegree), Math.round(lat * unitsPerDegree)];
}

function toRing(positions: readonly (readonly number[])[]): Ring {
  const points = positions.map(toPoint);
  return { points, box: toBox(points) };
}

function toBox(points: readonly Point[]): Box {
  const box = { west: turn, south: turn, east: -turn, north: -turn };
  for (const [x, y] of points) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

/** Square thousandths of a degree; holes run the other way and count against their outline. */
function toSignedArea({ points }: Ring): number {
  let area = 0;
  for (let i = 1; i < points.length; i += 1) {
    const [ax, ay] = points[i - 1] ?? [0, 0];
    const [bx, by] = points[i] ?? [0, 0];
    area += (ax * by - bx * ay) / 2;
  }
  return area;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function overlaps(a: Box, b: Box): boolean {
  return a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south;
}
