import type { Feature } from 'geojson';
import type { DatasetHole } from '#lib/devices/schema.ts';
import { gridBits, toPosition } from '#lib/tiles/morton.ts';
import { noOverlay, type Overlay } from '../overlay.ts';
import type { Palette } from '../palette.ts';

/** "6/33/21": a square of the world by zoom, column and row, which is how the files of a dataset are cut. */
const square = /\b(\d{1,2})\/(\d{1,8})\/(\d{1,8})\b/;

/** Squares of the world in which a dataset is known to be empty, hatched; holes whose reason names no square are listed only. */
export function toHoleOverlay(holes: readonly DatasetHole[], palette: Palette): Overlay {
  const features = holes.flatMap(({ reason }) => toSquare(reason) ?? []);
  if (features.length === 0) return noOverlay;
  return {
    ...noOverlay,
    sources: { holes: { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    areas: [
      {
        id: 'holes',
        type: 'fill',
        source: 'holes',
        paint: {
          'fill-pattern': 'pattern/hole',
          // Seen as a whole far out; among streets it must not hide them.
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 6, 1, 10, 0.35, 13, 0.16],
        },
      },
      {
        id: 'hole-edges',
        type: 'line',
        source: 'holes',
        paint: { 'line-color': palette.labelSoft, 'line-width': 0.8, 'line-dasharray': [4, 3] },
      },
    ],
  };
}

function toSquare(reason: string): Feature | null {
  const [zoom = Number.NaN, column = 0, row = 0] = square.exec(reason)?.slice(1).map(Number) ?? [];
  if (!(zoom <= gridBits) || column >= 2 ** zoom || row >= 2 ** zoom) return null;
  const size = 2 ** (gridBits - zoom);
  // Half a cell back: positions are those of the middles of cells.
  const corner = (x: number, y: number): [number, number] => {
    const { lon, lat } = toPosition(x * size - 0.5, y * size - 0.5);
    return [lon, lat];
  };
  const [west, north] = corner(column, row);
  const [east, south] = corner(column + 1, row + 1);
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: {} };
}
