import { expect, test } from 'vitest';
import { parseGeoPackageLines } from '#scrapers/natural-earth/geopackage.ts';

/** "GP", version 0, flags (little endian, no envelope), srs 4326, then a WKB geometry. */
function geometry(type: number, points: [number, number][]): Uint8Array {
  const bytes = Buffer.alloc(8 + 9 + points.length * 16);
  bytes.write('GP');
  bytes[3] = 1;
  bytes.writeInt32LE(4326, 4);
  bytes[8] = 1;
  bytes.writeUInt32LE(type, 9);
  bytes.writeUInt32LE(points.length, 13);
  for (const [index, [x, y]] of points.entries()) {
    bytes.writeDoubleLE(x, 17 + index * 16);
    bytes.writeDoubleLE(y, 25 + index * 16);
  }
  return bytes;
}

test('reads a line string', () => {
  expect(
    parseGeoPackageLines(
      geometry(2, [
        [1, 2],
        [3, 4],
      ]),
    ).coordinates,
  ).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
  ]);
});

test('refuses other geometries and other bytes', () => {
  expect(() => parseGeoPackageLines(geometry(3, []))).toThrow(/WKB type 3/);
  expect(() => parseGeoPackageLines(Buffer.from('XX000000'))).toThrow(/begin with "GP"/);
});
