import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { flowBases } from '#lib/claims/object-schema.ts';
import { toArcs } from '#lib/flows/arcs.ts';
import type { FlowLine, PlacedFlows } from '#lib/flows/flow-lines.ts';
import type { Overlay } from '../overlay.ts';
import type { Theme } from '../palette.ts';
import { flowDashes, thematicColors } from './thematic-colors.ts';

/** Lines drawn at once; the list has all. */
export const mostLines = 80;
/** Flows that a line must at least stand for to be drawn in full width. */
const fullWidthAt = 16;
export const flowRingLayer = 'flow-rings';
const hitLayer = 'flow-hits';

/** Arcs from place to place with an arrowhead each, and rings with a number where data stay within a place. */
export function toFlowOverlay({ lines, loops }: Omit<PlacedFlows, 'unplaced'>, theme: Theme): Overlay {
  const colors = thematicColors[theme];
  const arcs = toArcs(lines.slice(0, mostLines));
  const most = Math.max(fullWidthAt, lines[0]?.count ?? 1);
  const paths = arcs.map(
    ({ line, path }): Feature => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: path },
      properties: {
        id: line.id,
        basis: line.basis,
        weight: Math.sqrt(line.count / most),
        opacity: toOpacity(line, most, arcs.length),
      },
    }),
  );
  const heads = arcs.map(
    ({ line, head }): Feature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: head.point },
      properties: {
        id: line.id,
        basis: line.basis,
        weight: Math.sqrt(line.count / most),
        bearing: head.bearing,
      },
    }),
  );
  return {
    sources: {
      'flow-lines': { type: 'geojson', data: toCollection(paths) },
      'flow-heads': { type: 'geojson', data: toCollection(heads) },
      'flow-ends': { type: 'geojson', data: toEnds(arcs.map(({ line }) => line)) },
      'flow-rings': { type: 'geojson', data: toRings(loops) },
    },
    areas: [],
    marks: [
      {
        id: hitLayer,
        type: 'line',
        source: 'flow-lines',
        paint: { 'line-color': 'rgba(0, 0, 0, 0)', 'line-width': 14 },
      },
      ...flowBases.map((basis): LayerSpecification => toLineLayer(basis, colors.flows[basis])),
      {
        id: 'flow-heads',
        type: 'symbol',
        source: 'flow-heads',
        layout: {
          'icon-image': ['concat', 'flow/', ['get', 'basis']],
          'icon-rotate': ['get', 'bearing'],
          'icon-rotation-alignment': 'map',
          'icon-size': ['interpolate', ['linear'], ['get', 'weight'], 0, 0.6, 1, 1.3],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'flow-ends',
        type: 'circle',
        source: 'flow-ends',
        paint: {
          'circle-radius': 3.5,
          'circle-color': colors.node,
          'circle-stroke-color': colors.ground,
          'circle-stroke-width': 1.2,
        },
      },
      {
        id: flowRingLayer,
        type: 'circle',
        source: 'flow-rings',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 0.5, toRing(7.5, 15), 3, toRing(10, 19)],
          'circle-color': colors.ground,
          'circle-opacity': 0.92,
          'circle-stroke-color': colors.node,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 0.5, 1.6, 3, 2.5],
        },
      },
      {
        id: 'flow-ring-counts',
        type: 'symbol',
        source: 'flow-rings',
        layout: {
          'text-field': ['get', 'label'],
          'text-font': ['sans-serif'],
          'text-size': ['interpolate', ['linear'], ['zoom'], 0.5, 9.5, 3, 11],
          'text-allow-overlap': true,
          // Takes the room of its ring, so that names give way to it.
          'text-padding': 6,
        },
        paint: { 'text-color': colors.node },
      },
    ],
    clickable: [flowRingLayer, 'flow-heads', hitLayer],
  };
}

/** Radius of a ring by the number in it: 1 to 10,000 and more. */
function toRing(least: number, most: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['log10', ['get', 'count']], 0, least, 4, most];
}

/** A data-driven dash is not held by both engines, so each basis is a layer of its own. */
function toLineLayer(basis: (typeof flowBases)[number], color: string): LayerSpecification {
  const dash = flowDashes[basis];
  const thin = basis === 'compelled' ? 1.8 : 1.2;
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['get', 'weight'], 0, thin, 1, thin + 3];
  return {
    id: `flow-${basis}`,
    type: 'line',
    source: 'flow-lines',
    filter: ['==', ['get', 'basis'], basis],
    layout: { 'line-cap': basis === 'alleged' ? 'round' : 'butt', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-opacity': ['get', 'opacity'],
      'line-width': width,
      // Two thin lines side by side: seen to pass, not only set up.
      ...(basis === 'observed' ? { 'line-gap-width': 2.5, 'line-width': 1.4 } : {}),
      ...(dash === undefined ? {} : { 'line-dasharray': [...dash] }),
    },
  };
}

/** Inexactly dated ones are faint; in a thicket the weaker ones step back behind the stronger. */
function toOpacity({ count, isTentative }: FlowLine, most: number, drawn: number): number {
  const plain = drawn > 25 ? 0.4 + 0.5 * Math.sqrt(count / most) : 0.9;
  return isTentative ? plain * 0.55 : plain;
}

/** One ring a place, whatever the bases: the card behind it tells them apart. */
function toRings(loops: PlacedFlows['loops']): FeatureCollection {
  const byPlace = Map.groupBy(loops, (loop) => loop.from.code);
  return toCollection(
    [...byPlace].flatMap(([code, held]): Feature[] => {
      const point = held[0]?.from.point ?? null;
      const count = held.reduce((sum, loop) => sum + loop.count, 0);
      if (point === null) return [];
      const properties = { id: `${code}/${code}`, count, label: toShort(count) };
      return [{ type: 'Feature', geometry: { type: 'Point', coordinates: point }, properties }];
    }),
  );
}

/** A dot at every place that a line touches. */
function toEnds(lines: readonly FlowLine[]): FeatureCollection {
  const places = new Map(lines.flatMap(({ from, to }) => [from, to]).map((place) => [place.code, place]));
  return toCollection(
    [...places.values()].flatMap(({ code, point }): Feature[] =>
      point === null
        ? []
        : [{ type: 'Feature', geometry: { type: 'Point', coordinates: point }, properties: { code } }],
    ),
  );
}

/** 87, 1.2k, 37k. */
function toShort(count: number): string {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}

function toCollection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
