import { readRows } from '#lib/datasets/read-pack.ts';
import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import { type AgencyRow, agencyRowSchema } from '#lib/organizations/pack-rows.ts';

export interface OperatorIndex {
  /** Key of the packed body that a Wikidata id or name means, in the region or country of the device; null when none or several do. */
  find: (operator: {
    wikidata?: string | undefined;
    name?: string | undefined;
    country?: string | undefined;
    region?: string | undefined;
  }) => string | null;
}

/** Index over the agencies of the packs. Names match only when equal in normalized form and in the same state (or, for Wikidata, country). */
export function createOperatorIndex(agencies: readonly AgencyRow[]): OperatorIndex {
  const byId = new Map<string, string>();
  const byName = new Map<string, Set<string>>();
  for (const agency of agencies) {
    if (agency.wikidata) byId.set(agency.wikidata, agency.key);
    if (!agency.place) continue;
    // The key of an American agency holds its normalized name; a suffix tells two of one name in one state apart.
    const forms = agency.key.startsWith('us-')
      ? [agency.key.slice(6), toSlug(normalizeAgencyName(agency.name))]
      : [toSlug(normalizeAgencyName(agency.name))];
    for (const form of new Set(forms)) {
      const name = `${agency.place} ${form}`;
      byName.set(name, (byName.get(name) ?? new Set()).add(agency.key));
    }
  }
  return {
    find({ wikidata, name, country, region }) {
      const known = wikidata ? byId.get(wikidata) : undefined;
      if (known) return known;
      const form = name ? toSlug(normalizeAgencyName(name)) : '';
      if (form === '') return null;
      for (const place of [region, country]) {
        const hits = place ? byName.get(`${place} ${form}`) : undefined;
        const [hit] = hits ?? [];
        if (hits && hits.size === 1 && hit) return hit;
      }
      return null;
    },
  };
}

export async function openOperatorIndex(packs: string, ids: readonly string[]): Promise<OperatorIndex> {
  const agencies: AgencyRow[] = [];
  for (const id of ids)
    for await (const row of readRows(id, 'agencies.jsonl.gz', agencyRowSchema, packs)) agencies.push(row);
  return createOperatorIndex(agencies);
}
