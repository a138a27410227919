import type { Hole } from '#lib/datasets/dataset-schema.ts';
import type { TownRow } from '#lib/places/pack-rows.ts';

/** Whether a point lies in the box of a hole. */
export function isInside({ lon, lat }: { lon: number; lat: number }, { bbox }: Hole): boolean {
  return bbox !== undefined && lon >= bbox[0] && lat >= bbox[1] && lon <= bbox[2] && lat <= bbox[3];
}

/** A hole with the regions and towns inside it: their pages say that the file is empty there. */
export function addPlaces(hole: Hole, towns: readonly TownRow[]): Hole {
  const inside = towns.filter(
    (town) =>
      isInside(town, hole) &&
      ((town.country && hole.places.includes(town.country)) || hole.places.includes(town.region ?? '')),
  );
  const regions = new Set(inside.flatMap((town) => town.region ?? []));
  return {
    ...hole,
    places: [...new Set([...hole.places, ...[...regions].sort(), ...inside.map((town) => `gn-${town.id}`)])],
  };
}
