import { join } from 'node:path';
import { toKind } from '#lib/claims/entity-schema.ts';
import type { KnownEntity } from '#lib/claims/validation-context.ts';
import { createBodyIds } from '#lib/datasets/body-ids.ts';
import { readLines } from '#lib/datasets/read-pack.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import { readVendors } from '#lib/organizations/vendors.ts';
import { townRowSchema } from '#lib/places/pack-rows.ts';
import { readNamed } from '#lib/review/read-names.ts';

/** ISO 3166-1 code of every town of the packs, by place id. */
export async function readTownCountries(dataFolder: string): Promise<Map<string, string>> {
  const countries = new Map<string, string>();
  const packs = join(dataFolder, 'packs');
  for await (const { row } of readLines('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs))
    if (row.country !== null) countries.set(`place.gn-${row.id}`, row.country);
  return countries;
}

/**
 * What claims files may name, without a database: data/entities, places, technologies, and the agencies and vendors of the packs.
 *
 * @param dataFolder the repository's `data` folder
 */
export async function readKnownEntities(
  dataFolder: string,
  curated = readEntities(dataFolder),
): Promise<Map<string, KnownEntity>> {
  const known = new Map<string, KnownEntity>();
  for (const { id, kind, isWithheld } of await readNamed(dataFolder, curated))
    known.set(id, { kind, identityWithheld: isWithheld });
  // A vendor that data/entities declares has that id in the database, and no other.
  const vendors = readVendors();
  const bodies = createBodyIds(
    curated.filter(({ id }) => id.startsWith('org.')),
    vendors,
  );
  for (const key of Object.keys(vendors)) {
    const id = bodies.vendor(key);
    if (known.has(id)) continue;
    const kind = toKind(id);
    if (kind !== undefined) known.set(id, { kind, identityWithheld: false });
  }
  return known;
}
