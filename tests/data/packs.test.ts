import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findDamagedFiles, findPackIds, packsRoot, readManifest, readRows } from '#lib/datasets/read-pack.ts';
import { deviceRowSchema } from '#lib/devices/pack-row.ts';
import { agencyRowSchema, deploymentRowSchema, sharingRowSchema } from '#lib/organizations/pack-rows.ts';
import { readVendors } from '#lib/organizations/vendors.ts';
import { readDisputed } from '#lib/places/disputed.ts';
import { openPackLocators, shoreKm } from '#lib/places/pack-locator.ts';
import {
  type AreaRow,
  areaRowSchema,
  countryNamesRowSchema,
  type TownRow,
  townRowSchema,
} from '#lib/places/pack-rows.ts';
import { readTechnologies } from '#lib/technologies/schema.ts';
import { readDataset, readDatasetFile } from '#scrapers/core/dataset.ts';
import { registry, sources } from '#scrapers/registry.ts';

const ids = findPackIds();
const areas = new Map<string, AreaRow>();
const towns = new Map<number, TownRow>();
const agencies = new Set<string>();

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

beforeAll(async () => {
  for await (const area of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema))
    areas.set(area.code, area);
  for await (const town of readRows('geonames-cities', 'towns.jsonl.gz', townRowSchema))
    towns.set(town.id, town);
  for (const id of ['wikidata-agencies', 'eff-atlas-2020', 'private-eyes-2024']) {
    for await (const agency of readRows(id, 'agencies.jsonl.gz', agencyRowSchema)) agencies.add(agency.key);
  }
});

describe('every pack', () => {
  test('has a scraper, and every scraper has a pack', () => {
    const packed = registry.ids().filter((id) => {
      const { scrape } = readDatasetFile(id);
      return scrape !== undefined && scrape.hold === undefined && scrape.files.length > 0;
    });
    expect(ids).toEqual([...sources.map(({ id }) => id), ...packed].sort());
  });

  test('is credited in NOTICE', () => {
    const notice = readFileSync(join(packsRoot, '../../NOTICE'), 'utf8');
    expect(ids.filter((id) => !new RegExp(`^  ${id} `, 'm').test(notice))).toEqual([]);
  });

  test('what is held has none', () => {
    const held = registry.ids().filter((id) => readDatasetFile(id).scrape?.hold !== undefined);
    expect(held.length).toBeGreaterThan(0);
    expect(ids.filter((id) => held.includes(id))).toEqual([]);
  });

  test('keeps together below 30 MB', () => {
    const bytes = ids
      .flatMap((id) => Object.values(readManifest(id).files).map((file) => file.bytes))
      .reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(30_000_000);
  });

  test.each(ids)('%s has unchanged files, its license and its attribution', (id) => {
    const { dataset, files } = readManifest(id);
    expect(findDamagedFiles(id)).toEqual([]);
    expect(dataset.license).not.toMatch(/not stated/i);
    expect(readFileSync(join(packsRoot, id, 'LICENSE'), 'utf8')).toContain(dataset.license);
    expect(readFileSync(join(packsRoot, id, 'ATTRIBUTION'), 'utf8')).toContain(dataset.attribution);
    for (const [name, file] of Object.entries(files))
      expect(statSync(join(packsRoot, id, name)).size).toBe(file.bytes);
  });

  test.each(ids)('%s says the same as its dataset.yaml, holes apart', (id) => {
    const { holes: _, ...packed } = readManifest(id).dataset;
    const { holes: __, ...declared } = readDataset(id);
    expect(packed).toEqual(declared);
  });

  test('lists without an open license are not packed', () => {
    for (const name of ['auckland', 'new-orleans', 'madison'])
      expect(ids.filter((id) => id.includes(name))).toEqual([]);
  });
});

describe('places', () => {
  test('carry ISO 3166 codes, and each parent exists', () => {
    for (const code of [
      'CN',
      'CN-XZ',
      'CN-XJ',
      'HK',
      'MO',
      'TW',
      'XK',
      'PS',
      'EH',
      'US-CA',
      'UA-43',
      'PL-24',
      'ZA-KZN',
    ])
      expect(areas.has(code), code).toBe(true);
    for (const area of areas.values()) {
      if (area.level === 'region') expect(area.parent, area.code).toBe(area.code.slice(0, 2));
      if (area.parent) expect(areas.has(area.parent), area.code).toBe(true);
    }
  });

  test('Hong Kong and Macau take nothing over, all others do', () => {
    expect(
      [...areas.values()]
        .filter(({ inherits }) => !inherits)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['HK', 'MO']);
  });

  test('disputes are notes of the list, and the list names packed places', () => {
    const disputed = readDisputed();
    for (const area of areas.values())
      if (area.dispute) expect(disputed[area.dispute]?.places, area.code).toContain(area.code);
    for (const { places } of Object.values(disputed))
      for (const code of places) expect(areas.get(code)?.dispute, code).toBeDefined();
  });

  test('countries have names in Chinese, Arabic and Russian; Tibetan and Uyghur where CLDR has them', async () => {
    const rows = await collect(readRows('unicode-cldr', 'countries.jsonl.gz', countryNamesRowSchema));
    for (const { code, names } of rows)
      for (const language of ['en', 'zh-Hans', 'zh-Hant', 'ar', 'ru'])
        expect(names[language], `${code} ${language}`).toBeTruthy();
    expect(rows.find(({ code }) => code === 'CN')?.names).toMatchObject({ 'zh-Hans': '中国', bo: 'རྒྱ་ནག' });
    expect(rows.find(({ code }) => code === 'HK')?.names.en).toBe('Hong Kong');
  });

  test('Xinjiang and Tibet carry their Chinese names', () => {
    expect(areas.get('CN-XJ')?.names['zh-Hans']).toBe('新疆维吾尔自治区');
    expect(areas.get('CN-XZ')?.names['zh-Hans']).toContain('西藏');
  });

  test('towns lie in packed places; Lhasa in CN-XZ, Ürümqi in CN-XJ, Hong Kong in HK', () => {
    for (const town of towns.values()) {
      if (town.region) expect(areas.get(town.region)?.parent, town.name).toBe(town.country);
      if (town.country) expect(areas.has(town.country), town.name).toBe(true);
    }
    expect(towns.get(1280737)).toMatchObject({ name: 'Lhasa', region: 'CN-XZ' });
    expect(towns.get(1529102)).toMatchObject({ name: 'Ürümqi', region: 'CN-XJ' });
    expect(towns.get(1819729)).toMatchObject({ country: 'HK', region: null });
  });

  test('boundaries answer for known points, on both sides of the antimeridian too; a shore within 5 km', () => {
    const { countries, regions } = openPackLocators();
    expect(countries.findNear(114.17, 22.28, shoreKm)).toBe('HK');
    for (const [lon, lat, country, region] of [
      [91.1, 29.65, 'CN', 'CN-XZ'],
      [114.13, 22.4, 'HK', null],
      [34.1, 44.95, 'UA', 'UA-43'],
      [-14, 25, 'EH', null],
      [177.5, 65, 'RU', 'RU-CHU'],
      [-175, 66.5, 'RU', 'RU-CHU'],
      [-122.42, 37.77, 'US', 'US-CA'],
      [-30, 0, null, null],
    ] as const) {
      expect([countries.find(lon, lat), regions.find(lon, lat)], `${lon} ${lat}`).toEqual([country, region]);
    }
  });
});

describe('devices', () => {
  const technologies = readTechnologies();
  const vendors = readVendors();

  test.each(ids.filter((id) => existsSync(join(packsRoot, id, 'devices.jsonl.gz'))))(
    '%s: every code is known, every id is used once',
    async (id) => {
      const seen = new Set<string>();
      const wrong: string[] = [];
      for await (const row of readRows(id, 'devices.jsonl.gz', deviceRowSchema)) {
        const sound =
          !seen.has(row.id) &&
          (row.t ?? []).every((code) => technologies[code]) &&
          (row.op === undefined || agencies.has(row.op)) &&
          (row.m === undefined || vendors[row.m]) &&
          (row.country === undefined || areas.has(row.country)) &&
          (row.region === undefined || areas.get(row.region)?.parent === row.country) &&
          (row.town === undefined || towns.get(row.town)?.country === row.country);
        if (!sound) wrong.push(row.id);
        seen.add(row.id);
      }
      expect(wrong).toEqual([]);
      expect(seen.size).toBe(readManifest(id).files['devices.jsonl.gz']?.rows);
    },
  );

  const accountSchema = z.object({
    files: z.array(
      z.object({
        unit: z.string(),
        seen: z.number(),
        rows: z.number(),
        merged: z.number(),
        states: z.number(),
        refused: z.record(z.string(), z.number()),
      }),
    ),
    rows: z.record(z.string(), z.number()),
  });
  const fromScrapers = ids.filter((id) => registry.ids().includes(id));

  test.each(fromScrapers)('the report of %s accounts for every record that was read', (id) => {
    const report = accountSchema.parse(JSON.parse(readFileSync(join(packsRoot, id, 'report.json'), 'utf8')));
    expect(report.files.length).toBeGreaterThan(0);
    for (const { unit, seen, rows, merged, states, refused } of report.files) {
      const leftOut = Object.values(refused).reduce((sum, times) => sum + times, 0);
      expect(rows + merged + states + leftOut, unit).toBe(seen);
    }
    const packed = Object.values(readManifest(id).files).reduce((sum, file) => sum + file.rows, 0);
    const counted = Object.values(report.rows).reduce((sum, rows) => sum + rows, 0);
    expect(counted).toBeGreaterThanOrEqual(packed);
  });

  test('two files of OpenStreetMap that overlap give each object once', () => {
    const { files, rows } = accountSchema.parse(
      JSON.parse(readFileSync(join(packsRoot, 'osm-surveillance/report.json'), 'utf8')),
    );
    expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.devices);
    expect(files.reduce((sum, file) => sum + file.merged, 0)).toBe(29_057);
    expect(readManifest('osm-surveillance').files['devices.jsonl.gz']?.rows).toBe(rows.devices);
  });

  test('the holes of the world file name packed places, the two regions among them', () => {
    const { holes } = readManifest('osm-surveillance').dataset;
    expect(holes).toHaveLength(2);
    const places = holes.flatMap((hole) => hole.places);
    expect(places).toEqual(expect.arrayContaining(['US-CA', 'NL', 'DE', 'gn-5391959']));
    for (const place of places)
      expect(place.startsWith('gn-') ? towns.has(Number(place.slice(3))) : areas.has(place), place).toBe(
        true,
      );
  });
});

describe('deployments and sharing', () => {
  test('each deployment has a packed agency, a known technology, vendors of the list and a citation', async () => {
    const technologies = readTechnologies();
    const vendors = readVendors();
    const rows = await collect(readRows('eff-atlas-2020', 'deployments.jsonl.gz', deploymentRowSchema));
    expect(rows).toHaveLength(4269);
    for (const row of rows) {
      expect(agencies.has(row.agency), row.id).toBe(true);
      expect(technologies[row.technology], row.id).toBeDefined();
      expect(
        row.vendors.filter((key) => !vendors[key]),
        row.id,
      ).toEqual([]);
      expect(row.citations.length, row.id).toBeGreaterThan(0);
      expect(areas.has(row.region ?? ''), row.id).toBe(true);
      if (row.town) expect(towns.get(row.town)?.region, row.id).toBe(row.region);
    }
  });

  test('each sharing edge joins two different packed agencies, once', async () => {
    const rows = await collect(readRows('private-eyes-2024', 'sharing.jsonl.gz', sharingRowSchema));
    expect(rows.length).toBeGreaterThan(36_000);
    expect(
      rows.filter((row) => row.from === row.to || !agencies.has(row.from) || !agencies.has(row.to ?? '')),
    ).toEqual([]);
    expect(new Set(rows.map((row) => `${row.from} ${row.to}`)).size).toBe(rows.length);
  });
});
