import type { Position } from 'geojson';

/** Radius of the sphere that has the area of the Earth (WGS 84 authalic radius), in kilometers. */
export const authalicRadiusKm = 6371.0072;

/**
 * Area in square kilometers of polygons given as rings of [lon, lat] in degrees: the first ring of each is its outline,
 * the others are holes. Sum over the edges of Δλ · (2 + sin φ₁ + sin φ₂) · R²/2 on the authalic sphere (R. G. Chamberlain,
 * W. H. Duquette, “Some Algorithms for Polygons on a Sphere”, JPL Publication 07-03, 2007). Edges follow neither great
 * circles nor parallels exactly; for outlines with a point every few kilometers the difference is below a thousandth.
 */
export function toAreaKm2(polygons: readonly Position[][][]): number {
  return polygons.reduce((sum, [outline = [], ...holes]) => {
    const inside = holes.reduce((taken, hole) => taken + ringAreaKm2(hole), 0);
    return sum + ringAreaKm2(outline) - inside;
  }, 0);
}

/** Middle of the largest part: a country's point belongs on its mainland, not in the sea between its islands. */
export function toMiddle(polygons: readonly Position[][][]): { lon: number; lat: number } | null {
  const largest = polygons
    .map(([outline = []]) => outline)
    .reduce<{ ring: Position[]; area: number }>(
      (best, ring) => {
        const area = ringAreaKm2(ring);
        return area > best.area ? { ring, area } : best;
      },
      { ring: [], area: 0 },
    );
  return largest.area === 0 ? null : toCentroid(largest.ring);
}

function ringAreaKm2(ring: readonly Position[]): number {
  let sum = 0;
  for (const [[lon = 0, lat = 0], [nextLon = 0, nextLat = 0]] of toEdges(ring)) {
    sum += toRadians(nextLon - lon) * (2 + Math.sin(toRadians(lat)) + Math.sin(toRadians(nextLat)));
  }
  return Math.abs((sum * authalicRadiusKm ** 2) / 2);
}

/** Centroid of the ring as drawn on a plane: good enough to hang an arc on. */
function toCentroid(ring: readonly Position[]): { lon: number; lat: number } | null {
  let twiceArea = 0;
  let lon = 0;
  let lat = 0;
  for (const [[x = 0, y = 0], [nextX = 0, nextY = 0]] of toEdges(ring)) {
    const cross = x * nextY - nextX * y;
    twiceArea += cross;
    lon += (x + nextX) * cross;
    lat += (y + nextY) * cross;
  }
  return twiceArea === 0 ? null : { lon: lon / (3 * twiceArea), lat: lat / (3 * twiceArea) };
}

function* toEdges(ring: readonly Position[]): Generator<[Position, Position]> {
  for (const [index, point] of ring.entries()) yield [point, ring[(index + 1) % ring.length] ?? point];
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
