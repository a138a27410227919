import { readRows } from '#lib/datasets/read-pack.ts';
import { nameWords } from '#lib/organizations/agency-name.ts';
import { townRowSchema } from '#lib/places/pack-rows.ts';
import { usStates } from '../us-states.ts';

/** Territories that stand under a country code of their own among the packed places. */
const territories = new Set(['GU', 'PR', 'VI']);

/** Postal code → code of the place: `US-VA`, `PR`; null for anything else. */
export function toPlaceCode(state: string): string | null {
  if (territories.has(state)) return state;
  return Object.hasOwn(usStates, state) ? `US-${state}` : null;
}

/** How city names are compared within one state: "St. Louis" and "Saint Louis" are equal, "New York City" and "New York" are equal. */
export function foldCity(text: string): string {
  const words = nameWords(text).map((word) => (word === 'st' ? 'saint' : word));
  if (words[0] === 'city' && words[1] === 'of') words.splice(0, 2);
  if (words.join(' ') === 'new york city') words.pop();
  return words.join(' ');
}

/** State and city → GeoNames id, when exactly one packed town of the state has the name. */
export async function indexTowns(
  packs: string,
): Promise<(state: string, city: string) => number | undefined> {
  const towns = new Map<string, number[]>();
  for await (const town of readRows('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs)) {
    if (town.country !== 'US' || !town.region) continue;
    const key = `${town.region} ${foldCity(town.name)}`;
    towns.set(key, [...(towns.get(key) ?? []), town.id]);
  }
  return (state, city) => {
    const hits = towns.get(`US-${state} ${foldCity(city)}`) ?? [];
    return hits.length === 1 ? hits[0] : undefined;
  };
}
