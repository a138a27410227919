import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, formatExtent, parseExtent, toRanges, wholeWorld } from '#lib/devices/extent.ts';
import { toCell } from '#lib/tiles/morton.ts';

const lon = fc.double({ min: -180, max: 180, noNaN: true });
const lat = fc.double({ min: -90, max: 90, noNaN: true });

describe('extents', () => {
  it('have ranges that hold every position inside, across the antimeridian and at the poles too', () => {
    fc.assert(
      fc.property(lon, lon, lat, lat, lon, lat, (west, east, a, b, x, y) => {
        const extent = { west, east, south: Math.min(a, b), north: Math.max(a, b) };
        if (!contains(extent, x, y)) return;
        const cell = toCell(x, y);
        expect(toRanges(extent).some((range) => cell >= range.first && cell <= range.last)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never lose anything by being written down', () => {
    fc.assert(
      fc.property(lon, lon, lat, lat, lon, lat, (west, east, a, b, x, y) => {
        const extent = { west, east, south: Math.min(a, b), north: Math.max(a, b) };
        const written = parseExtent(formatExtent(extent));
        expect(written).not.toBeNull();
        if (written !== null && contains(extent, x, y)) expect(contains(written, x, y)).toBe(true);
      }),
    );
  });

  it('cross the antimeridian when west is east of east', () => {
    const fiji = { west: 176, south: -20, east: -178, north: -15 };
    expect(contains(fiji, 178, -17)).toBe(true);
    expect(contains(fiji, -179, -17)).toBe(true);
    expect(contains(fiji, 0, -17)).toBe(false);
    expect(contains(wholeWorld, 180, 90)).toBe(true);
  });

  it('refuse what is no extent', () => {
    for (const text of [
      '',
      '1,2,3',
      '1,2,3,x',
      'NaN,0,1,1',
      '0,50,1,40',
      '-181,0,0,1',
      ',,,',
      'Infinity,0,1,1',
      '1e3,0,1,1',
    ]) {
      expect(parseExtent(text)).toBeNull();
    }
  });
});
