import { readRows } from '#lib/datasets/read-pack.ts';
import { createTownFinder } from '#lib/places/nearest-town.ts';
import { openPackLocators, shoreKm } from '#lib/places/pack-locator.ts';
import { type TownRow, townRowSchema } from '#lib/places/pack-rows.ts';

export interface PlacedPoint {
  country?: string;
  region?: string;
  town?: number;
}

/** A town's page takes in what lies this near to its center point. */
export const townKm = 10;

export interface Gazetteer {
  place: (lon: number, lat: number) => PlacedPoint;
  towns: readonly TownRow[];
}

/** One a folder and process: reading the boundaries takes a second, and packs do not change while a command runs. */
const opened = new Map<string, Promise<Gazetteer>>();

/** Opens the packed boundaries and towns: point → codes of country, region and nearest town. */
export function openGazetteer(packs: string): Promise<Gazetteer> {
  const gazetteer = opened.get(packs) ?? readGazetteer(packs);
  opened.set(packs, gazetteer);
  return gazetteer;
}

async function readGazetteer(packs: string): Promise<Gazetteer> {
  const { countries, regions } = openPackLocators(packs);
  const towns: TownRow[] = [];
  for await (const town of readRows('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs))
    towns.push(town);
  const nearestTown = createTownFinder(towns);
  const place = (lon: number, lat: number): PlacedPoint => {
    const region = regions.find(lon, lat);
    const country = region?.slice(0, 2) ?? countries.findNear(lon, lat, shoreKm);
    if (!country) return {};
    const near = region ?? regions.findNear(lon, lat, shoreKm);
    const town = nearestTown(lon, lat, country, townKm);
    return {
      country,
      ...(near?.startsWith(`${country}-`) ? { region: near } : {}),
      ...(town ? { town } : {}),
    };
  };
  return { place, towns };
}
