import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type BoundaryTile, decodeBoundaryTile } from '#lib/here/boundary-tile.ts';
import { readBoundaries, TileCutter } from '#lib/here/cut-boundaries.ts';
import { borderErrorKm, findJurisdictions, type Jurisdictions } from '#lib/here/find-jurisdictions.ts';
import { toTileId } from '#lib/here/tile-grid.ts';

const pointsSchema = z.array(
  z.strictObject({
    name: z.string(),
    kind: z.enum(['border', 'exclave', 'enclave', 'island', 'antimeridian', 'special', 'disputed', 'sea']),
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
    geonames: z.number().int().optional(),
    division: z.string().optional(),
    expect: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
      .nullable(),
    basis: z.enum(['division', 'attribute', 'equal', 'country', 'none']),
    differs: z.strictObject({ code: z.string(), why: z.string().min(20) }).optional(),
  }),
);
const points = pointsSchema.parse(parse(readFileSync(join(import.meta.dirname, 'here-points.yaml'), 'utf8')));

let cutter: TileCutter;
const tiles = new Map<string, BoundaryTile>();
beforeAll(async () => {
  cutter = new TileCutter(await readBoundaries());
});

/** The look-up as the browser makes it: the bytes of one tile, decoded, and the pure function. */
function lookUp(lon: number, lat: number): Jurisdictions {
  const id = toTileId(lon, lat);
  const key = `${id.row}/${id.column}`;
  const tile = tiles.get(key) ?? decodeBoundaryTile(id, cutter.cut(id));
  tiles.set(key, tile);
  return findJurisdictions(tile, lon, lat);
}

const fits = (expected: string) => (side: { code: string; country: string }) =>
  side.code === expected || side.country === expected;

describe('two hundred known points', () => {
  test('are two hundred different ones, of every kind that is hard', () => {
    expect(points).toHaveLength(200);
    expect(new Set(points.map(({ lon, lat }) => `${lon} ${lat}`)).size).toBe(200);
    const kinds = Map.groupBy(points, ({ kind }) => kind);
    expect([...kinds.keys()].sort()).toEqual([
      'antimeridian',
      'border',
      'disputed',
      'enclave',
      'exclave',
      'island',
      'sea',
      'special',
    ]);
    for (const point of points) expect(point.geonames === undefined, point.name).toBe(point.kind === 'sea');
  });

  test.each(points)('$name ($kind): $expect', ({ lon, lat, expect: expected, differs }) => {
    const { kind, sides } = lookUp(lon, lat);
    if (expected === null) {
      expect(kind).toBe('sea');
      return;
    }
    if (differs !== undefined) {
      // Once the boundaries agree with the source, the note must go.
      expect(sides.some(fits(expected)) && sides[0]?.km === 0 && kind === 'inside').toBe(false);
      expect(sides.map(({ code }) => code)).toContain(differs.code);
      return;
    }
    expect(sides.filter(fits(expected)), JSON.stringify(sides)).not.toEqual([]);
    // A sure answer is the expected one, and an unsure one says so.
    if (kind === 'inside') expect(sides).toHaveLength(1);
    else expect(['either', 'shore']).toContain(kind);
  });

  test('are answered as the documentation counts them', () => {
    const tally = { inside: 0, either: 0, shore: 0, sea: 0 };
    let alone = 0;
    for (const { lon, lat } of points) {
      const { kind, sides } = lookUp(lon, lat);
      tally[kind] += 1;
      if (kind === 'shore' && sides.length === 1) alone += 1;
    }
    const docs = readFileSync(join(import.meta.dirname, '../../docs/here.md'), 'utf8');
    const counts = `${tally.inside} inside one area, ${tally.either} within ${borderErrorKm} km of a border, ${tally.shore} just off a coast (${alone} of them with one answer), ${tally.sea} at sea`;
    expect(docs).toContain(counts);
  });
});

test('the sides of a border never say less than the place that GeoNames has on each of them', () => {
  // Both twin towns of a border must see each other's country, or lie outside the other's error.
  const baarle = [lookUp(4.89226, 51.40504), lookUp(4.92917, 51.4475)];
  for (const { sides } of baarle) {
    expect(sides.some(fits('BE'))).toBe(true);
    expect(sides.some(fits('NL'))).toBe(true);
  }
});
