import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBoundaryTile, encodeBoundaryTile } from '#lib/here/boundary-tile.ts';
import type { Point } from '#lib/here/clip-ring.ts';
import { toCutBox, toTileBox, toTileId, unitsPerDegree } from '#lib/here/tile-grid.ts';
import { type CutFace, toTopology } from '#lib/here/tile-topology.ts';
import { drawTile, toDrawn, toPosition, viewWidth } from '#lib/here/tile-view.ts';

const id = toTileId(2, 2);
const square = (west: number, south: number, east: number, north: number): Point[] => [
  [west, south],
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];
const build = (faces: CutFace[]) =>
  decodeBoundaryTile(id, encodeBoundaryTile(id, faces, toTopology(faces, toCutBox(id)), []));

describe('the drawing of a tile', () => {
  const region: CutFace = { code: 'AA-1', label: 'West', rings: [square(0, 0, 2000, 4000)] };
  const country: CutFace = { code: 'AA', label: 'A-land', rings: [square(0, 0, 4000, 4000)] };
  const abroad: CutFace = { code: 'BB', label: 'B', rings: [square(4000, 0, 5000, 4000)] };

  test('paints each area by itself, so that a country does not cut out its own regions', () => {
    const { land } = drawTile(build([region, country]));
    expect(land.map(({ code }) => code)).toEqual(['AA-1', 'AA']);
    for (const { path } of land) expect(path.match(/M/g)).toHaveLength(1);
  });

  test('tells borders of countries from coasts', () => {
    const { countries, coasts, regions } = drawTile(build([country, abroad]));
    expect(countries.match(/M/g)).toHaveLength(1);
    expect(coasts).not.toBe('');
    expect(regions).toBe('');
  });

  test('sets no two names on each other', () => {
    const { labels } = drawTile(build([region, country]));
    expect(labels.map(({ text }) => text)).toEqual(['A-land', 'West'].slice(0, labels.length));
    const [first, second] = labels;
    if (first !== undefined && second !== undefined)
      expect(Math.abs(first.y - second.y) > 16 || Math.abs(first.x - second.x) > 30).toBe(true);
  });

  test('a point of the drawing and a position are the same place', () => {
    const tile = build([country]);
    const { height } = drawTile(tile);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: viewWidth, noNaN: true }),
        fc.double({ min: 0, max: height, noNaN: true }),
        (x, y) => {
          const drawn = toDrawn(tile, toPosition(tile, x, y));
          expect(drawn.x).toBeCloseTo(x, 3);
          expect(drawn.y).toBeCloseTo(y, 3);
        },
      ),
    );
  });

  test('beyond the antimeridian positions are counted the usual way', () => {
    const last = toTileId(179, 2);
    const box = toTileBox(last);
    const tile = decodeBoundaryTile(last, encodeBoundaryTile(last, [], { arcs: [], rings: [] }, []));
    const { lon } = toPosition(tile, viewWidth, 10);
    expect(box.east).toBe(180 * unitsPerDegree);
    expect(lon).toBeLessThan(-179);
  });
});
