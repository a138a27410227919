import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, fromWebMercator, isInside, readPoint } from '#scrapers/core/formats/coordinates.ts';

const trafford: Box = [-2.55, 53.3, -2.2, 53.52];
const auckland: Box = [174.3, -37.4, 175.6, -36];

describe('degrees as they should be', () => {
  test.each([
    ['-2.284777', '53.464515', -2.284777, 53.464515],
    [' -2.2880219999999998 ', '+53.461151', -2.288022, 53.461151],
    [-2.284777, 53.464515, -2.284777, 53.464515],
  ])('%s, %s is taken without a flag', (lon, lat, x, y) => {
    expect(readPoint({ lon, lat }, trafford)).toEqual({ lon: x, lat: y, repairs: [], findings: [] });
  });

  test('outside of the declared box it is kept with a finding', () => {
    expect(readPoint({ lon: '-0.1257', lat: '51.5081' }, trafford)).toEqual({
      lon: -0.1257,
      lat: 51.5081,
      repairs: [],
      findings: ['outside_declared_area'],
    });
  });

  test('a number that names a square of kilometers is no camera’s place', () => {
    expect(readPoint({ lon: '-2.3', lat: '53.46' }, trafford)).toMatchObject({
      findings: ['coarse_coordinates'],
    });
    expect(readPoint({ lon: '-2.3', lat: '53.464' }, trafford)).toMatchObject({ findings: [] });
  });
});

describe('what can be repaired because the box leaves one reading', () => {
  test.each([
    ['swapped axes', '53.464515', '-2.284777', ['swapped']],
    ['decimal commas', '-2,284777', '53,464515', ['decimal_comma']],
    ['a lost decimal point', '-2284777', '53464515', ['lost_decimal_point']],
    ['a lost point on one side', '-2.284777', '53464515', ['lost_decimal_point']],
    ['thousands separators', '-2.284.777', '53.464.515', ['thousands_separators']],
    ['thousands separators with commas', '-2,284,777', '53,464,515', ['thousands_separators']],
    ['scientific notation', '-2.284777E+00', '5.3464515E+01', ['scientific_notation']],
    [
      'scientific notation of a lost point',
      '-2284777',
      '5.3464515E+07',
      ['lost_decimal_point', 'scientific_notation'],
    ],
    ['degree signs', '-2.284777°', '53.464515°', ['degree_sign']],
    ['hemispheres', '2.284777° W', '53.464515° N', ['degree_sign']],
    ['hemispheres in front', 'W2.284777', 'N53.464515', ['degree_sign']],
    ['degrees, minutes and seconds', '2°17′5.1972″W', '53°27′52.254″N', ['degree_sign']],
    ['a typographic minus', '−2.284777', '53.464515', ['typographic_minus']],
    ['swapped and mangled', '53,464515', '-2,284777', ['swapped', 'decimal_comma']],
  ])('%s', (_, lon, lat, repairs) => {
    const point = readPoint({ lon, lat }, trafford);
    expect(point).toMatchObject({ lon: -2.284777, lat: 53.464515, findings: [] });
    expect('repairs' in point && [...point.repairs].sort()).toEqual([...repairs].sort());
  });

  test('what a spreadsheet rounded to E+00 is placed, and held for a person', () => {
    expect(readPoint({ lon: '-2.3E+00', lat: '5.3E+01' }, [-3, 53, -2, 54])).toEqual({
      lon: -2.3,
      lat: 53,
      repairs: ['scientific_notation'],
      findings: ['coarse_coordinates'],
    });
  });

  test('without a box nothing is guessed', () => {
    expect(readPoint({ lon: '-2,284777', lat: '53,464515' }, undefined)).toMatchObject({
      reason: expect.any(String),
    });
    expect(readPoint({ lon: '-36.8461', lat: '174.7569' }, undefined)).toEqual({
      reason: 'coordinates_out_of_range',
    });
  });

  test('two readings in the box are none', () => {
    expect(readPoint({ lon: '123456', lat: '5.5' }, [0, 0, 20, 20])).toEqual({
      reason: 'coordinates_ambiguous',
    });
  });

  test('a letter that names the other axis means that the columns are swapped', () => {
    expect(readPoint({ lon: '53.4645° N', lat: '2.2847° W' }, trafford)).toMatchObject({
      lon: -2.2847,
      lat: 53.4645,
    });
    expect(readPoint({ lon: '2.2847° N', lat: '53.4645° W' }, trafford)).toEqual({
      reason: 'coordinates_out_of_range',
    });
  });
});

describe('what is refused', () => {
  test.each([
    ['', '53.4', 'no_coordinates'],
    ['  ', '', 'no_coordinates'],
    ['0', '0', 'null_island'],
    ['0.000000', '-0.0', 'null_island'],
    ['-2.28', '153.4', 'coordinates_out_of_range'],
    ['999', '999', 'coordinates_out_of_range'],
    ['379012.4', '394512.3', 'coordinates_unreadable'],
    ['west', 'north', 'coordinates_unreadable'],
    ['NaN', 'NaN', 'coordinates_unreadable'],
    ['Infinity', '1e999', 'coordinates_unreadable'],
    ['-2.28.47', '53.46', 'coordinates_unreadable'],
    ['0x35', '53.4', 'coordinates_unreadable'],
    ['53.4; DROP TABLE device', '1', 'coordinates_unreadable'],
  ])('lon "%s", lat "%s": %s', (lon, lat, reason) => {
    expect(readPoint({ lon, lat }, trafford)).toEqual({ reason });
  });
});

describe('whatever is put in', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer().map(String),
    fc.double({ noNaN: true }).map((value) => value.toExponential(2)),
    fc.stringMatching(/^[-+NSEW]?[0-9]{1,12}[.,°'" eE]?[0-9]{0,9}[NSEW°]?$/),
  );
  const box = fc
    .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
    .map(([west, south]): Box => [west, south, Math.min(180, west + 1), Math.min(90, south + 1)]);

  test('no point lies outside of the Earth, and a repaired one lies in the box', () => {
    fc.assert(
      fc.property(anything, anything, fc.option(box, { nil: undefined }), (lon, lat, area) => {
        const point = readPoint({ lon, lat }, area);
        if ('reason' in point) return;
        expect(Math.abs(point.lon)).toBeLessThanOrEqual(180);
        expect(Math.abs(point.lat)).toBeLessThanOrEqual(90);
        if (point.repairs.length > 0) {
          // Rounding to a centimeter may cross the edge by as much.
          const [west, south, east, north] = area ?? [0, 0, 0, 0];
          expect(isInside([west - 1e-7, south - 1e-7, east + 1e-7, north + 1e-7], point)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  const inTrafford = fc.tuple(
    fc.integer({ min: -25_499_999, max: -22_000_001 }).map((value) => value / 1e7),
    fc.integer({ min: 533_000_001, max: 535_199_999 }).map((value) => value / 1e7),
  );

  test('seven decimals survive, plain and swapped', () => {
    fc.assert(
      fc.property(inTrafford, ([lon, lat]) => {
        expect(readPoint({ lon: lon.toFixed(7), lat: lat.toFixed(7) }, trafford)).toMatchObject({
          lon,
          lat,
          repairs: [],
        });
        expect(readPoint({ lon: lat, lat: lon }, trafford)).toMatchObject({ lon, lat, repairs: ['swapped'] });
      }),
    );
  });

  test('every mangling of a point in the box is undone, or refused; never turned into another point', () => {
    const mangle = fc.constantFrom<(value: number) => string>(
      (value) => value.toFixed(6).replace('.', ','),
      (value) => value.toFixed(6).replace('.', ''),
      (value) => value.toExponential(8),
      (value) => `${value.toFixed(6)}°`,
    );
    fc.assert(
      fc.property(inTrafford, mangle, mangle, ([lon, lat], first, second) => {
        const point = readPoint({ lon: first(lon), lat: second(lat) }, trafford);
        if ('reason' in point) return;
        expect(point.lon).toBeCloseTo(lon, 5);
        expect(point.lat).toBeCloseTo(lat, 5);
      }),
    );
  });
});

describe('Web Mercator', () => {
  test('meters become degrees to a centimeter', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -84, max: 84, noNaN: true }),
        (lon, lat) => {
          const radius = 6_378_137;
          const x = (lon * Math.PI * radius) / 180;
          const y = radius * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
          const degrees = fromWebMercator({ lon: x, lat: y });
          expect(Number(degrees?.lon)).toBeCloseTo(lon, 6);
          expect(Number(degrees?.lat)).toBeCloseTo(lat, 6);
        },
      ),
    );
  });

  test.each([
    ['30000000', '0'],
    ['0', 'x'],
    ['', ''],
  ])('%s, %s is no such point', (lon, lat) => {
    expect(fromWebMercator({ lon, lat })).toBeNull();
  });
});

test('a box may cross the antimeridian', () => {
  expect(isInside([170, -50, -170, -30], { lon: 179, lat: -40 })).toBe(true);
  expect(isInside([170, -50, -170, -30], { lon: -175, lat: -40 })).toBe(true);
  expect(isInside([170, -50, -170, -30], { lon: 0, lat: -40 })).toBe(false);
  expect(isInside(auckland, { lon: 174.3, lat: -36 })).toBe(true);
});
