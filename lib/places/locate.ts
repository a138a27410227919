import Flatbush from 'flatbush';
import type { Position } from 'geojson';

/** An area with a code: polygons as rings of [lon, lat], cut at ±180°. */
export interface CodedArea {
  code: string;
  polygons: Position[][][];
}

export interface Locator {
  /** Code of the area that holds the point; of several (an enclave in a simplified hole) the smallest. Null when none does. */
  find: (lon: number, lat: number) => string | null;
  /** As `find`, else the area whose edge is nearest, when it is at most `maxKm` away: coasts are simplified. */
  findNear: (lon: number, lat: number, maxKm: number) => string | null;
}

const kmPerDegree = 111.195;

/** Index of areas by point: bounding boxes first, then ray casting (even-odd rule, so holes are holes). Pure; runs in a browser too. */
export function createLocator(areas: readonly CodedArea[]): Locator {
  const parts = areas.flatMap(({ code, polygons }) =>
    polygons.map((rings) => ({ code, rings, box: boxOf(rings[0] ?? []) })),
  );
  if (parts.length === 0) return { find: () => null, findNear: () => null };
  const index = new Flatbush(parts.length);
  for (const { box } of parts) index.add(box[0], box[1], box[2], box[3]);
  index.finish();
  const sizeOf = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);

  const find = (lon: number, lat: number): string | null => {
    let best: (typeof parts)[number] | undefined;
    for (const at of index.search(lon, lat, lon, lat)) {
      const part = parts[at];
      if (part && isInside(lon, lat, part.rings) && (!best || sizeOf(part.box) < sizeOf(best.box)))
        best = part;
    }
    return best?.code ?? null;
  };

  const findNear = (lon: number, lat: number, maxKm: number): string | null => {
    const inside = find(lon, lat);
    if (inside) return inside;
    const dLat = maxKm / kmPerDegree;
    const dLon = dLat / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    let best: string | null = null;
    let bestKm = maxKm;
    for (const at of index.search(lon - dLon, lat - dLat, lon + dLon, lat + dLat)) {
      const part = parts[at];
      if (!part) continue;
      const km = distanceToRings(lon, lat, part.rings);
      if (km <= bestKm) [best, bestKm] = [part.code, km];
    }
    return best;
  };
  return { find, findNear };
}

type Box = [number, number, number, number];

function boxOf(ring: Position[]): Box {
  const box: Box = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function isInside(lon: number, lat: number, rings: Position[][]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi = 0, yi = 0] = ring[i] ?? [];
      const [xj = 0, yj = 0] = ring[j] ?? [];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** Kilometers from a point to the nearest edge, on a plane around the point: right to a percent below 100 km. */
function distanceToRings(lon: number, lat: number, rings: Position[][]): number {
  const scale = Math.cos((lat * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = [((ring[i - 1]?.[0] ?? 0) - lon) * scale, (ring[i - 1]?.[1] ?? 0) - lat];
      const [bx, by] = [((ring[i]?.[0] ?? 0) - lon) * scale, (ring[i]?.[1] ?? 0) - lat];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return best * kmPerDegree;
}
