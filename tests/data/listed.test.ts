import { beforeAll, expect, test } from 'vitest';
import { awardRowSchema, awardTotalRowSchema } from '#lib/contracts/pack-rows.ts';
import { readRows } from '#lib/datasets/read-pack.ts';
import { readEntities } from '#lib/entities/read-entities.ts';
import { type MeasureRow, measureRowSchema } from '#lib/measures/pack-row.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { readVendors } from '#lib/organizations/vendors.ts';
import { areaRowSchema, townRowSchema } from '#lib/places/pack-rows.ts';
import { readTechnologies } from '#lib/technologies/schema.ts';

const lists = ['us-face-recognition-laws-2021', 'sc-plate-reader-bills-2026'];
const registers = ['usaspending-awards-2025', 'usaspending-awards-2026'];
const entities = new Map(readEntities('data').map((entity) => [entity.id, entity]));
const areas = new Set<string>();
const towns = new Map<number, string | undefined>();
const measures: MeasureRow[] = [];

beforeAll(async () => {
  for await (const { code } of readRows('natural-earth', 'places.jsonl.gz', areaRowSchema)) areas.add(code);
  for await (const { id, region } of readRows('geonames-cities', 'towns.jsonl.gz', townRowSchema))
    towns.set(id, region ?? undefined);
  for (const id of lists)
    for await (const row of readRows(id, 'measures.jsonl.gz', measureRowSchema)) measures.push(row);
});

test('each listed act lies in a packed place, a town in its own region', () => {
  expect(measures).toHaveLength(30);
  for (const { id, region, town } of measures) {
    expect(areas.has(region), id).toBe(true);
    if (town !== undefined) expect(towns.get(town), id).toBe(region);
  }
});

test('each listed act is about a technology that we know', () => {
  const technologies = readTechnologies();
  expect(measures.filter(({ technology }) => technologies[technology] === undefined)).toEqual([]);
});

test('an act is joined only to a law of ours that is of the same place', () => {
  const joined = measures.filter(({ law }) => law !== undefined);
  expect(joined).toHaveLength(3);
  for (const { id, law, region, town } of joined) {
    const place = town === undefined ? `place.${region}` : `place.gn-${town}`;
    expect(entities.get(law ?? '')?.jurisdiction, id).toBe(place);
  }
});

test.each(registers)(
  '%s: buyers are bodies of ours or of the same list, sellers are in the list of vendors',
  async (id) => {
    const vendors = readVendors();
    const bodies = new Set<string>();
    for await (const { key } of readRows(id, 'agencies.jsonl.gz', agencyRowSchema)) bodies.add(key);
    let awards = 0;
    for await (const row of readRows(id, 'awards.jsonl.gz', awardRowSchema)) {
      awards += 1;
      expect(bodies.has(row.buyer) || entities.has(`org.${row.buyer}`), row.id).toBe(true);
      expect(vendors[row.vendor], row.id).toBeDefined();
      if (row.region !== null) expect(areas.has(row.region), row.id).toBe(true);
      expect(row.url.endsWith(row.id), row.id).toBe(true);
    }
    expect(awards).toBeGreaterThan(60);
  },
);

test('every award of the state’s list is inside of the sum of its state and seller', async () => {
  const single = new Map<string, number>();
  for await (const { region, vendor, amount } of readRows(
    'usaspending-awards-2026',
    'awards.jsonl.gz',
    awardRowSchema,
  )) {
    const key = `${region}/${vendor}`;
    single.set(key, (single.get(key) ?? 0) + Number(amount));
  }
  const totals = new Map<string, number>();
  for await (const { id, amount } of readRows(
    'usaspending-state-totals-2026',
    'award-totals.jsonl.gz',
    awardTotalRowSchema,
  ))
    totals.set(id, Number(amount));
  // Each award was rounded by itself: at most half a dollar of 25 awards.
  const beyond = [...single].filter(([key, sum]) => sum > (totals.get(key) ?? 0) + 13);
  expect(beyond).toEqual([]);
});
