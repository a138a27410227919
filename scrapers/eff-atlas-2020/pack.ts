import { join } from 'node:path';
import { readRows } from '#lib/datasets/read-pack.ts';
import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import type { AgencyRow, DeploymentRow } from '#lib/organizations/pack-rows.ts';
import { indexVendors, readVendors } from '#lib/organizations/vendors.ts';
import { townRowSchema } from '#lib/places/pack-rows.ts';
import { atlasCodes, readTechnologies } from '#lib/technologies/schema.ts';
import { parseCsv } from '../core/csv.ts';
import type { Source } from '../core/dataset.ts';
import { readInput } from '../core/input.ts';
import { usStates } from '../core/us-states.ts';
import {
  type AtlasRow,
  foldCity,
  header,
  rowSchema,
  splitVendors,
  toAgencyType,
  toCitations,
} from './parse.ts';

export const effAtlas2020: Source = {
  id: 'eff-atlas-2020',
  needs: ['geonames-cities'],
  async pack({ input, packs }) {
    const path = join(input, 'atlas/Atlas_of_Surveillance-20201007.csv.gz');
    const rows = parseCsv(path, readInput(path), header, rowSchema);
    const codes = atlasCodes(readTechnologies());
    const vendors = indexVendors(readVendors());
    const townOf = await indexTowns(packs);
    const agencies = groupAgencies(rows, townOf);
    const unmatchedVendors = new Map<string, number>();
    const seen = new Map<string, AtlasRow[]>();
    const repeats: string[] = [];
    const deployments: DeploymentRow[] = [];
    for (const row of rows) {
      const technology = codes.get(row.Technology);
      if (!technology)
        throw new Error(
          `${path}: ${row.AOSNUMBER}: technology "${row.Technology}" has no code in data/vocabularies/technologies.yaml (atlas).`,
        );
      if (!usStates[row.State]) throw new Error(`${path}: ${row.AOSNUMBER}: unknown state "${row.State}".`);
      const earlier = seen.get(row.AOSNUMBER) ?? [];
      seen.set(row.AOSNUMBER, [...earlier, row]);
      if (earlier.some((other) => JSON.stringify(other) === JSON.stringify(row))) {
        repeats.push(`${row.AOSNUMBER}: dropped, equal to an earlier row`);
        continue;
      }
      if (earlier.length > 0)
        repeats.push(`${row.AOSNUMBER}: kept as ${row.AOSNUMBER}-${earlier.length + 1}`);
      const names = splitVendors(row.Vendor);
      const matched = names.map((name) => ({ name, key: vendors.bySpelling(name) }));
      for (const { name, key } of matched)
        if (!key) unmatchedVendors.set(name, (unmatchedVendors.get(name) ?? 0) + 1);
      const town = townOf(row.State, row.City);
      deployments.push({
        id: earlier.length > 0 ? `${row.AOSNUMBER}-${earlier.length + 1}` : row.AOSNUMBER,
        agency: agencies.keyOf(row),
        technology,
        technologyRaw: row.Technology,
        vendors: [...new Set(matched.flatMap(({ key }) => (key ? [key] : [])))],
        ...(row.Vendor.trim() ? { vendorRaw: row.Vendor.trim() } : {}),
        region: `US-${row.State}`,
        ...(town ? { town } : {}),
        ...(row.City.trim() ? { city: row.City.trim() } : {}),
        ...(row.County.trim() ? { county: row.County.trim() } : {}),
        citations: toCitations(row),
      });
    }
    return {
      files: [
        { name: 'agencies.jsonl.gz', kind: 'rows', rows: agencies.rows },
        { name: 'deployments.jsonl.gz', kind: 'rows', rows: deployments },
      ],
      inputs: [path],
      counts: { deployments: deployments.length, agencies: agencies.rows.length },
      report: {
        read: rows.length,
        deployments: deployments.length,
        agencies: agencies.rows.length,
        repeats,
        withTown: deployments.filter((row) => row.town).length,
        withoutCitation: deployments.filter((row) => row.citations.length === 0).length,
        unmatchedVendors: Object.fromEntries([...unmatchedVendors].sort()),
      },
    };
  },
};

/** State and city → GeoNames id, when exactly one packed town of the state has the name. */
async function indexTowns(packs: string): Promise<(state: string, city: string) => number | undefined> {
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

/**
 * Rows of one agency: same state and same normalized name, unless municipal rows name other cities in other counties
 * (two townships of one name), which then are agencies of their own.
 */
function groupAgencies(rows: AtlasRow[], townOf: (state: string, city: string) => number | undefined) {
  const groups = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    const key = `${row.State} ${normalizeAgencyName(row.Agency)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const keys = new Map<AtlasRow, string>();
  const agencies = new Map<string, AgencyRow>();
  for (const members of groups.values()) {
    const first = members[0];
    if (!first) continue;
    const slug = `us-${first.State.toLowerCase()}-${toSlug(normalizeAgencyName(first.Agency))}`;
    for (const row of members) {
      const apart =
        row['Type of Juris'] === 'Municipal' &&
        foldCity(row.City) !== foldCity(first.City) &&
        !shareCounty(row.County, first.County);
      const key = apart ? `${slug}-${toSlug(row.City)}` : slug;
      keys.set(row, key);
      const known = agencies.get(key);
      if (known) {
        known.ids.push(row.AOSNUMBER);
        if (row.Agency !== known.name && !known.aliases.includes(row.Agency)) known.aliases.push(row.Agency);
        continue;
      }
      const town = townOf(row.State, row.City);
      agencies.set(key, {
        key,
        ids: [row.AOSNUMBER],
        name: row.Agency,
        lang: 'en',
        aliases: [],
        type: toAgencyType(row['Type of LEA']),
        ...(row['Type of LEA'].trim() ? { typeRaw: row['Type of LEA'].trim() } : {}),
        place: `US-${row.State}`,
        ...(town && row['Type of Juris'] === 'Municipal' ? { town } : {}),
      });
    }
  }
  return {
    rows: [...agencies.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    keyOf: (row: AtlasRow) => {
      const key = keys.get(row);
      if (!key) throw new Error(`${row.AOSNUMBER}: no agency was made for this row.`);
      return key;
    },
  };
}

function shareCounty(a: string, b: string): boolean {
  const list = (text: string) =>
    text
      .split(',')
      .map((part) => normalizeAgencyName(part))
      .filter(Boolean);
  const [left, right] = [list(a), list(b)];
  return left.length === 0 || right.length === 0 || left.some((county) => right.includes(county));
}
