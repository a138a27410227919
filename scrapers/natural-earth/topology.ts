import type { FeatureCollection, MultiLineString, MultiPolygon } from 'geojson';
import { merge, mesh } from 'topojson-client';
import { topology as toTopology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  Topology,
  MultiPolygon as TopoMultiPolygon,
  Polygon as TopoPolygon,
} from 'topojson-specification';
import { z } from 'zod';
import { ringArea, roundPolygons, roundRing } from '../core/geometry.ts';

const pieceSchema = z.object({ country: z.string().nullable(), region: z.string().nullable() });
/** What a piece of land belongs to, by ISO 3166. */
export type Piece = z.infer<typeof pieceSchema>;

/** A topology whose one object is the collection "land". */
type Pieces = Topology<{ land: GeometryCollection<Properties> }>;
type Properties = Record<string, unknown>;
type Area = TopoPolygon<Properties> | TopoMultiPolygon<Properties>;

/** Arcs shared by neighbors are simplified once, so no gap opens between two regions. */
export function buildTopology(collection: FeatureCollection<MultiPolygon, Piece>): Pieces {
  const built = toTopology({ land: collection }, 1e6);
  const land = built.objects.land;
  if (land?.type !== 'GeometryCollection')
    throw new Error('natural-earth: the topology has no collection "land".');
  const geometries = land.geometries.flatMap((geometry): Area[] =>
    geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
      ? [{ ...geometry, properties: { ...geometry.properties } }]
      : [],
  );
  const pieces: Pieces = { ...built, objects: { land: { type: 'GeometryCollection', geometries } } };
  return presimplify(pieces);
}

/**
 * Drops points whose triangle is smaller than `minArea` square degrees, but keeps at least `keep` points of each arc,
 * so that a small island stays an island.
 */
export function thin(topology: Pieces, minArea: number, keep: number): Pieces {
  const arcs = topology.arcs.map((arc) => {
    const inner = arc.map((point) => point[2] ?? 0).filter((weight) => Number.isFinite(weight) && weight > 0);
    if (inner.filter((weight) => weight >= minArea).length >= keep) return arc;
    const floor = inner.sort((a, b) => b - a)[keep - 1] ?? 0;
    return arc.map((point) =>
      (point[2] ?? 0) >= floor ? [point[0] ?? 0, point[1] ?? 0, Number.POSITIVE_INFINITY] : point,
    );
  });
  return simplify({ ...topology, arcs }, minArea);
}

const areas = (topology: Pieces): Area[] =>
  topology.objects.land.geometries.filter(
    (geometry): geometry is Area => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon',
  );

/** Polygons of everything that `keyOf` maps to one key. Islands smaller than `minIsland` square degrees go, except the largest. */
export function mergeBy(
  topology: Pieces,
  keyOf: (piece: Piece) => string | null,
  minIsland = 0,
): Map<string, MultiPolygon> {
  const groups = new Map<string, Area[]>();
  for (const area of areas(topology)) {
    const piece = pieceOf(area);
    const key = piece ? keyOf(piece) : null;
    if (key) groups.set(key, [...(groups.get(key) ?? []), area]);
  }
  const merged = new Map<string, MultiPolygon>();
  for (const [key, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const polygons = merge(topology, members).coordinates;
    const sizes = polygons.map((polygon) => ringArea(polygon[0] ?? []));
    const largest = Math.max(...sizes);
    const rounded = roundPolygons(
      polygons.filter((_, index) => (sizes[index] ?? 0) >= Math.min(minIsland, largest)),
    );
    if (rounded) merged.set(key, rounded);
  }
  return merged;
}

/** Lines between neighbors for which `between` holds. The edges of the map (±180°, −90°) are no borders. */
export function borders(topology: Pieces, between: (a: Piece, b: Piece) => boolean): MultiLineString {
  const lines = mesh(topology, topology.objects.land, (a, b) => {
    const [left, right] = [pieceOf(a), pieceOf(b)];
    return a !== b && left !== null && right !== null && between(left, right);
  }).coordinates;
  return {
    type: 'MultiLineString',
    coordinates: lines
      .map(roundRing)
      .filter((line) => line.length >= 2 && !line.every(([x = 0]) => Math.abs(x) >= 179.999)),
  };
}

function pieceOf(geometry: { properties?: unknown }): Piece | null {
  const parsed = pieceSchema.safeParse(geometry.properties);
  return parsed.success ? parsed.data : null;
}
