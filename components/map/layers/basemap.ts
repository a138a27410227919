import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';

/** Local fonts only: with no glyph server the engine draws text with what the reader's machine has. */
const textFont = ['sans-serif'];

export function toLandLayers(palette: Palette): LayerSpecification[] {
  return [
    { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
    {
      id: 'land',
      type: 'fill',
      source: 'basemap',
      'source-layer': 'countries',
      paint: { 'fill-color': palette.land, 'fill-antialias': false },
    },
  ];
}

export function toBoundaryLayers(palette: Palette): LayerSpecification[] {
  const source = { source: 'basemap', 'source-layer': 'borders' } as const;
  return [
    {
      id: 'coast',
      type: 'line',
      source: 'basemap',
      'source-layer': 'countries',
      paint: { 'line-color': palette.landEdge, 'line-width': 0.5 },
    },
    {
      id: 'region-borders',
      type: 'line',
      ...source,
      minzoom: 3.5,
      filter: ['==', ['get', 'kind'], 'region'],
      paint: {
        'line-color': palette.regionLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.6, 10, 1.4],
        // Outlines are as exact as a map of a continent: closer up they would claim too much.
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 8.5, 1, 10.5, 0],
      },
    },
    {
      id: 'country-borders',
      type: 'line',
      ...source,
      filter: ['==', ['get', 'kind'], 'country'],
      paint: {
        'line-color': palette.countryLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 5, 1.1, 10, 2],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 1, 13, 0.35],
      },
    },
    {
      id: 'disputed-borders',
      type: 'line',
      ...source,
      filter: ['==', ['get', 'kind'], 'disputed'],
      paint: {
        'line-color': palette.disputedLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.7, 6, 1.6],
        'line-dasharray': [3, 2.5],
      },
    },
  ];
}

/** @param until zoom at which the names of a street map take over; null where there is none */
export function toLabelLayers(palette: Palette, until: number | null = null): LayerSpecification[] {
  const source = { source: 'basemap', 'source-layer': 'places' } as const;
  const rank: ExpressionSpecification = ['get', 'rank'];
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.4 };
  return [
    {
      id: 'town-labels',
      type: 'symbol',
      ...source,
      ...(until === null ? {} : { maxzoom: until }),
      filter: ['==', ['get', 'kind'], 'town'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': textFont,
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          4,
          ['-', 14, ['*', 0.75, rank]],
          8,
          ['-', 19, ['*', 1.3, rank]],
          12,
          ['-', 25, ['*', 2, rank]],
        ],
        'symbol-sort-key': ['get', 'rank'],
        // Beside its spot where a counted cell stands on it.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.9,
        'text-padding': 6,
      },
      // Rank is 10 − log10 of the population: darker from half a million on.
      paint: { 'text-color': ['case', ['<', rank, 4.3], palette.label, palette.labelSoft], ...halo },
    },
    {
      id: 'region-labels',
      type: 'symbol',
      ...source,
      minzoom: 5,
      maxzoom: 9,
      filter: ['==', ['get', 'kind'], 'region'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': textFont,
        'text-size': 12,
        'text-letter-spacing': 0.08,
        'text-max-width': 8,
      },
      paint: { 'text-color': palette.labelSoft, ...halo },
    },
    {
      id: 'country-labels',
      type: 'symbol',
      ...source,
      maxzoom: 8,
      filter: ['==', ['get', 'kind'], 'country'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': textFont,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 11, 6, 17],
        'text-letter-spacing': 0.06,
        'text-max-width': 7,
        // Beside its spot where a counted cell stands on it.
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.1,
      },
      paint: { 'text-color': palette.label, ...halo },
    },
  ];
}
