import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TownNamesRow, TownRow } from '#lib/places/pack-rows.ts';
import { fold } from '#lib/search/fold.ts';

const lowerCase = /^[^\p{Lu}\p{Lt}]*$/u;
const airport = /^[A-Z]{3,4}$/;
const latin = /^\P{L}*\p{Script=Latin}/u;

/**
 * The names of one town that a reader may type and that its main name does not already answer.
 *
 * GeoNames mixes machine romanizations among its names, always in lower case ("ke shen shi"), and the codes of airports
 * ("KHG"). Both are left out. Of names that search compares as equal the first stays.
 *
 * @param list the column `alternatenames` of GeoNames: names with a comma between them
 */
export function parseTownNames(list: string, mainName: string): string[] {
  const known = new Set([fold(mainName)]);
  const kept: string[] = [];
  for (const raw of list.split(',')) {
    const name = raw.trim();
    if (airport.test(name) || (latin.test(name) && lowerCase.test(name))) continue;
    const folded = fold(name);
    if (folded === '' || known.has(folded)) continue;
    known.add(folded);
    kept.push(name);
  }
  return kept;
}

/** Other names of the towns of a pack, from a GeoNames table (19 columns with tabs between them), in the towns' order. */
export async function readTownNames(path: string, towns: readonly TownRow[]): Promise<TownNamesRow[]> {
  const byId = new Map(towns.map((town) => [town.id, town]));
  const found = new Map<number, string[]>();
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const [id, , , list] = line.split('\t');
    const town = byId.get(Number(id));
    if (town === undefined || list === undefined || list === '') continue;
    found.set(town.id, parseTownNames(list, town.name));
  }
  return towns.flatMap(({ id }) => {
    const names = found.get(id) ?? [];
    return names.length === 0 ? [] : [{ id, names }];
  });
}
