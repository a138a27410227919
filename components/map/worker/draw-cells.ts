import type { Feature, Point } from 'geojson';
import type { CountedCell } from '#lib/tiles/filter-cube.ts';
import { toCellRadius } from '../cell-radius.ts';
import { type Spot, toReadingOrder } from '../spots.ts';
import type { CellCollection } from './protocol.ts';

/**
 * Circles that would lie over each other become one, at the mean position of their devices; sums stay what they are.
 *
 * @param zoom at which they are drawn
 */
export function mergeOverlapping(cells: CellCollection, zoom: number): CellCollection {
  const size = 512 * 2 ** zoom;
  const left = cells.features
    .map(({ geometry, properties }) => {
      const [lon = 0, lat = 0] = geometry.coordinates;
      return { ...toMercator(lon, lat), n: properties.n };
    })
    .sort((a, b) => b.n - a.n);
  // By squares that are wider than any two circles that touch: only neighbors need to be looked at.
  const square = (2 * toCellRadius(Number.MAX_SAFE_INTEGER)) / size;
  const kept = new Map<string, Circle[]>();
  for (const circle of left) {
    const column = Math.floor(circle.x / square);
    const row = Math.floor(circle.y / square);
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => kept.get(`${column + dx} ${row + dy}`) ?? []),
    );
    const covering = near.find((other) => {
      const gap = Math.hypot(other.x - circle.x, other.y - circle.y) * size;
      return gap < (toCellRadius(other.n) + toCellRadius(circle.n)) * allowedOverlap;
    });
    if (covering === undefined) {
      const key = `${column} ${row}`;
      kept.set(key, [...(kept.get(key) ?? []), circle]);
    } else {
      const n = covering.n + circle.n;
      covering.x = (covering.x * covering.n + circle.x * circle.n) / n;
      covering.y = (covering.y * covering.n + circle.y * circle.n) / n;
      covering.n = n;
    }
  }
  const features = [...kept.values()].flat().map(({ x, y, n }): Feature<Point, { n: number }> => {
    return { type: 'Feature', geometry: { type: 'Point', coordinates: toDegrees(x, y) }, properties: { n } };
  });
  return { type: 'FeatureCollection', features };
}

type Circle = { x: number; y: number; n: number };

/** Share of the sum of their radii that two circles keep between their middles: a little overlap reads as two. */
const allowedOverlap = 0.85;

/** What passes of a cube, and the tile that it is of. */
type PlacedCells = { z: number; x: number; y: number; cells: readonly CountedCell[] };

/** Counted cells as points. */
export function toCellCollection(tiles: readonly PlacedCells[]): CellCollection {
  const features: Feature<Point, { n: number }>[] = [];
  for (const { z, x, y, cells } of tiles) {
    for (const cell of cells) {
      const coordinates = toDegrees((x + cell.x) / 2 ** z, (y + cell.y) / 2 ** z);
      features.push({
        type: 'Feature',
        geometry: { type: 'Point', coordinates },
        properties: { n: cell.count },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}

/** Counted cells as what the keyboard goes through. */
export function toCellSpots(cells: CellCollection, bandDegrees: number): Spot[] {
  const spots = cells.features.map(({ geometry, properties }): Spot => {
    const [lon = 0, lat = 0] = geometry.coordinates;
    return {
      id: `${lon.toFixed(5)},${lat.toFixed(5)}`,
      lon,
      lat,
      count: properties.n,
      cell: null,
      technology: null,
      status: null,
      radius: toCellRadius(properties.n) + 3,
    };
  });
  return toReadingOrder(spots, bandDegrees);
}

/** Degrees of a position in the Mercator square of side 1, y downward. */
function toDegrees(x: number, y: number): [number, number] {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [x * 360 - 180, lat];
}

function toMercator(lon: number, lat: number): { x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}
