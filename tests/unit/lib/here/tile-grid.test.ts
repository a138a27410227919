import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countColumns,
  isTileId,
  leastEdgeKm,
  listTiles,
  marginKm,
  toCutBox,
  toTileBox,
  toTileId,
  unitsPerDegree,
} from '#lib/here/tile-grid.ts';
import { distanceKm } from '#lib/places/nearest-town.ts';

const degrees = (units: number) => units / unitsPerDegree;

describe('the grid of boundary tiles', () => {
  test('has no tile with an edge or a width below 500 km, up to the poles', () => {
    for (const tile of listTiles()) {
      const { west, south, east, north } = toTileBox(tile);
      const height = distanceKm(0, degrees(south), 0, degrees(north));
      expect(height).toBeGreaterThanOrEqual(leastEdgeKm);
      if (countColumns(tile.row) === 1) continue;
      const poleward = Math.max(Math.abs(south), Math.abs(north));
      // Along the parallel, which is what the tile's edge follows.
      const width = degrees(east - west) * 111.195 * Math.cos((degrees(poleward) * Math.PI) / 180);
      expect(width).toBeGreaterThanOrEqual(leastEdgeKm);
    }
  });

  test('covers the Earth once', () => {
    const area = listTiles()
      .map(toTileBox)
      .reduce((sum, { west, south, east, north }) => sum + degrees(east - west) * degrees(north - south), 0);
    expect(area).toBe(360 * 180);
  });

  test('finds the tile that holds a position, whatever the turn', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.integer({ min: -2, max: 2 }),
        (lon, lat, turns) => {
          const tile = toTileId(lon + turns * 360, lat);
          expect(isTileId(tile)).toBe(true);
          const box = toTileBox(tile);
          // Turns cost digits: a position at the antimeridian may come out on either side of it, which is one place.
          const same = [lon, ...(180 - lon < 1e-9 ? [-180] : [])];
          const [west, east] = [degrees(box.west) - 1e-9, degrees(box.east) + 1e-9];
          expect(same.some((x) => x >= west && x <= east)).toBe(true);
          expect(lat).toBeGreaterThanOrEqual(degrees(box.south) - 1e-9);
          expect(lat).toBeLessThanOrEqual(degrees(box.north) + 1e-9);
        },
      ),
      // Found by an earlier run, at the antimeridian.
      {
        examples: [
          [179.99999999999994, 0, 0],
          [179.99999999999994, 0, 1],
          [180, 0, -2],
        ],
      },
    );
  });

  test('adds a margin that is nowhere narrower than it says', () => {
    for (const tile of listTiles()) {
      const [box, cut] = [toTileBox(tile), toCutBox(tile)];
      if (box.north < 90_000)
        expect(degrees(cut.north - box.north) * 111.195).toBeGreaterThanOrEqual(marginKm);
      if (countColumns(tile.row) === 1) continue;
      const poleward = Math.max(Math.abs(box.south), Math.abs(box.north));
      const across = degrees(cut.east - box.east) * 111.195 * Math.cos((degrees(poleward) * Math.PI) / 180);
      expect(across).toBeGreaterThanOrEqual(marginKm);
    }
  });

  test('knows which tiles exist', () => {
    expect(isTileId({ row: 36, column: 0 })).toBe(false);
    expect(isTileId({ row: 35, column: 1 })).toBe(false);
    expect(isTileId({ row: -1, column: 0 })).toBe(false);
    expect(isTileId({ row: 35, column: 0 })).toBe(true);
  });
});
