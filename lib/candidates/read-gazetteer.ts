import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseStrictly } from '#lib/claims/registry.ts';
import { findPackIds, readLines } from '#lib/datasets/read-pack.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { areaRowSchema, countryNamesRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';
import { parse } from 'yaml';
import { type Gazetteer, type KnownName, toGazetteer } from './gazetteer.ts';

const leastPopulation = 100_000;
/** Language tags of the packs by our own. */
const packLanguages = [
  ['en', 'en'],
  ['fr', 'fr'],
  ['de', 'de'],
  ['es', 'es'],
  ['zh-Hans', 'zh'],
  ['zh-Hant', 'zh'],
] as const;

const curated = z.array(z.looseObject({ id: z.string(), label: z.string(), workingTitle: z.boolean().default(false) }));
const vendors = z.record(z.string(), z.looseObject({ label: z.string(), spellings: z.array(z.string()) }));

/**
 * The names of everything that we already hold: curated organizations, agencies of the packs, vendors, countries, regions and towns.
 *
 * @param dataFolder the repository's `data` folder
 * @param options.withoutCurated leaves the curated organizations out, to measure how patterns alone do on a text that they come from
 */
export async function readGazetteer(
  dataFolder: string,
  { withoutCurated = false } = {},
): Promise<Gazetteer> {
  const names: KnownName[] = withoutCurated ? [] : readCurated(dataFolder);
  const packs = join(dataFolder, 'packs');
  names.push(...readVendors(dataFolder), ...(await readPlaces(packs)), ...(await readAgencies(packs)));
  return toGazetteer(names);
}

function readCurated(dataFolder: string): KnownName[] {
  return parseStrictly(join(dataFolder, 'entities/organizations.yaml'), curated)
    .filter(({ workingTitle }) => !workingTitle)
    .map(({ id, label }) => ({
    // A country in brackets is ours, to tell bodies of one name apart; no text prints it.
    name: label.replace(/ \([^()]+\)$/, ''),
    id,
    type: 'organization',
  }));
}

/** A maker's name that is also a plain word ("Ring", "Utility") would find itself everywhere. */
function readVendors(dataFolder: string): KnownName[] {
  const parsed = vendors.parse(parse(readFileSync(join(dataFolder, 'vocabularies/vendors.yaml'), 'utf8')));
  return Object.entries(parsed).flatMap(([key, { label, spellings }]) =>
    [label, ...spellings]
      .filter((name) => /[^a-zA-Z]|[a-z][A-Z]|^[A-Z]{3,}$|^(?:Hikvision|Samsung|Siemens|Idemia|Genetec|Avigilon|Verkada)$/.test(name))
      .map((name) => ({ name, id: `vendor.${key}`, type: 'organization' as const })),
  );
}

async function readPlaces(packs: string): Promise<KnownName[]> {
  const countries: KnownName[] = [];
  const regions: KnownName[] = [];
  const towns: KnownName[] = [];
  for await (const { row } of readLines('unicode-cldr', 'countries.jsonl.gz', countryNamesRowSchema, packs)) {
    for (const names of [row.names, row.long ?? {}]) countries.push(...toPlaceNames(row.code, names));
  }
  for await (const { row } of readLines('natural-earth', 'places.jsonl.gz', areaRowSchema, packs)) {
    if (row.level !== 'region') continue;
    regions.push({ name: row.label, id: `place.${row.code}`, type: 'place' }, ...toPlaceNames(row.code, row.names));
  }
  for await (const { row } of readLines('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs)) {
    if (row.population >= leastPopulation)
      towns.push({ name: row.name, id: `place.${row.id}`, type: 'place' });
  }
  return [...countries, ...shortCountryNames, ...regions, ...towns];
}

/** What newspapers write for a few countries, which the pack lists under longer names only. */
const shortCountryNames: readonly KnownName[] = (
  [
    ['US', ['U.S.', 'US', 'USA', 'United States', 'America']],
    ['GB', ['U.K.', 'UK', 'Britain', 'England']],
    ['HK', ['Hong Kong']],
    ['CN-XZ', ['Tibet']],
  ] as const
).flatMap(([code, names]) => names.map((name) => ({ name, id: `place.${code}`, type: 'place' as const })));

function toPlaceNames(code: string, names: Readonly<Record<string, string>>): KnownName[] {
  return packLanguages.flatMap(([tag, language]) => {
    const name = names[tag];
    if (name === undefined) return [];
    const known = { name, id: `place.${code}`, type: 'place' as const, languages: [language] };
    // Chinese texts print the region without the last word of its full name: 新疆 for 新疆维吾尔自治区.
    const short = language === 'zh' ? /^(.{2,3}?)(?:\p{Script=Han}{1,4}族?自治区|特别行政区|省|市|州)$/u.exec(name)?.[1] : undefined;
    return short === undefined ? [known] : [known, { ...known, name: short }];
  });
}

async function readAgencies(packs: string): Promise<KnownName[]> {
  const names: KnownName[] = [];
  for (const pack of findPackIds(packs)) {
    if (!existsSync(join(packs, pack, 'agencies.jsonl.gz'))) continue;
    for await (const { row } of readLines(pack, 'agencies.jsonl.gz', agencyRowSchema, packs)) {
      // A name of one word is mostly an acronym or a plain word, and no text tells which body is meant.
      for (const name of [row.name, ...row.aliases])
        if (/[\s\p{Script=Han}]/u.test(name)) names.push({ name, id: `org.${row.key}`, type: 'organization' });
    }
  }
  return names;
}
