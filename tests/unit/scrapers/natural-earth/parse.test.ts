import { describe, expect, test } from 'vitest';
import {
  lookupsSchema,
  type RegionProperties,
  toNames,
  toRegionCode,
} from '#scrapers/natural-earth/parse.ts';

const lookups = lookupsSchema.parse({
  recodeByName: ['ZA'],
  recode: { 'PL-SL': 'PL-24' },
  country: {
    'UA-43': { country: 'UA', region: 'UA-43', note: 'Crimea' },
    '-99-X06~': { country: null, note: 'Siachen' },
  },
  territories: [],
  parents: {},
  disputes: {},
});
const names = { zakzn: 'KwaZulu-Natal', zawc: 'Western Cape' };
const region = (values: Partial<RegionProperties>): RegionProperties => ({
  iso_3166_2: 'US-CA',
  iso_a2: 'US',
  adm1_code: 'X',
  admin: 'X',
  name: 'X',
  latitude: 0,
  longitude: 0,
  ...values,
});

describe('toRegionCode', () => {
  test('keeps a sound ISO 3166-2 code', () => {
    expect(toRegionCode(region({}), lookups, names)).toEqual({
      country: 'US',
      region: 'US-CA',
      recoded: false,
    });
  });

  test('a code that Natural Earth made up names no region, only a country', () => {
    expect(toRegionCode(region({ iso_3166_2: 'XK-X01~', iso_a2: 'XK' }), lookups, names)).toMatchObject({
      country: 'XK',
      region: null,
    });
  });

  test('ISO 3166 decides against the column that follows control', () => {
    expect(toRegionCode(region({ iso_3166_2: 'UA-43', iso_a2: 'RU' }), lookups, names)).toMatchObject({
      country: 'UA',
      region: 'UA-43',
    });
    expect(toRegionCode(region({ iso_3166_2: '-99-X06~', iso_a2: '-1' }), lookups, names)).toMatchObject({
      country: null,
      region: null,
    });
  });

  test('superseded codes are replaced by hand, or by the one equal name of a trusted country', () => {
    expect(toRegionCode(region({ iso_3166_2: 'PL-SL', iso_a2: 'PL' }), lookups, names).region).toBe('PL-24');
    expect(
      toRegionCode(region({ iso_3166_2: 'ZA-NL', iso_a2: 'ZA', name: 'KwaZulu-Natal' }), lookups, names)
        .region,
    ).toBe('ZA-KZN');
    expect(
      toRegionCode(region({ iso_3166_2: 'ZA-WC', iso_a2: 'ZA', name: 'Western Cape' }), lookups, names)
        .recoded,
    ).toBe(false);
  });

  test('an area of no country that nobody has decided about is an error', () => {
    expect(() => toRegionCode(region({ iso_3166_2: '-99-X77~', iso_a2: '-1' }), lookups, names)).toThrow(
      /lookups\.yaml/,
    );
  });
});

test('names keep the language of their column and leave blanks out', () => {
  expect(toNames(region({ name_zh: '新疆', name_zht: '新疆 ', name_en: 'Xinjiang', name_ko: '' }))).toEqual({
    en: 'Xinjiang',
    'zh-Hans': '新疆',
    'zh-Hant': '新疆',
  });
});
