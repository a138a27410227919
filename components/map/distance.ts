import type { Extent } from '#lib/devices/extent.ts';

type Position = { lon: number; lat: number };

/** Mean radius of the Earth in meters (IUGG R1). */
const earthRadius = 6_371_008.8;
const metersPerDegree = (Math.PI * earthRadius) / 180;

/** Great-circle distance in meters (haversine formula). */
export function measureMeters(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A box that holds the circle of `meters` around a position; may cross the antimeridian. */
export function toBoxOf({ lon, lat }: Position, meters: number): Extent {
  const north = meters / metersPerDegree;
  const east = Math.min(179, north / Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  const wrap = (value: number) => (value > 180 ? value - 360 : value < -180 ? value + 360 : value);
  return {
    west: wrap(lon - east),
    south: Math.max(-90, lat - north),
    east: wrap(lon + east),
    north: Math.min(90, lat + north),
  };
}
