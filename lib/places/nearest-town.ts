import Flatbush from 'flatbush';
import type { TownRow } from './pack-rows.ts';

const kmPerDegree = 111.195;

/** Great-circle distance in kilometers (haversine, sphere of 6371 km). */
export function distanceKm(aLon: number, aLat: number, bLon: number, bLat: number): number {
  const radians = Math.PI / 180;
  const h =
    Math.sin(((bLat - aLat) * radians) / 2) ** 2 +
    Math.cos(aLat * radians) * Math.cos(bLat * radians) * Math.sin(((bLon - aLon) * radians) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Nearest town by its center point. GeoNames draws no town boundaries, so this is a look-up by distance and not containment.
 * @returns GeoNames id, or null when no town of `country` lies within `maxKm`.
 */
export function createTownFinder(
  towns: readonly TownRow[],
): (lon: number, lat: number, country: string, maxKm: number) => number | null {
  if (towns.length === 0) return () => null;
  const index = new Flatbush(towns.length);
  for (const { lon, lat } of towns) index.add(lon, lat, lon, lat);
  index.finish();
  return (lon, lat, country, maxKm) => {
    const dLat = maxKm / kmPerDegree;
    const dLon = dLat / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    let best: number | null = null;
    let bestKm = maxKm;
    for (const at of index.search(lon - dLon, lat - dLat, lon + dLon, lat + dLat)) {
      const town = towns[at];
      if (!town || town.country !== country) continue;
      const km = distanceKm(lon, lat, town.lon, town.lat);
      if (km < bestKm || (km === bestKm && (best === null || town.id < best))) [best, bestKm] = [town.id, km];
    }
    return best;
  };
}
