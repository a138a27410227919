import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';

/** Local fonts only: with no glyph server the engine draws text with what the reader's machine has. */
const textFont = ['sans-serif'];

/** Where a name may stand that finds its spot taken by a counted cell or a ring: beside it before it is left out. */
type Anchor = 'center' | 'top' | 'bottom' | 'left' | 'right' | `${'top' | 'bottom'}-${'left' | 'right'}`;
const aroundSpot: Anchor[] = [
  'center',
  'top',
  'bottom',
  'right',
  'left',
  'top-right',
  'top-left',
  'bottom-right',
  'bottom-left',
];

type Candidates = (Anchor | [number, number])[];
/** Countries whose largest part covers more than 13 × 13 degrees: a name may go some way within them. */
const broadCountries = 'RU CA CN US BR AU KZ IN AR DZ CD MN MX SA'.split(' ');
const besideSpot: Candidates = [
  ...aroundSpot.flatMap((anchor): Candidates => [anchor, toAway(anchor, 1.2)]),
  ...(['top', 'bottom'] as const).flatMap((anchor): Candidates => [anchor, toAway(anchor, 2)]),
];
const aboutSpot: Candidates = [
  ...besideSpot,
  ...[2, 3.2].flatMap((ems) =>
    aroundSpot.slice(1).flatMap((anchor): Candidates => [anchor, toAway(anchor, ems)]),
  ),
];

/** @returns how far a text with that anchor is moved right and down, so that it stands so many ems off its spot */
function toAway(anchor: Anchor, ems: number): [number, number] {
  const right = anchor.endsWith('left') ? ems : anchor.endsWith('right') ? -ems : 0;
  const down = anchor.startsWith('top') ? ems : anchor.startsWith('bottom') ? -ems : 0;
  return [right, down];
}

/** @param hasStreets a street map with true shores lies over it */
export function toLandLayers(palette: Palette, hasStreets: boolean): LayerSpecification[] {
  // Outlines are as exact as a map of a continent: closer up a strong shore would put streets into the sea.
  const water: ExpressionSpecification | string = hasStreets
    ? palette.water
    : ['interpolate', ['linear'], ['zoom'], 9, palette.water, 11.5, palette.roughWater];
  return [
    { id: 'water', type: 'background', paint: { 'background-color': water } },
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
      paint: {
        'line-color': palette.landEdge,
        'line-width': 0.5,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 9, 1, 11.5, 0],
      },
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
        'text-variable-anchor': aroundSpot,
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
        'text-size': 10.5,
        // Small capitals of a sort: a region is told from a town of the same name.
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.12,
        'text-max-width': 9,
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
        'text-variable-anchor': aroundSpot,
        'text-radial-offset': 1.3,
        // MapLibre alone reads it; Mapbox goes by the two above.
        'text-variable-anchor-offset': [
          'match',
          ['get', 'code'],
          broadCountries,
          ['literal', aboutSpot],
          ['literal', besideSpot],
        ],
        'text-padding': 1,
      },
      paint: { 'text-color': palette.label, ...halo },
    },
  ];
}
