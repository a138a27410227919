import { describe, expect, test } from 'vitest';
import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { type Accepted, findImplausible } from '#scrapers/osm-surveillance/plausibility.ts';

const accepted: Accepted = {
  versions: new Map([
    ['node/1', 3],
    ['h/a', undefined],
  ]),
  makers: new Set(['flock-safety US']),
  spots: new Map([['5.0000000 50.0000000 video.camera', ['h/a']]]),
};
const rows = (count: number, row: Partial<DeviceRow> = {}, changeset?: number) =>
  Array.from({ length: count }, (_, index) => {
    const full: DeviceRow = { id: `node/${index + 100}`, lon: index / 1000, lat: 1, ...row };
    return { row: full, changeset };
  });
const findings = (all: ReturnType<typeof rows>, read = new Set<string>()) => [
  ...findImplausible(all, accepted, read).values(),
];

describe('a maker in a country where no accepted row shows it', () => {
  const elsewhere = { m: 'flock-safety', country: 'FR' };

  test('is a finding from five rows on', () => {
    expect(findings(rows(4, elsewhere))).toEqual([]);
    expect(findings(rows(5, elsewhere))).toEqual(
      Array.from({ length: 5 }, () => ['maker_new_in_country: flock-safety FR, 5 rows']),
    );
  });

  test('where it is known, or the maker is not, there is none', () => {
    expect(findings(rows(9, { m: 'flock-safety', country: 'US' }))).toEqual([]);
    expect(findings(rows(9, { country: 'FR' }))).toEqual([]);
  });

  test('rows that were accepted as they are need no second look; edited ones do', () => {
    const same = rows(5, { ...elsewhere, id: 'node/1', v: 3 });
    expect(findings(same)).toEqual([]);
    expect(findings(rows(5, { ...elsewhere, id: 'node/1', v: 4 }))).toHaveLength(5);
  });
});

describe('a burst', () => {
  test('is more than 200 new objects of one changeset; the number is not told', () => {
    expect(findings(rows(200, {}, 77))).toEqual([]);
    const found = findings(rows(201, {}, 77));
    expect(found).toHaveLength(201);
    expect(found[0]).toEqual(['burst: 201 new objects of one changeset']);
  });

  test('old objects that one changeset edited are none, nor are objects without a changeset', () => {
    expect(findings(rows(300, { v: 4 }, 77))).toEqual([]);
    expect(findings(rows(300))).toEqual([]);
  });
});

test('a new object on the spot of a row without upstream id waits for a person, unless that row was read too', () => {
  const [row] = rows(1, { id: 'node/9', lon: 5, lat: 50, t: ['video.camera'] });
  if (!row) throw new Error('no row');
  expect(findings([row])).toEqual([['same_spot_as_row_without_id']]);
  expect(findings([row], new Set(['h/a']))).toEqual([]);
});

test('without a pack there is nothing to compare with', () => {
  expect(findImplausible(rows(300, { m: 'x', country: 'FR' }, 77), null, new Set()).size).toBe(0);
});
