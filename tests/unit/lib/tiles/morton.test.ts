import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deinterleave,
  gridBits,
  interleave,
  toCell,
  toColumn,
  toCoveringRanges,
  toPosition,
  toRow,
  toTileRange,
} from '#lib/tiles/morton.ts';

const coordinate = fc.integer({ min: 0, max: 2 ** gridBits - 1 });

describe('Morton keys', () => {
  it('interleave bit by bit, checked against BigInt arithmetic', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (column, row) => {
        let expected = 0n;
        for (let bit = 0n; bit < 26n; bit += 1n) {
          expected |= ((BigInt(column) >> bit) & 1n) << (2n * bit);
          expected |= ((BigInt(row) >> bit) & 1n) << (2n * bit + 1n);
        }
        expect(BigInt(interleave(column, row))).toBe(expected);
        expect(deinterleave(interleave(column, row))).toEqual({ column, row });
      }),
    );
  });

  it('put a position within one cell of where it was', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 179.999999, noNaN: true }),
        fc.double({ min: -85, max: 85, noNaN: true }),
        (lon, lat) => {
          const position = toPosition(toColumn(lon), toRow(lat));
          expect(Math.abs(position.lon - lon)).toBeLessThan(360 / 2 ** gridBits);
          expect(Math.abs(position.lat - lat)).toBeLessThan(360 / 2 ** gridBits);
        },
      ),
    );
  });

  it('keep the poles and the antimeridian on the map', () => {
    expect(toRow(90)).toBe(0);
    expect(toRow(-90)).toBe(2 ** gridBits - 1);
    expect(toColumn(180)).toBe(2 ** gridBits - 1);
    expect(toCell(180, -90)).toBe(2 ** 52 - 1);
  });

  it('make every tile one range that holds exactly its own cells', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 0, max: 20 }), (column, row, z) => {
        const scale = 2 ** (gridBits - z);
        const x = Math.floor(column / scale);
        const y = Math.floor(row / scale);
        const range = toTileRange(z, x, y);
        const cell = interleave(column, row);
        expect(cell >= range.first && cell <= range.last).toBe(true);
        const after = deinterleave(Math.min(range.last + 1, 2 ** 52 - 1));
        const inside = Math.floor(after.column / scale) === x && Math.floor(after.row / scale) === y;
        expect(inside).toBe(range.last === 2 ** 52 - 1);
      }),
    );
  });

  it('cover any box with at most 16 ranges that miss nothing', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, fc.nat(), fc.nat(), (a, b, c, d, i, j) => {
        const [west, east] = a < b ? [a, b] : [b, a];
        const [north, south] = c < d ? [c, d] : [d, c];
        const ranges = toCoveringRanges(west, north, east, south);
        expect(ranges.length).toBeLessThanOrEqual(16);
        const cell = interleave(west + (i % (east - west + 1)), north + (j % (south - north + 1)));
        expect(ranges.some((range) => cell >= range.first && cell <= range.last)).toBe(true);
      }),
    );
  });
});
