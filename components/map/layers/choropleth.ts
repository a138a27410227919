import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { PlaceAnswer } from '#lib/thematic/answer.ts';
import type { ValueClass } from '#lib/thematic/classes.ts';
import { toAnswerShade } from '#lib/thematic/scale.ts';
import { noOverlay, type Overlay } from '../overlay.ts';
import type { Theme } from '../palette.ts';
import { thematicColors } from './thematic-colors.ts';

/** Where the tiles of the base map begin to hold regions. */
export const regionZoom = 3;
export const regionHitLayer = 'thematic-regions-hit';

export type Shading = {
  scale: readonly ValueClass[];
  /** One answer a country, or a region at level region. */
  answers: readonly PlaceAnswer[];
  /** Only at level region: every country as its regions take it over, and as a whole for the low zooms. */
  ground: readonly PlaceAnswer[];
  countries: readonly PlaceAnswer[];
  level: 'country' | 'region';
};

/** Shaded by class where something counts; every other reading has its own pattern, and no place is left blank. */
export function toChoroplethOverlay(shading: Shading, theme: Theme): Overlay {
  const { scale, answers, ground, countries, level } = shading;
  if (level === 'country') {
    return { ...noOverlay, areas: toAreas('countries', answers, scale, theme, true) };
  }
  const below = toAreas('countries', countries, scale, theme, true, { maxzoom: regionZoom });
  const under = toAreas('countries', ground, scale, theme, true, { minzoom: regionZoom }, 'ground');
  const regions = toAreas('regions', answers, scale, theme, false, { minzoom: regionZoom });
  return {
    ...noOverlay,
    areas: [...below, ...under, ...regions, toRegionEdges(answers, theme), toHitLayer()],
    clickable: [regionHitLayer],
  };
}

type Zooms = { minzoom?: number; maxzoom?: number };

function toAreas(
  layer: 'countries' | 'regions',
  answers: readonly PlaceAnswer[],
  scale: readonly ValueClass[],
  theme: Theme,
  /** Hatches what no answer speaks of; else that is left to what lies below. */
  fillsAll: boolean,
  zooms: Zooms = {},
  name: string = layer,
): LayerSpecification[] {
  const { classes } = thematicColors[theme];
  const shaded = answers.filter(({ state }) => state === 'value');
  const colors = shaded.flatMap((answer) => [
    answer.place.code,
    classes[toAnswerShade(scale, answer)] ?? classes[0],
  ]);
  const others = answers.filter(({ state }) => state !== 'value');
  const patterns = others
    .filter(({ state }) => state !== 'not_researched' || !fillsAll)
    .flatMap((answer) => [answer.place.code, toPattern(answer, scale)]);
  const source = { source: 'basemap', 'source-layer': layer, ...zooms } as const;
  const isShaded = isOneOf(shaded.map(({ place }) => place.code));
  const areas: LayerSpecification[] = [];
  if (fillsAll || others.length > 0) {
    areas.push({
      id: `thematic-${name}-patterns`,
      type: 'fill',
      ...source,
      filter: fillsAll ? ['!', isShaded] : isOneOf(others.map(({ place }) => place.code)),
      paint: { 'fill-pattern': toMatch(patterns, 'pattern/not_researched') },
    });
  }
  if (shaded.length > 0) {
    areas.push({
      id: `thematic-${name}`,
      type: 'fill',
      ...source,
      filter: isShaded,
      paint: { 'fill-color': toMatch(colors, 'rgba(0, 0, 0, 0)') },
    });
  }
  return areas;
}

/** Image of a reading that is no plain color, see ../thematic/patterns.ts. */
function toPattern(answer: PlaceAnswer, scale: readonly ValueClass[]): string {
  return answer.state === 'tentative'
    ? `pattern/tentative-${toAnswerShade(scale, answer)}`
    : `pattern/${answer.state}`;
}

/** Neighbors of one class are still two regions. */
function toRegionEdges(answers: readonly PlaceAnswer[], theme: Theme): LayerSpecification {
  const told = answers.filter(({ state }) => state !== 'not_researched');
  return {
    id: 'thematic-region-edges',
    type: 'line',
    source: 'basemap',
    'source-layer': 'regions',
    minzoom: regionZoom,
    filter: isOneOf(told.map(({ place }) => place.code)),
    paint: {
      'line-color': thematicColors[theme].ground,
      'line-width': ['interpolate', ['linear'], ['zoom'], regionZoom, 0.6, 7, 1.4],
    },
  };
}

/** Regions take clicks even where they show their country's color. */
function toHitLayer(): LayerSpecification {
  return {
    id: regionHitLayer,
    type: 'fill',
    source: 'basemap',
    'source-layer': 'regions',
    minzoom: regionZoom,
    paint: { 'fill-color': 'rgba(0, 0, 0, 0)' },
  };
}

function isOneOf(codes: readonly string[]): ExpressionSpecification {
  return ['in', ['get', 'code'], ['literal', [...codes]]];
}

/** A `match` over codes; the plain default where there is nothing to match, which the engine would refuse. */
function toMatch(pairs: readonly string[], otherwise: string): ExpressionSpecification | string {
  const [first, second, ...rest] = pairs;
  if (first === undefined || second === undefined) return otherwise;
  return ['match', ['get', 'code'], first, second, ...rest, otherwise];
}
