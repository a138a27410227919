import type { MultiPolygon, Position } from 'geojson';

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Coordinates at 0.001° (about 110 m), repeats removed; rings that collapse are dropped. Null when nothing is left. */
export function roundPolygons(polygons: Position[][][]): MultiPolygon | null {
  const coordinates: Position[][][] = [];
  for (const polygon of polygons) {
    const rings = polygon.map(roundRing).filter((ring, index) => index === 0 || ring.length >= 4);
    if ((rings[0]?.length ?? 0) >= 4) coordinates.push(rings);
  }
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
}

export function roundRing(ring: Position[]): Position[] {
  const out: Position[] = [];
  for (const [x = 0, y = 0] of ring) {
    const point = [round(x), round(y)];
    const last = out.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  return out;
}

/** Planar area in square degrees: enough to compare rings of one country. */
export function ringArea(ring: Position[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i += 1) {
    const a = ring[i] ?? [0, 0];
    const b = ring[i + 1] ?? [0, 0];
    sum += (a[0] ?? 0) * (b[1] ?? 0) - (b[0] ?? 0) * (a[1] ?? 0);
  }
  return Math.abs(sum / 2);
}

/** [west, south, east, north]. West is greater than east where the shape is shorter across the antimeridian. */
export function boundingBox(geometry: MultiPolygon): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  let eastOfZero = 180;
  let westOfZero = -180;
  for (const polygon of geometry.coordinates) {
    for (const [x = 0, y = 0] of polygon[0] ?? []) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
      if (x >= 0) eastOfZero = Math.min(eastOfZero, x);
      else westOfZero = Math.max(westOfZero, x);
    }
  }
  const across = west < 0 && east > 0 && 360 - (eastOfZero - westOfZero) < east - west;
  return across ? [eastOfZero, south, westOfZero, north] : [west, south, east, north];
}
