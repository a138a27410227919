import { join } from 'node:path';
import type { EntityEntry } from '#lib/claims/entity-schema.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import { foldVendor, type Vendors } from '../organizations/vendors.ts';

/** What the loader needs of a body that data/entities declares. */
export type CuratedBody = Pick<
  EntityEntry,
  'id' | 'slug' | 'label' | 'labelLang' | 'workingTitle' | 'externalIds'
>;

/** @param dataFolder the repository's `data` folder */
export function readCuratedBodies(dataFolder = join(import.meta.dirname, '../../data')): CuratedBody[] {
  return readEntities(dataFolder).filter((entity) => entity.id.startsWith('org.'));
}

/** Entity ids of bodies that packs name. */
export interface BodyIds {
  /** From an agency's key; its Wikidata id, where the row has one, may lead to a reviewed body. */
  agency: (key: string, wikidata?: string) => string;
  vendor: (key: string) => string;
  /** The reviewed entry behind an entity id; undefined for bodies that only packs name. */
  curated: (id: string) => CuratedBody | undefined;
}

/**
 * A body that reviewed files already declare keeps the id that they gave it: agencies match by Wikidata id alone, vendors by
 * Wikidata id or by one of their spellings.
 */
export function createBodyIds(curated: readonly CuratedBody[], vendors: Vendors): BodyIds {
  const byId = new Map(curated.map((body) => [body.id, body]));
  const byWikidata = new Map(
    curated.flatMap((body) =>
      body.externalIds.wikidata ? [[body.externalIds.wikidata, body.id] as const] : [],
    ),
  );
  const byName = new Map(curated.map((body) => [foldVendor(body.label), body.id]));
  return {
    agency: (key, wikidata) => {
      const id = wikidata ?? (/^wd-q\d+$/.test(key) ? key.slice(3).toUpperCase() : undefined);
      return (id ? byWikidata.get(id) : undefined) ?? `org.${key}`;
    },
    vendor: (key) => {
      const vendor = vendors[key];
      if (!vendor)
        throw new Error(`Vendor "${key}" is not in data/vocabularies/vendors.yaml; pack the dataset again.`);
      const known = vendor.wikidata ? byWikidata.get(vendor.wikidata) : undefined;
      const named = [vendor.label, ...vendor.spellings]
        .map((text) => byName.get(foldVendor(text)))
        .find((id) => id !== undefined);
      return known ?? named ?? `org.vendor-${key}`;
    },
    curated: (id) => byId.get(id),
  };
}
