import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeBearing, parseDirections } from '#scrapers/core/osm-direction.ts';

const unknown = { bearings: [], fieldOfView: null, known: false };

describe('parseDirections', () => {
  test.each([
    ['90', [90]],
    [' 90 ', [90]],
    ['12.5', [12.5]],
    ['45°', [45]],
    ['360', [0]],
    ['0', [0]],
  ])('reads degrees: %s', (raw, bearings) => {
    expect(parseDirections(raw)).toEqual({ bearings, fieldOfView: null, known: true });
  });

  test.each([
    ['-90', [270]],
    ['-45;45', [315, 45]],
    ['400', [40]],
    ['720', [0]],
  ])('turns angles outside one turn back into it: %s', (raw, bearings) => {
    expect(parseDirections(raw).bearings).toEqual(bearings);
  });

  test.each([
    ['N', [0]],
    ['nnw', [337.5]],
    ['south', [180]],
    ['North East', []],
    ['E; W', [90, 270]],
    ['180;NW', [180, 315]],
  ])('reads compass points: %s', (raw, bearings) => {
    expect(parseDirections(raw).bearings).toEqual(bearings);
  });

  test.each([
    ['320-40', 0, 80],
    ['320 - 40', 0, 80],
    ['90-180', 135, 90],
    ['NW-NE', 0, 90],
    ['270-90', 0, 180],
    ['350-20', 5, 30],
  ])('reads a range clockwise as center and field of view: %s', (raw, center, width) => {
    expect(parseDirections(raw)).toEqual({ bearings: [center], fieldOfView: width, known: true });
  });

  test('a full turn has a field of view and no bearing', () => {
    expect(parseDirections('0-360')).toEqual({ bearings: [], fieldOfView: 360, known: true });
  });

  test('several ranges keep their centers; widths that differ leave the field of view unknown', () => {
    expect(parseDirections('0-90;180-270')).toEqual({ bearings: [45, 225], fieldOfView: 90, known: true });
    expect(parseDirections('0-90;180-200').fieldOfView).toBeNull();
    expect(parseDirections('0-90;180').fieldOfView).toBeNull();
  });

  test.each([
    'both',
    'forward',
    'backward',
    'fixme',
    '?',
    'all',
    'o',
    'SO',
    '65, 180',
    '345;270:360',
    '10;both',
    '18045',
    'Clockwise 9',
    '-30-30',
    '90-90',
    '90--',
  ])('what cannot be read is unknown as a whole: %s', (raw) => {
    expect(parseDirections(raw)).toEqual(unknown);
  });

  test('blank is unknown and never north', () => {
    expect(parseDirections(undefined)).toEqual(unknown);
    expect(parseDirections('')).toEqual(unknown);
    expect(parseDirections(' ; ')).toEqual(unknown);
  });

  test('any text gives bearings in [0, 360), or unknown', () => {
    const likely = fc
      .array(
        fc.constantFrom(
          'N',
          'SW',
          '-',
          ';',
          ' ',
          '0',
          '9',
          '36',
          '360',
          '720',
          '.',
          '5',
          '°',
          'e',
          'Infinity',
          '1e9',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), likely, fc.float().map(String)), (raw) => {
        const { bearings, fieldOfView, known } = parseDirections(raw);
        expect(bearings.every((bearing) => bearing >= 0 && bearing < 360)).toBe(true);
        expect(fieldOfView === null || (fieldOfView > 0 && fieldOfView <= 360)).toBe(true);
        expect(known || (bearings.length === 0 && fieldOfView === null)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

test('normalizeBearing never gives 360, not even for a hair below zero', () => {
  expect(normalizeBearing(-1e-20)).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (degrees) => {
      const bearing = normalizeBearing(degrees);
      expect(bearing >= 0 && bearing < 360).toBe(true);
    }),
  );
});
