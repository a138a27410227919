import { describe, expect, test } from 'vitest';
import { type AgencyRow, agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { createOperatorIndex } from '#scrapers/core/operator-index.ts';

const agency = (row: Partial<AgencyRow> & { key: string; name: string }): AgencyRow =>
  agencyRowSchema.parse({ ids: ['1'], type: null, place: null, ...row });

const index = createOperatorIndex([
  agency({ key: 'us-ca-irvine-police-department', name: 'Irvine Police Department', place: 'US-CA' }),
  agency({
    key: 'us-nj-washington-township-police-department',
    name: 'Washington Township Police Department',
    place: 'US-NJ',
  }),
  agency({
    key: 'us-nj-washington-township-police-department-sewell',
    name: 'Washington Township Police Department',
    place: 'US-NJ',
  }),
  agency({ key: 'us-unknown-gpc', name: 'GPC' }),
  agency({ key: 'wd-q1', name: 'Riigi Politsei', place: 'EE', wikidata: 'Q1' }),
]);

describe('an operator is published only where it is a known body', () => {
  test('by Wikidata id', () => {
    expect(index.find({ wikidata: 'Q1', name: 'something else', country: 'US' })).toBe('wd-q1');
  });

  test('by equal normalized name in the same state', () => {
    expect(index.find({ name: 'irvine police dept.', country: 'US', region: 'US-CA' })).toBe(
      'us-ca-irvine-police-department',
    );
    expect(index.find({ name: 'Irvine Police Department', country: 'US', region: 'US-TX' })).toBeNull();
    expect(index.find({ name: 'Irvine Police', country: 'US', region: 'US-CA' })).toBeNull();
  });

  test('by equal name in the same country', () => {
    expect(index.find({ name: 'Riigi politsei', country: 'EE' })).toBe('wd-q1');
    expect(index.find({ name: 'Riigi politsei', country: 'FI' })).toBeNull();
  });

  test('not where two bodies share the name, and not where the state is unknown', () => {
    expect(
      index.find({ name: 'Washington Township Police Department', country: 'US', region: 'US-NJ' }),
    ).toBeNull();
    expect(index.find({ name: 'GPC', country: 'US', region: 'US-TX' })).toBeNull();
    expect(index.find({ name: 'Irvine Police Department' })).toBeNull();
  });

  test('not for names without letters, and not for private names', () => {
    expect(index.find({ name: '???', country: 'US', region: 'US-CA' })).toBeNull();
    expect(index.find({ name: 'Jane Doe', country: 'US', region: 'US-CA' })).toBeNull();
  });
});
