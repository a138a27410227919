import { describe, expect, test } from 'vitest';
import {
  type AtlasRow,
  foldCity,
  splitVendors,
  toAgencyType,
  toCitations,
  toEdtf,
} from '#scrapers/eff-atlas-2020/parse.ts';

describe('toEdtf', () => {
  test.each([
    ['12/27/2012', '2012-12-27'],
    ['1/2/2019', '2019-01-02'],
    ['1/2/19', '2019-01-02'],
    ['05/2018', '2018-05'],
    ['2017', '2017'],
    ['2015-2016', '2015/2016'],
    [' 2017 ', '2017'],
  ])('%s → %s', (text, edtf) => {
    expect(toEdtf(text)).toBe(edtf);
  });

  test.each(['', '43210', '27/12/2012', '02/30/2019', '12/31/2021', '13/2018', '05, 2018', '9/9'])(
    '%s is no date',
    (text) => {
      expect(toEdtf(text)).toBeNull();
    },
  );
});

const atlasRow = (links: Record<string, string>): AtlasRow => ({
  AOSNUMBER: 'AOS1',
  City: '',
  County: '',
  State: 'VA',
  Agency: 'A',
  'Type of LEA': '',
  'Type of Juris': '',
  Technology: 'Drones',
  Vendor: '',
  ...links,
});

describe('toCitations', () => {
  test('keeps address, source, date and archived copy', () => {
    expect(
      toCitations(
        atlasRow({
          'Link 1': ' https://example.org/a ',
          'Link 1 Source': 'Paper',
          'Link 1 Date': '10/06/2018',
          'Link 1 Snapshot': 'https://archive.example/x',
        }),
      ),
    ).toEqual([
      {
        url: 'https://example.org/a',
        title: 'Paper',
        publishedOn: '2018-10-06',
        archiveUrl: 'https://archive.example/x',
      },
    ]);
  });

  test('leaves out what is no web address', () => {
    expect(toCitations(atlasRow({ 'Link 1': 'ftp://example.org/a', 'Link 2': 'n/a', 'Link 3': '' }))).toEqual(
      [],
    );
  });
});

test('vendor cells are split at commas and "and"; placeholders are no vendors', () => {
  expect(splitVendors('Vigilant Solutions, Neology/PIPS')).toEqual(['Vigilant Solutions', 'Neology/PIPS']);
  expect(splitVendors('Intergraph Security and Axon')).toEqual(['Intergraph Security', 'Axon']);
  expect(splitVendors('DJI, Others')).toEqual(['DJI']);
  expect(splitVendors(' ')).toEqual([]);
});

test('cities compare across spellings, and never by likeness', () => {
  expect(foldCity('St. Louis')).toBe(foldCity('Saint Louis'));
  expect(foldCity('New York City')).toBe(foldCity('New York'));
  expect(foldCity("Lee'S Summit")).toBe(foldCity("Lee's Summit"));
  expect(foldCity('Neptune City')).not.toBe(foldCity('Neptune'));
});

test('kinds of agency map by a closed table', () => {
  expect(toAgencyType('Sheriff')).toBe('law_enforcement');
  expect(toAgencyType('DMV')).toBe('government');
  expect(toAgencyType('Parks')).toBeNull();
});
