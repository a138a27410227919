import { describe, expect, test } from 'vitest';
import { decodeBoundaryTile, encodeBoundaryTile } from '#lib/here/boundary-tile.ts';
import type { Point } from '#lib/here/clip-ring.ts';
import { findJurisdictions } from '#lib/here/find-jurisdictions.ts';
import { toCutBox, toTileId } from '#lib/here/tile-grid.ts';
import { type CutFace, toTopology } from '#lib/here/tile-topology.ts';

const square = (west: number, south: number, east: number, north: number): Point[] => [
  [west, south],
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

/** A tile near the equator (a thousandth of a degree is 0.11 km), or at another place. */
function build(faces: CutFace[], lon = 2, lat = 2, disputed: { name: string; points: Point[] }[] = []) {
  const id = toTileId(lon, lat);
  return decodeBoundaryTile(id, encodeBoundaryTile(id, faces, toTopology(faces, toCutBox(id)), disputed));
}

const west: CutFace = { code: 'AA-1', label: 'West', rings: [square(1000, 1000, 2000, 3000)] };
const east: CutFace = { code: 'BB-9', label: 'East', rings: [square(2000, 1000, 3000, 3000)] };

describe('the look-up', () => {
  const tile = build([west, east]);

  test('is sure far from every border', () => {
    const found = findJurisdictions(tile, 1.5, 2);
    expect(found).toMatchObject({ kind: 'inside', sides: [{ code: 'AA-1', country: 'AA', km: 0 }] });
  });

  test('names both sides where the border is nearer than its error, the side it falls on first', () => {
    const found = findJurisdictions(tile, 1.98, 2);
    expect(found.kind).toBe('either');
    expect(found.sides.map(({ code }) => code)).toEqual(['AA-1', 'BB-9']);
    expect(found.sides[1]?.km).toBeCloseTo(2.2, 1);
  });

  test('a point on the very line belongs to both', () => {
    const { kind, sides } = findJurisdictions(tile, 2, 2);
    expect(kind).toBe('either');
    expect(sides.map(({ km }) => km)).toEqual([0, 0]);
  });

  test('takes the doubt of the device for its own', () => {
    expect(findJurisdictions(tile, 1.9, 2).kind).toBe('inside');
    expect(findJurisdictions(tile, 1.9, 2, 15).kind).toBe('either');
    // However little a device knows, the tile does not reach further than its margin.
    expect(findJurisdictions(tile, 1.5, 2, 9000).sides.map(({ code }) => code)).toEqual(['AA-1']);
  });

  test('off a coast the nearest land is offered, further out only named, and on the high sea nothing', () => {
    expect(findJurisdictions(tile, 0.97, 2)).toMatchObject({ kind: 'shore', sides: [{ code: 'AA-1' }] });
    expect(findJurisdictions(tile, 0.85, 2)).toMatchObject({ kind: 'sea', sides: [{ code: 'AA-1' }] });
    expect(findJurisdictions(tile, 0.5, 4.5)).toMatchObject({ kind: 'sea', sides: [] });
  });

  test('in a country with regions the region answers; on its land without one the country does', () => {
    const country: CutFace = { code: 'AA', label: 'A', rings: [square(1000, 1000, 2000, 4000)] };
    const both = build([west, country]);
    expect(findJurisdictions(both, 1.5, 2).sides.map(({ code }) => code)).toEqual(['AA-1']);
    expect(findJurisdictions(both, 1.5, 3.5).sides.map(({ code }) => code)).toEqual(['AA']);
  });

  test('a hole belongs to the enclave in it and to nobody else', () => {
    const hole = square(1400, 1800, 1600, 2200);
    const around: CutFace = { ...west, rings: [...west.rings, hole] };
    const enclave: CutFace = { code: 'VA', label: 'V', rings: [hole.toReversed()] };
    expect(findJurisdictions(build([around, enclave]), 1.5, 2).sides.map(({ code }) => code)).toEqual(['VA']);
  });

  test('works across the antimeridian, from either side of it', () => {
    const island: CutFace = { code: 'FJ-N', label: 'N', rings: [square(179_000, -17_000, 180_500, -16_000)] };
    const at = build([island], 179, -16.5);
    expect(findJurisdictions(at, 179.9, -16.5).sides[0]?.code).toBe('FJ-N');
    expect(findJurisdictions(at, -179.9, -16.5).sides[0]?.code).toBe('FJ-N');
  });

  test('the edge of the tile is no border', () => {
    const id = toTileId(2, 2);
    const { west: left, south, east: right, north } = toCutBox(id);
    const whole: CutFace = { code: 'AA-1', label: 'All', rings: [square(left, south, right, north)] };
    const found = findJurisdictions(build([whole]), 0.001, 0.001);
    expect(found).toMatchObject({ kind: 'inside', sides: [{ code: 'AA-1' }] });
  });

  test('names disputed lines nearby, once each, the nearest first', () => {
    const lines = [
      {
        name: 'Far',
        points: [
          [1300, 1000],
          [1300, 3000],
        ] satisfies Point[],
      },
      {
        name: 'Near',
        points: [
          [1550, 1000],
          [1550, 3000],
        ] satisfies Point[],
      },
      {
        name: 'Near',
        points: [
          [1560, 1000],
          [1560, 3000],
        ] satisfies Point[],
      },
    ];
    const found = findJurisdictions(build([west], 2, 2, lines), 1.5, 2);
    expect(found.disputed.map(({ name }) => name)).toEqual(['Near', 'Far']);
    expect(found.disputed[0]?.km).toBeCloseTo(5.6, 1);
  });
});
