import { readRows } from '#lib/datasets/read-pack.ts';
import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { townRowSchema } from '#lib/places/pack-rows.ts';

const policeOf = /^(.+) police department$/;

export interface NameIndex {
  /**
   * Places in which packed bodies have this name, when none in its own place has it: then the table may name the wrong state. Empty where the name is
   * known in its place, or known nowhere, or that of the police of a packed town of the place.
   */
  findElsewhere: (place: string | null, name: string) => string[];
}

/** Names of American bodies in the packs, by place. */
export async function indexNames(packs: string): Promise<NameIndex> {
  const places = new Map<string, Set<string>>();
  const add = (form: string, place: string) =>
    places.set(form, (places.get(form) ?? new Set<string>()).add(place));
  for (const id of ['eff-atlas-2020', 'private-eyes-2024']) {
    for await (const { key, name, aliases, place } of readRows(
      id,
      'agencies.jsonl.gz',
      agencyRowSchema,
      packs,
    )) {
      if (place === null || !key.startsWith('us-')) continue;
      // The key of an American agency holds its normalized name; spellings of portals carry the state inside the name.
      const forms = [key.slice(6), ...[name, ...aliases].map((text) => toSlug(normalizeAgencyName(text)))];
      for (const form of new Set(forms)) add(form, place);
    }
  }
  const towns = new Set<string>();
  for await (const { country, region, name } of readRows(
    'geonames-cities',
    'towns.jsonl.gz',
    townRowSchema,
    packs,
  ))
    if (country === 'US' && region) towns.add(`${region} ${normalizeAgencyName(name)}`);
  return {
    findElsewhere(place, text) {
      const name = normalizeAgencyName(text);
      const known = places.get(toSlug(name));
      if (known === undefined || place === null || known.has(place)) return [];
      const town = policeOf.exec(name)?.[1];
      return town !== undefined && towns.has(`${place} ${town}`) ? [] : [...known].sort();
    },
  };
}
