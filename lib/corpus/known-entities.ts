import { toKind } from '#lib/claims/entity-schema.ts';
import type { KnownEntity } from '#lib/claims/validation-context.ts';
import { readVendors } from '#lib/organizations/vendors.ts';
import { readNamed } from '#lib/review/read-names.ts';

/**
 * What claims files may name, without a database: data/entities, places, technologies, and the agencies and vendors of the packs.
 *
 * @param dataFolder the repository's `data` folder
 */
export async function readKnownEntities(dataFolder: string): Promise<Map<string, KnownEntity>> {
  const known = new Map<string, KnownEntity>();
  for (const { id, kind, isWithheld } of await readNamed(dataFolder))
    known.set(id, { kind, identityWithheld: isWithheld });
  for (const key of Object.keys(readVendors())) {
    const id = `org.vendor-${key}`;
    const kind = toKind(id);
    if (kind !== undefined) known.set(id, { kind, identityWithheld: false });
  }
  return known;
}
