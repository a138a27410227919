import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { DeviceFilter } from '#lib/devices/filter.ts';
import { toFeatureFilter } from '#lib/tiles/feature-filter.ts';
import { featureProperties as names } from '#lib/tiles/feature-properties.ts';
import { cellRadii } from '../cell-radius.ts';
import type { Palette, Theme } from '../palette.ts';
import { goneColor, technologySymbols } from '../technology-symbols.ts';

/** Zoom from which a device is its symbol instead of a dot. */
const symbolZoom = 12;
const coneZoom = 13;
/** Zoom from which the density of the world is counted in circles, and at which it has gone. */
export const cellsFrom = 1.7;
const densityUntil = 2.3;
/** A device known no better than this is drawn as an area: its symbol would claim a spot that nobody stated. */
const exactMeters = 25;
/** Meters a pixel at zoom 0 on the equator: 40,075,016.7 m on 512 pixels. */
const metersPerPixel = 78_271.517;

/** Devices that are drawn as areas; the only layer that asks how far the map is stretched. */
export const areaLayer = 'device-areas';
/** Layers that a click can hit, topmost first. */
export const clickableLayers = ['device-symbols', areaLayer, 'device-dots', 'cells'];

const isGone: ExpressionSpecification = ['in', ['get', names.status], ['literal', ['removed', 'disused']]];
const isPlanned: ExpressionSpecification = ['==', ['get', names.status], 'planned'];
const isHollow: ExpressionSpecification = ['any', isGone, isPlanned];
/** Widths that view cones are drawn in, in degrees; where the source gives none, the second. */
const coneWidth: ExpressionSpecification = [
  'step',
  ['coalesce', ['get', names.fieldOfView], 56],
  '30',
  43,
  '56',
  73,
  '90',
  105,
  '120',
  150,
  '180',
  270,
  '360',
];
const isVague: ExpressionSpecification = ['>', ['coalesce', ['get', names.precision], 0], exactMeters];

/**
 * Devices from bottom to top: density, areas, dots, view cones and symbols below the names of towns, which must stay
 * readable in a dense city; counted cells above them, and names step aside for those.
 */
export function toDeviceLayers(input: {
  palette: Palette;
  theme: Theme;
  filter: DeviceFilter;
  /** 1 / cos of the latitude in the middle of the view: Mercator's scale there. */
  stretch: number;
}): {
  below: LayerSpecification[];
  above: LayerSpecification[];
} {
  const { palette, theme, filter, stretch } = input;
  const { color, name } = toLooks(palette, theme);
  const { exact, vague } = toPassing(filter);
  const devices = { source: 'devices', 'source-layer': 'devices' } as const;
  const below: LayerSpecification[] = [
    toDensityLayer(palette),
    toDensityDots(palette),
    {
      id: areaLayer,
      type: 'circle',
      ...devices,
      filter: vague,
      paint: {
        'circle-color': color,
        'circle-opacity': 0.1,
        'circle-radius': toAreaRadius(stretch),
        'circle-stroke-color': color,
        'circle-stroke-width': 1.2,
        'circle-stroke-opacity': 0.7,
      },
    },
    {
      id: 'device-dots',
      type: 'circle',
      ...devices,
      maxzoom: symbolZoom,
      filter: exact,
      paint: {
        // Hollow where nothing stands, yet or any more.
        'circle-color': ['case', isHollow, palette.halo, color],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 2, 9, 2.8, 12, 5],
        'circle-stroke-color': ['case', isHollow, color, palette.symbolEdge],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 6, 0.3, 12, 1],
        'circle-opacity': 0.9,
      },
    },
    {
      id: 'device-cones',
      type: 'symbol',
      source: 'devices',
      'source-layer': 'cones',
      minzoom: coneZoom,
      filter: exact,
      layout: {
        'icon-image': ['concat', 'cone/', ['case', isGone, 'gone', name], '/', coneWidth],
        'icon-rotate': ['get', names.bearing],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.45, 17, 1],
      },
    },
    {
      id: 'device-symbols',
      type: 'symbol',
      ...devices,
      minzoom: symbolZoom,
      filter: exact,
      layout: {
        'icon-image': ['concat', ['case', isGone, 'gone/', isPlanned, 'planned/', 'device/'], name],
        'icon-allow-overlap': true,
        // Takes its room, so that names of streets give way to it.
        'icon-padding': 0,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.66, 14, 0.85, 16, 1],
      },
    },
  ];
  return { below, above: toCellLayers(palette) };
}

/** Filters of the layers of single devices, by layer: what `toDeviceLayers` gives them, for a filter that changes alone. */
export function toLayerFilters(filter: DeviceFilter): ReadonlyMap<string, FilterSpecification> {
  const { exact, vague } = toPassing(filter);
  return new Map([
    [areaLayer, vague],
    ['device-dots', exact],
    ['device-cones', exact],
    ['device-symbols', exact],
  ]);
}

function toPassing(filter: DeviceFilter): { exact: FilterSpecification; vague: FilterSpecification } {
  const passes = toFeatureFilter(filter);
  return {
    exact: ['all', passes, ['!', isVague]] as FilterSpecification,
    vague: ['all', passes, isVague] as FilterSpecification,
  };
}

/** Color by technology, grey for what is gone; and the technology's name among the images. */
function toLooks(
  palette: Palette,
  theme: Theme,
): { color: ExpressionSpecification; name: ExpressionSpecification } {
  const known = technologySymbols.filter((symbol) => symbol.code !== 'other');
  const colors = known.flatMap((symbol) => [symbol.code, symbol[theme]]);
  const other = technologySymbols.find((symbol) => symbol.code === 'other')?.[theme] ?? palette.label;
  const byTechnology: ExpressionSpecification = [
    'match',
    ['get', names.technology],
    ...(colors as [string, string]),
    other,
  ];
  const codes: ExpressionSpecification = ['literal', known.map((symbol) => symbol.code)];
  const technology: ExpressionSpecification = ['get', names.technology];
  return {
    color: ['case', isGone, goneColor[theme], byTechnology],
    name: ['case', ['in', technology, codes], technology, 'other'],
  };
}

/** Density of the world, which gives way to counted cells. */
function toDensityLayer(palette: Palette): LayerSpecification {
  const [faint, soft, strong, full] = palette.density;
  return {
    id: 'density',
    type: 'heatmap',
    source: 'density',
    maxzoom: densityUntil,
    paint: {
      'heatmap-weight': [
        'interpolate',
        ['linear'],
        ['log10', ['get', 'n']],
        0,
        0.06,
        1.5,
        0.25,
        3,
        0.65,
        4,
        1,
      ],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], -1, 1, 1, 1.7, 3, 2],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], -1, 5, 1, 12, 3, 30],
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        // Clear, and of the next color: a clear black would leave a dirty edge.
        withAlpha(faint, 0),
        0.05,
        withAlpha(faint, 0.7),
        0.25,
        soft,
        0.6,
        strong,
        1,
        full,
      ],
      'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], cellsFrom, 0.9, densityUntil, 0],
    },
  };
}

/** A glow of few devices is too faint to be found on a map of the world: a dot in its middle is not. */
function toDensityDots(palette: Palette): LayerSpecification {
  const [, , , full] = palette.density;
  const power: ExpressionSpecification = ['log10', ['get', 'n']];
  return {
    id: 'density-dots',
    type: 'circle',
    source: 'density',
    maxzoom: densityUntil,
    filter: ['<', ['get', 'n'], 100],
    paint: {
      'circle-color': full,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], -1, 1.2, 2, 2.2],
      'circle-opacity': [
        'interpolate',
        ['linear'],
        ['zoom'],
        cellsFrom,
        toDotOpacity(power),
        densityUntil,
        0,
      ],
    },
  };
}

function toDotOpacity(power: ExpressionSpecification): ExpressionSpecification {
  return ['interpolate', ['linear'], power, 0, 0.75, 2, 0];
}

/** `#rrggbb` as the color form with an alpha that both engines read. */
function withAlpha(color: string, alpha: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${parts.join(', ')}, ${alpha})`;
}

function toCellLayers(palette: Palette): LayerSpecification[] {
  const power: ExpressionSpecification = ['log10', ['get', 'n']];
  return [
    {
      id: 'cells',
      type: 'circle',
      source: 'cells',
      minzoom: cellsFrom,
      paint: {
        'circle-color': palette.cell,
        'circle-opacity': 0.92,
        'circle-radius': [
          'interpolate',
          ['linear'],
          power,
          ...cellRadii.flatMap((radius, index) => [index, radius]),
        ],
        'circle-stroke-color': palette.cellEdge,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'cell-counts',
      type: 'symbol',
      source: 'cells',
      minzoom: cellsFrom,
      layout: {
        'text-field': toShortNumber(),
        'text-font': ['sans-serif'],
        'text-size': ['interpolate', ['linear'], power, 0, 9, 2, 10.5, 4, 12.5],
        'text-allow-overlap': true,
        // Takes the room of its circle, so that names give way to it.
        'text-padding': 7,
      },
      paint: { 'text-color': palette.cellText },
    },
  ];
}

export function toAreaRadius(stretch: number): ExpressionSpecification {
  return toMeters(['get', names.precision], stretch);
}

/** Radius in pixels of so many meters on the ground, where the map is stretched by 1 / cos(latitude). */
function toMeters(meters: ExpressionSpecification, stretch: number): ExpressionSpecification {
  const at = (zoom: number): ExpressionSpecification => [
    '/',
    ['*', meters, 2 ** zoom * stretch],
    metersPerPixel,
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 0, at(0), 22, at(22)];
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
