import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette, Theme } from '../palette.ts';
import { goneColor, technologySymbols } from '../technology-symbols.ts';

/** Zoom from which a device is its symbol instead of a dot. */
const symbolZoom = 11;
const coneZoom = 13;

/** Layers that a click can hit, topmost first. */
export const clickableLayers = ['device-symbols', 'device-dots', 'cells'];

const isGone: ExpressionSpecification = ['in', ['get', 's'], ['literal', ['removed', 'disused']]];

/**
 * Devices from bottom to top: dots below the names of towns, which must stay readable in a dense city; view cones,
 * symbols and counted cells above them.
 */
export function toDeviceLayers(
  palette: Palette,
  theme: Theme,
): { below: LayerSpecification[]; above: LayerSpecification[] } {
  const known = technologySymbols.filter((symbol) => symbol.code !== 'other');
  const colors = known.flatMap((symbol) => [symbol.code, symbol[theme]]);
  const other = technologySymbols.find((symbol) => symbol.code === 'other')?.[theme] ?? palette.label;
  const byTechnology: ExpressionSpecification = [
    'match',
    ['get', 't'],
    ...(colors as [string, string]),
    other,
  ];
  const color: ExpressionSpecification = ['case', isGone, goneColor[theme], byTechnology];
  const codes: ExpressionSpecification = ['literal', known.map((symbol) => symbol.code)];
  const name: ExpressionSpecification = ['case', ['in', ['get', 't'], codes], ['get', 't'], 'other'];
  const below: LayerSpecification[] = [
    {
      id: 'device-dots',
      type: 'circle',
      source: 'devices',
      'source-layer': 'devices',
      maxzoom: symbolZoom,
      paint: {
        'circle-color': color,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 2, 9, 3.2, 11, 5],
        'circle-stroke-color': palette.symbolEdge,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 6, 0.3, 11, 1],
        'circle-opacity': 0.9,
      },
    },
  ];
  const above: LayerSpecification[] = [
    {
      id: 'device-cones',
      type: 'symbol',
      source: 'devices',
      'source-layer': 'cones',
      minzoom: coneZoom,
      layout: {
        'icon-image': ['case', isGone, 'cone/gone', ['concat', 'cone/', name]],
        'icon-rotate': ['get', 'b'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.45, 17, 1],
      },
    },
    {
      id: 'device-symbols',
      type: 'symbol',
      source: 'devices',
      'source-layer': 'devices',
      minzoom: symbolZoom,
      layout: {
        'icon-image': ['case', isGone, ['concat', 'gone/', name], ['concat', 'device/', name]],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.55, 14, 0.8, 17, 1],
      },
    },
    {
      id: 'cells',
      type: 'circle',
      source: 'devices',
      'source-layer': 'cells',
      paint: {
        'circle-color': palette.cell,
        'circle-opacity': 0.86,
        // The area grows with the logarithm: one device and fifty thousand must both be seen.
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['log10', ['get', 'n']],
          0,
          5,
          1,
          9,
          2,
          13,
          3,
          18,
          4,
          23,
          5,
          29,
        ],
        'circle-stroke-color': palette.cellEdge,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'cell-counts',
      type: 'symbol',
      source: 'devices',
      'source-layer': 'cells',
      layout: {
        'text-field': toShortNumber(),
        'text-font': ['sans-serif'],
        'text-size': ['interpolate', ['linear'], ['log10', ['get', 'n']], 0, 9, 2, 11, 4, 13],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.cellText },
    },
  ];
  return { below, above };
}

/** 87, 1.2k, 34k. */
function toShortNumber(): ExpressionSpecification {
  const n: ExpressionSpecification = ['get', 'n'];
  const tenths: ExpressionSpecification = ['/', ['round', ['/', n, 100]], 10];
  return [
    'case',
    ['<', n, 1000],
    ['to-string', n],
    ['<', n, 9950],
    ['concat', ['to-string', tenths], 'k'],
    ['concat', ['to-string', ['round', ['/', n, 1000]]], 'k'],
  ];
}
