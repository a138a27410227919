import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexVendors } from '#lib/organizations/vendors.ts';
import { resolveVendors, splitVendors } from '#scrapers/core/formats/eff-atlas-vendors.ts';

const vendors = indexVendors({
  'acme-eyes': { label: 'Acme Eyes', spellings: ['Acme Eyes, Inc.', 'Acme/Eyes'] },
  watchful: { label: 'Watchful', spellings: [] },
});

describe('splitVendors', () => {
  test.each([
    ['Vigilant Solutions, Neology/PIPS', ['Vigilant Solutions', 'Neology/PIPS']],
    ['Intergraph Security and Axon', ['Intergraph Security', 'Axon']],
    ['Acme; Watchful', ['Acme', 'Watchful']],
    ['DJI, Others', ['DJI']],
    ['DJI, Flock Safety, Inc.', ['DJI', 'Flock Safety, Inc.']],
    ['Inc.', ['Inc.']],
    [' ', []],
  ])('%j', (cell, names) => {
    expect(splitVendors(cell)).toEqual(names);
  });

  test('loses no word and invents none', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?$/);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ', ', ' , ', ';', ' and '),
        (names, gap) => {
          fc.pre(names.every((one) => !['Others', 'Other', 'Unknown', 'None', 'Corp'].includes(one)));
          expect(splitVendors(names.join(gap))).toEqual(names);
        },
      ),
    );
  });
});

describe('resolveVendors', () => {
  test('a cell that is one spelling is not split', () => {
    expect(resolveVendors(' Acme Eyes, Inc. ', vendors)).toEqual({ keys: ['acme-eyes'], unmatched: [] });
  });

  test('each vendor counts once; a spelling that nobody reviewed stays unmatched', () => {
    expect(resolveVendors('ACME EYES, Watchful, acme eyes, Watchfull', vendors)).toEqual({
      keys: ['acme-eyes', 'watchful'],
      unmatched: ['Watchfull'],
    });
  });

  test('an empty cell names nobody', () => {
    expect(resolveVendors('', vendors)).toEqual({ keys: [], unmatched: [] });
  });

  test('every key is one of the vocabulary, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        for (const key of resolveVendors(cell, vendors).keys)
          expect(['acme-eyes', 'watchful']).toContain(key);
      }),
    );
  });
});
