import { describe, expect, test } from 'vitest';
import { createLocator } from '#lib/places/locate.ts';
import { createTownFinder, distanceKm } from '#lib/places/nearest-town.ts';

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('createLocator', () => {
  const locator = createLocator([
    { code: 'OUTER', polygons: [[square(0, 0, 10), square(4, 4, 2)]] },
    { code: 'ENCLAVE', polygons: [[square(4, 4, 2)]] },
    { code: 'OVERLAP', polygons: [[square(1, 1, 1)]] },
  ]);

  test('a hole is not inside; an enclave in it is found', () => {
    expect(locator.find(3, 3)).toBe('OUTER');
    expect(locator.find(5, 5)).toBe('ENCLAVE');
    expect(locator.find(20, 20)).toBeNull();
  });

  test('of two areas that hold a point the smaller one answers', () => {
    expect(locator.find(1.5, 1.5)).toBe('OVERLAP');
  });

  test('near the edge the nearest area answers, within the given distance only', () => {
    expect(locator.findNear(10.01, 5, 5)).toBe('OUTER');
    expect(locator.findNear(10.1, 5, 5)).toBeNull();
    expect(locator.findNear(3, 3, 5)).toBe('OUTER');
  });

  test('nothing to search finds nothing', () => {
    expect(createLocator([]).find(0, 0)).toBeNull();
  });
});

describe('createTownFinder', () => {
  const town = (id: number, lon: number, country = 'AA') => ({
    id,
    name: 't',
    country,
    region: null,
    feature: 'PPL',
    population: 0,
    lon,
    lat: 0,
  });
  const find = createTownFinder([town(1, 0), town(2, 0.05), town(3, 0.01, 'BB')]);

  test('the nearest center in the same country, within the distance', () => {
    expect(find(0.01, 0, 'AA', 10)).toBe(1);
    expect(find(0.04, 0, 'AA', 10)).toBe(2);
    expect(find(0.01, 0, 'BB', 10)).toBe(3);
    expect(find(1, 0, 'AA', 10)).toBeNull();
  });
});

test('distanceKm: one degree along a great circle is 111.19 km', () => {
  expect(distanceKm(0, 0, 1, 0)).toBeCloseTo(111.19, 1);
  expect(distanceKm(179.5, 0, -179.5, 0)).toBeCloseTo(111.19, 1);
  expect(distanceKm(5, 5, 5, 5)).toBe(0);
});
