import { describe, expect, test } from 'vitest';
import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import { indexVendors, readVendors } from '#lib/organizations/vendors.ts';

test('closed abbreviations are spelled out, case and punctuation go, nothing else changes', () => {
  expect(normalizeAgencyName("St. Mary's Co Sheriff’s Office")).toBe('saint marys county sheriffs office');
  expect(normalizeAgencyName('The Hague PD')).toBe('hague police department');
  expect(normalizeAgencyName('Adrian PD')).not.toBe(normalizeAgencyName('Adrian Township PD'));
});

test('slugs are plain', () => {
  expect(toSlug('Águas São Police & Co.')).toBe('aguas-sao-police-co');
  expect(toSlug('中国')).toBe('');
});

describe('vendors', () => {
  const vendors = indexVendors(readVendors());

  test('spellings and ids of the reviewed list lead to one key', () => {
    expect(vendors.bySpelling('Flock Group Inc.')).toBe('flock-safety');
    expect(vendors.bySpelling('FLOCK  SAFETY')).toBe('flock-safety');
    expect(vendors.byWikidata('Q108485435')).toBe('flock-safety');
    expect(vendors.bySpelling('Sparkasse')).toBeNull();
  });

  test('one spelling under two vendors is an error', () => {
    expect(() =>
      indexVendors({ a: { label: 'A', spellings: ['x'] }, b: { label: 'X', spellings: [] } }),
    ).toThrow(/stands under a and b/);
    expect(() =>
      indexVendors({
        a: { label: 'A', wikidata: 'Q1', spellings: [] },
        b: { label: 'B', wikidata: 'Q1', spellings: [] },
      }),
    ).toThrow(/Q1/);
  });
});
