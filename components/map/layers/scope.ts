import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { ScopePlace } from '#lib/thematic/scope.ts';
import { noOverlay, type Overlay } from '../overlay.ts';
import type { Theme } from '../palette.ts';
import { regionZoom } from './choropleth.ts';
import { thematicColors } from './thematic-colors.ts';

/**
 * Territory of one program or law. Each relation has its own look: what applies is full, a pilot banded, a plan striped,
 * a claim dotted, what is said not to apply crossed out. Towns have no outline here and are drawn as a ring.
 */
export function toScopeOverlay(scope: readonly ScopePlace[], theme: Theme): Overlay {
  const colors = thematicColors[theme];
  const shown = scope.filter(({ holds }) => holds !== 'no');
  const areas = shown.filter(({ place }) => place.level !== 'town');
  const towns = shown.filter(({ place }) => place.level === 'town' && place.point !== null);
  return {
    ...noOverlay,
    sources: towns.length === 0 ? {} : { 'scope-towns': { type: 'geojson', data: toTowns(towns) } },
    areas: [
      toGround(),
      ...areas.map(({ place, relation, holds }, index): LayerSpecification => {
        const isRegion = place.level === 'region';
        const image = holds === 'maybe' && relation !== 'excluded' ? 'planned' : relation;
        return {
          id: `scope-${index}`,
          type: 'fill',
          source: 'basemap',
          'source-layer': isRegion ? 'regions' : 'countries',
          ...(isRegion ? { minzoom: regionZoom } : {}),
          filter: ['==', ['get', 'code'], place.code],
          paint:
            image === 'applies'
              ? { 'fill-color': colors.classes[3] }
              : { 'fill-pattern': `pattern/scope-${image}` },
        };
      }),
    ],
    marks:
      towns.length === 0
        ? []
        : [
            {
              id: 'scope-towns',
              type: 'circle',
              source: 'scope-towns',
              paint: {
                'circle-radius': 8,
                'circle-color': [
                  'case',
                  ['==', ['get', 'relation'], 'applies'],
                  colors.classes[3],
                  colors.ground,
                ],
                'circle-stroke-color': colors.classes[4],
                'circle-stroke-width': 2,
              },
            },
          ],
  };
}

/** Hatched below everything: of these places nothing is told, which never means that it is not there. */
function toGround(): LayerSpecification {
  return {
    id: 'scope-ground',
    type: 'fill',
    source: 'basemap',
    'source-layer': 'countries',
    paint: { 'fill-pattern': 'pattern/not_researched' },
  };
}

function toTowns(towns: readonly ScopePlace[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: towns.flatMap(({ place, relation }) =>
      place.point === null
        ? []
        : [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: place.point },
              properties: { code: place.code, relation },
            },
          ],
    ),
  };
}
