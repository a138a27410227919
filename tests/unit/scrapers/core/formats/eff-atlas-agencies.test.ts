import { describe, expect, test } from 'vitest';
import { groupAgencies, toAgencyType, toOri9 } from '#scrapers/core/formats/eff-atlas-agencies.ts';
import type { AtlasRaw } from '#scrapers/core/formats/eff-atlas-csv.ts';
import { foldCity, toPlaceCode } from '#scrapers/core/formats/eff-atlas-places.ts';

const row = (id: string, rest: Partial<AtlasRaw>): AtlasRaw => ({
  id,
  city: 'Springfield',
  county: 'Clark County',
  state: 'OH',
  agency: 'Springfield Police Department',
  typeOfLea: 'Police',
  jurisdiction: 'Municipal',
  technology: 'Drones',
  vendor: '',
  links: [],
  ...rest,
});

const keysOf = (rows: AtlasRaw[]) => {
  const { keyOf } = groupAgencies(rows, () => undefined);
  return rows.map(keyOf);
};

describe('groupAgencies', () => {
  test('one name in one state is one agency, with all its rows and spellings', () => {
    const { rows } = groupAgencies([row('A1', {}), row('A2', { agency: 'Springfield PD' })], () => 7);
    expect(rows).toEqual([
      {
        key: 'us-oh-springfield-police-department',
        ids: ['A1', 'A2'],
        name: 'Springfield Police Department',
        lang: 'en',
        aliases: ['Springfield PD'],
        type: 'law_enforcement',
        typeRaw: 'Police',
        place: 'US-OH',
        town: 7,
      },
    ]);
  });

  test('a row that stands twice counts once', () => {
    expect(groupAgencies([row('A1', {}), row('A1', {})], () => undefined).rows[0]?.ids).toEqual(['A1']);
  });

  test('two towns of one name are two agencies: other city and other county', () => {
    expect(
      keysOf([row('A1', {}), row('A2', { city: 'Springfield Township', county: 'Summit County' })]),
    ).toEqual([
      'us-oh-springfield-police-department',
      'us-oh-springfield-police-department-springfield-township',
    ]);
    expect(keysOf([row('A1', {}), row('A2', { city: 'North Springfield' })])).toEqual([
      'us-oh-springfield-police-department',
      'us-oh-springfield-police-department',
    ]);
  });

  test('other identifiers part two bodies only where the city differs too', () => {
    const other = { ori: 'OH0770000UAV', city: 'Akron' };
    expect(keysOf([row('A1', { ori: 'OH0120000UAV' }), row('A2', other)])[1]).toBe(
      'us-oh-springfield-police-department-akron',
    );
    const { rows, severalOri } = groupAgencies(
      [row('A1', { ori: 'OH0120000UAV' }), row('A2', { ori: 'OH0120001BWC' })],
      () => undefined,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).not.toHaveProperty('ori9');
    expect(severalOri).toEqual(['us-oh-springfield-police-department']);
  });

  test('an agency carries the identifier that its rows agree on, and leads its ids with it', () => {
    const { rows } = groupAgencies([row('A1', { ori: 'OH0120000UAV' }), row('A2', {})], () => undefined);
    expect(rows[0]).toMatchObject({ ori9: 'OH0120000', ids: ['OH0120000', 'A1', 'A2'] });
  });

  test('an identifier that rows of two agencies carry belongs to neither', () => {
    const { rows } = groupAgencies(
      [
        row('A1', { ori: 'OH0120000UAV' }),
        row('A2', { ori: 'OH0120000BWC', agency: "Clark County Sheriff's Office" }),
      ],
      () => undefined,
    );
    expect(rows.map(({ ids }) => ids)).toEqual([['A2'], ['A1']]);
    expect(rows.filter(({ ori9 }) => ori9 !== undefined)).toEqual([]);
  });
});

test.each([
  ['VA0850300BWC', { ori9: 'VA0850300' }],
  ['GAAPD0000GDT', { ori9: 'GAAPD0000' }],
  ['XX0000125ALPR', 'placeholder'],
  ['va0850300', 'unreadable'],
  ['VA085', 'unreadable'],
  ['', undefined],
  [undefined, undefined],
])('identifier in %j: %j', (cell, ori) => {
  expect(toOri9(cell)).toEqual(ori);
});

test('cities compare across spellings, and never by likeness', () => {
  expect(foldCity('St. Louis')).toBe(foldCity('Saint Louis'));
  expect(foldCity('New York City')).toBe(foldCity('New York'));
  expect(foldCity("Lee'S Summit")).toBe(foldCity("Lee's Summit"));
  expect(foldCity('Neptune City')).not.toBe(foldCity('Neptune'));
});

test('kinds of agency map by a closed table', () => {
  expect(toAgencyType('Sheriff')).toBe('law_enforcement');
  expect(toAgencyType('DIstrict Attorney')).toBe('law_enforcement');
  expect(toAgencyType('DMV')).toBe('government');
  expect(toAgencyType('Parks')).toBeNull();
  expect(toAgencyType('constructor')).toBeNull();
});

test('a territory with a country code of its own stands under it, and what is no state is nothing', () => {
  expect(toPlaceCode('VA')).toBe('US-VA');
  expect(toPlaceCode('PR')).toBe('PR');
  expect(toPlaceCode('NB')).toBeNull();
});
