import { z } from 'zod';
import { type CellRange, toColumn, toCoveringRanges, toRow } from '#lib/tiles/morton.ts';
import type { SqlCondition } from './filter.ts';

/** What part of the Earth a view shows, in degrees; `west > east` crosses the antimeridian. Edges count as inside. */
export type Extent = { west: number; south: number; east: number; north: number };

export const wholeWorld: Extent = { west: -180, south: -90, east: 180, north: 90 };

export function isWholeWorld({ west, south, east, north }: Extent): boolean {
  return west === -180 && east === 180 && south <= -90 && north >= 90;
}

const extentSchema = z
  .string()
  .max(120)
  .transform((text) => text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
  .refine(([w, s, e, n]) => Math.abs(w) <= 180 && Math.abs(e) <= 180 && s >= -90 && n <= 90 && s <= n, {
    error: 'must be west,south,east,north in degrees, each within the Earth, south below north',
  });

/** Reads `west,south,east,north`; null when it is no extent. */
export function parseExtent(text: string): Extent | null {
  const parsed = extentSchema.safeParse(text);
  if (!parsed.success) return null;
  const [west, south, east, north] = parsed.data;
  return { west, south, east, north };
}

/** The text of an extent, rounded outward to `digits` decimals so that nothing at the edge is lost. */
export function formatExtent(extent: Extent, digits = 4): string {
  const factor = 10 ** digits;
  const down = (value: number) => Math.floor(value * factor) / factor;
  const up = (value: number) => Math.ceil(value * factor) / factor;
  const { south, north } = extent;
  let west = down(extent.west);
  let east = up(extent.east);
  // A view of almost the whole circle across the antimeridian would come out as the sliver that it leaves out.
  if (extent.west > extent.east && west <= east) [west, east] = [-180, 180];
  return [west, down(south), east, up(north)].join(',');
}

/** True when the position lies inside. */
export function contains(extent: Extent, lon: number, lat: number): boolean {
  if (lat < extent.south || lat > extent.north) return false;
  if (extent.west <= extent.east) return lon >= extent.west && lon <= extent.east;
  return lon >= extent.west || lon <= extent.east;
}

/** Morton ranges that hold every device of the extent (and some beside it: test `contains` as well). */
export function toRanges(extent: Extent): CellRange[] {
  const north = toRow(extent.north);
  const south = toRow(extent.south);
  const cover = (west: number, east: number) =>
    toCoveringRanges(toColumn(west), north, toColumn(east), south);
  if (extent.west <= extent.east) return cover(extent.west, extent.east);
  return [...cover(extent.west, 180), ...cover(-180, extent.east)];
}

/** The extent as a condition over table `device` (alias `d`): index ranges first, then the exact degrees. */
export function extentToSql(extent: Extent, firstParameter = 1): SqlCondition {
  if (isWholeWorld(extent)) return { text: 'true', values: [] };
  const values: unknown[] = [extent.west, extent.east, extent.south, extent.north];
  const at = (offset: number) => `$${firstParameter + offset}`;
  const ranges = toRanges(extent).map((range) => {
    values.push(range.first, range.last);
    return `d.cell between ${at(values.length - 2)}::bigint and ${at(values.length - 1)}::bigint`;
  });
  const join = extent.west <= extent.east ? 'and' : 'or';
  const degrees = `(d.lon >= ${at(0)}::float8 ${join} d.lon <= ${at(1)}::float8) and d.lat between ${at(2)}::float8 and ${at(3)}::float8`;
  return { text: `(${ranges.join(' or ')}) and ${degrees}`, values };
}
