import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createBodyIds, readCuratedBodies } from '#lib/datasets/body-ids.ts';
import { findPackIds, readLines } from '#lib/datasets/read-pack.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { readVendors } from '#lib/organizations/vendors.ts';
import { areaRowSchema, countryNamesRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';
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

/**
 * The names of everything that we already hold: reviewed organizations, agencies of the packs, vendors, countries, regions and towns.
 * Where one name means several things, a reviewed body comes before a pack's, a country before its regions, a region before towns.
 *
 * @param dataFolder the repository's `data` folder
 * @param options.withoutCurated leaves the reviewed organizations out, to measure how patterns do on a text that they were taken from
 */
export async function readGazetteer(dataFolder: string, { withoutCurated = false } = {}): Promise<Gazetteer> {
  const packs = join(dataFolder, 'packs');
  const curated = withoutCurated ? [] : readCuratedBodies(dataFolder);
  const vendors = readVendors();
  const ids = createBodyIds(curated, vendors);
  const reviewed = curated
    // A working title is ours, and so is a country in brackets, to tell bodies of one name apart: no text prints them.
    .filter((body) => body.workingTitle !== true)
    .map(({ id, label }) => ({ name: label.replace(/ \([^()]+\)$/, ''), id, type: 'organization' as const }));
  const makers = Object.entries(vendors).flatMap(([key, { label, spellings }]) =>
    [label, ...spellings]
      .filter((name) => /^\p{Lu}/u.test(name) && !plainWords.has(name))
      .map((name) => ({ name, id: ids.vendor(key), type: 'organization' as const })),
  );
  const agencies: KnownName[] = [];
  // A data folder of its own, such as that of a test, may hold no packs.
  if (!existsSync(packs)) return toGazetteer([...reviewed, ...makers]);
  for (const pack of findPackIds(packs)) {
    if (!existsSync(join(packs, pack, 'agencies.jsonl.gz'))) continue;
    for await (const { row } of readLines(pack, 'agencies.jsonl.gz', agencyRowSchema, packs)) {
      // A name of one word is mostly an acronym or a plain word, and no text tells which body is meant.
      for (const name of [row.name, ...row.aliases].filter((one) => /[\s\p{Script=Han}]/u.test(one)))
        agencies.push({ name, id: ids.agency(row.key, row.wikidata), type: 'organization' });
    }
  }
  return toGazetteer([...reviewed, ...makers, ...agencies, ...(await readPlaces(packs))]);
}

/** Makers whose names are plain words or family names: a capital letter at the beginning of a sentence would make them vendors. */
const plainWords = new Set(['Axis', 'Axon', 'Flock', 'Harris', 'Ring', 'Utility', 'Vigilant', 'Wisenet']);

async function readPlaces(packs: string): Promise<KnownName[]> {
  const countries: KnownName[] = [];
  const regions: KnownName[] = [];
  const towns: KnownName[] = [];
  for await (const { row } of readLines('unicode-cldr', 'countries.jsonl.gz', countryNamesRowSchema, packs)) {
    for (const names of [row.names, row.long ?? {}]) countries.push(...toPlaceNames(row.code, names));
  }
  for await (const { row } of readLines('natural-earth', 'places.jsonl.gz', areaRowSchema, packs)) {
    if (row.level !== 'region') continue;
    regions.push(toPlace(row.label, row.code), ...toPlaceNames(row.code, row.names));
  }
  for await (const { row } of readLines('geonames-cities', 'towns.jsonl.gz', townRowSchema, packs)) {
    if (row.population >= leastPopulation) towns.push(toPlace(row.name, `gn-${row.id}`));
  }
  return [...countries, ...shortNames, ...regions, ...towns];
}

function toPlace(name: string, code: string): KnownName {
  return { name, id: `place.${code}`, type: 'place' };
}

/** What newspapers write for a few places that the packs list under longer names only. */
const shortNames = [
  ...['U.S.', 'US', 'USA', 'America'].map((name) => toPlace(name, 'US')),
  ...['U.K.', 'UK', 'Britain'].map((name) => toPlace(name, 'GB')),
  toPlace('Hong Kong', 'HK'),
  toPlace('Tibet', 'CN-XZ'),
];

function toPlaceNames(code: string, names: Readonly<Record<string, string>>): KnownName[] {
  return packLanguages.flatMap(([tag, language]) => {
    const name = names[tag];
    if (name === undefined) return [];
    const known: KnownName = { ...toPlace(name, code), languages: [language] };
    // Chinese texts print a region without the last word of its full name: 新疆 for 新疆维吾尔自治区.
    const short =
      language === 'zh'
        ? /^(.{2,3}?)(?:\p{Script=Han}{1,4}族?自治区|特别行政区|省|市|州)$/u.exec(name)?.[1]
        : undefined;
    return short === undefined ? [known] : [known, { ...known, name: short }];
  });
}
