import type { Feature, Point } from 'geojson';
import { type CubeTest, toCountedCells } from '#lib/tiles/filter-cube.ts';
import { type Spot, toReadingOrder } from '../spots.ts';
import type { PlacedCube } from './count-cubes.ts';
import type { CellCollection } from './protocol.ts';

/** Cells of a tile of 512 pixels as a power of two a side: 64 pixels, and no more than 90 between two zooms. */
export function toMergedBits(zoom: number): number {
  return zoom - Math.floor(zoom) > 0.5 ? 4 : 3;
}

/** The cells of cubes under a filter as points; `bits` as for `toCountedCells`. */
export function toCellCollection(cubes: readonly PlacedCube[], test: CubeTest, bits: number): CellCollection {
  const features: Feature<Point, { n: number }>[] = [];
  for (const { z, x, y, cube } of cubes) {
    for (const cell of toCountedCells(cube, test, bits)) {
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

/** As the layer `cells` draws it: the area grows with the logarithm (layers/devices.ts). */
export function toCellRadius(count: number): number {
  const stops = [5, 9, 13, 18, 23, 29];
  const power = Math.log10(Math.max(1, count));
  const low = Math.min(stops.length - 1, Math.floor(power));
  const from = stops[low] ?? 29;
  const to = stops[low + 1] ?? from;
  return from + (to - from) * (power - low);
}

/** Degrees of a position in the Mercator square of side 1, y downward. */
function toDegrees(x: number, y: number): [number, number] {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [x * 360 - 180, lat];
}
