import pointInPolygon from 'point-in-polygon-hao';
import type { BoundaryTile } from './boundary-tile.ts';
import { isCutEdge, type Point } from './clip-ring.ts';
import { kmPerDegree, unitsPerDegree } from './tile-grid.ts';

/**
 * Kilometers by which a border may be drawn wrongly. Of 199,568 places of GeoNames, 516 lie in the drawn area of another
 * country; outside disputed land all but two of them lie within this distance of their own (docs/here.md).
 */
export const borderErrorKm = 4;
/** Kilometers from a drawn coast within which a point on the water counts as that coast: coasts are simplified. */
export const shoreKm = 5;
/** Kilometers within which the nearest land is still named for a point at sea. */
export const seaKm = 25;

export type Side = {
  /** ISO 3166-2 where a region is held, else ISO 3166-1. */
  code: string;
  country: string;
  label: string;
  /** Kilometers to its drawn edge; 0 for the area that holds the point. */
  km: number;
};

export type Jurisdictions = {
  /**
   * `inside`: one area holds the point and no other is near. `either`: a border is nearer than its own error. `shore`: on
   * the water, at a coast. `sea`: no jurisdiction is held; `sides` may name the nearest land.
   */
  kind: 'inside' | 'either' | 'shore' | 'sea';
  /** The likeliest first. */
  sides: Side[];
  /** Disputed lines within `seaKm`, the nearest first. */
  disputed: { name: string; km: number }[];
};

/**
 * Which areas hold a position, or may hold it. Pure, and everything happens in the tile: nothing is asked of anybody.
 *
 * @param lon degrees of the position, in the same turn as the tile or any other
 * @param unsureKm how far off the position itself may be; up to `seaKm` counts
 */
export function findJurisdictions(tile: BoundaryTile, lon: number, lat: number, unsureKm = 0): Jurisdictions {
  const at = toTilePoint(tile, lon, lat);
  const distances = measure(tile, at, lat);
  const sides = tile.faces.map((face, index): Side & { holds: boolean; regional: boolean } => {
    const found = pointInPolygon(
      [at[0], at[1]],
      face.rings.map((ring) => ring.map(([x, y]) => [x, y])),
    );
    return {
      code: face.code,
      country: face.code.slice(0, 2),
      label: face.label,
      km: found === false ? (distances[index] ?? Number.POSITIVE_INFINITY) : 0,
      holds: found !== false,
      regional: face.code.length > 2,
    };
  });
  // A country's own outline is in the tile only for land without a region: where a region holds the point, that one counts.
  const covered = new Set(sides.filter((side) => side.holds && side.regional).map((side) => side.country));
  const near = sides
    .filter((side) => side.km <= seaKm && (side.regional || !covered.has(side.country)))
    .sort((a, b) => a.km - b.km || b.code.length - a.code.length || (a.code < b.code ? -1 : 1))
    .map(({ code, country, label, km }): Side => ({ code, country, label, km }));
  const disputed = findDisputed(tile, at, lat);
  const within = (km: number) => near.filter((side) => side.km <= km);
  const [first] = near;
  if (first === undefined || first.km > shoreKm) return { kind: 'sea', sides: near.slice(0, 1), disputed };
  if (first.km > 0) return { kind: 'shore', sides: within(shoreKm), disputed };
  const possible = within(Math.min(seaKm, Math.max(borderErrorKm, unsureKm)));
  return { kind: possible.length > 1 ? 'either' : 'inside', sides: possible, disputed };
}

/** The position in the tile's units, a turn further where the tile reaches beyond ±180°. */
function toTilePoint({ box }: BoundaryTile, lon: number, lat: number): Point {
  const turn = 360 * unitsPerDegree;
  let x = lon * unitsPerDegree;
  while (x > box.east) x -= turn;
  while (x < box.west) x += turn;
  return [x, lat * unitsPerDegree];
}

/** Kilometers from a point to the nearest true edge of each face. */
function measure(tile: BoundaryTile, at: Point, lat: number): number[] {
  const best = tile.faces.map(() => Number.POSITIVE_INFINITY);
  for (const { faces, points } of tile.arcs) {
    if (faces.length === 0) continue;
    const km = toDistance(points, at, lat, (a, b) => !isCutEdge(a, b, tile.box));
    for (const face of faces) best[face] = Math.min(best[face] ?? km, km);
  }
  return best;
}

function findDisputed(tile: BoundaryTile, at: Point, lat: number): { name: string; km: number }[] {
  const nearest = new Map<string, number>();
  for (const { name, points } of tile.disputed) {
    const km = toDistance(points, at, lat, () => true);
    if (km <= seaKm) nearest.set(name, Math.min(km, nearest.get(name) ?? km));
  }
  return [...nearest].map(([name, km]) => ({ name, km })).sort((a, b) => a.km - b.km);
}

/** Distance to a run of edges on a plane around the point: right to a percent below 100 km. */
function toDistance(
  points: readonly Point[],
  [x, y]: Point,
  lat: number,
  counts: (a: Point, b: Point) => boolean,
): number {
  const scale = Math.cos((lat * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    if (a === undefined || b === undefined || !counts(a, b)) continue;
    const [ax, ay] = [(a[0] - x) * scale, a[1] - y];
    const [dx, dy] = [(b[0] - a[0]) * scale, b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy));
  }
  return (best / unitsPerDegree) * kmPerDegree;
}
