import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Coverage } from '#lib/tiles/coverage-schema.ts';
import { noOverlay, type Overlay } from '../overlay.ts';
import type { Palette } from '../palette.ts';

/** Number of documented systems and laws by code of the country; places inside a country count for it. */
export function countByCountry(coverage: Coverage): Map<string, number> {
  const subjects = new Map<string, Set<string>>();
  for (const place of coverage.places) {
    const held = subjects.get(place.country) ?? new Set<string>();
    for (const item of place.items) if (item.relation !== 'excluded') held.add(`${item.kind}/${item.slug}`);
    subjects.set(place.country, held);
  }
  return new Map([...subjects].filter(([, held]) => held.size > 0).map(([code, held]) => [code, held.size]));
}

/** Step of the scale: 0 for one, 1 for two or three, 2 for more. */
export function toStep(count: number): 0 | 1 | 2 {
  if (count < 2) return 0;
  return count < 4 ? 1 : 2;
}

/** Shaded where something documented covers the country, hatched where nobody has researched it: never blank. */
export function toCoverageOverlay(coverage: Coverage, palette: Palette): Overlay {
  return { ...noOverlay, areas: toAreas(coverage, palette) };
}

function toAreas(coverage: Coverage, palette: Palette): LayerSpecification[] {
  const counts = [...countByCountry(coverage)];
  const codes = counts.map(([code]) => code);
  const fade = (opacity: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    4,
    opacity,
    7,
    0,
  ];
  const source = { source: 'basemap', 'source-layer': 'countries', maxzoom: 7 } as const;
  const researched: ExpressionSpecification = ['in', ['get', 'code'], ['literal', codes]];
  const shaded = counts.flatMap(([code, count]) => [code, palette.coverage[toStep(count)]]);
  const color: ExpressionSpecification = [
    'match',
    ['get', 'code'],
    ...(shaded as [string, string]),
    'transparent',
  ];
  const hatch: LayerSpecification = {
    id: 'coverage-unknown',
    type: 'fill',
    ...source,
    filter: ['!', researched],
    paint: { 'fill-pattern': 'hatch', 'fill-opacity': fade(1) },
  };
  if (counts.length === 0) return [hatch];
  return [
    hatch,
    {
      id: 'coverage',
      type: 'fill',
      ...source,
      filter: researched,
      paint: { 'fill-color': color, 'fill-opacity': fade(0.9) },
    },
  ];
}
