import type { BoundaryTile } from './boundary-tile.ts';
import { isCutEdge, type Point } from './clip-ring.ts';
import type { Position } from './position-text.ts';
import { normalizeLon, unitsPerDegree } from './tile-grid.ts';

/** A tile as a drawing: SVG paths in a box of `width` by `height`, north up, true to scale in the middle. */
export type TileView = {
  width: number;
  height: number;
  /** One path an area: a country's own outline lies over its regions, and one path of both would cut them out. */
  land: { code: string; path: string }[];
  coasts: string;
  regions: string;
  countries: string;
  disputed: string;
  labels: { code: string; text: string; x: number; y: number }[];
};

export const viewWidth = 720;
/** Pixels: an area narrower than this gets no name. */
const leastNamed = 84;
const letterWidth = 6.5;

/** Scales of a tile's drawing: pixels per unit across and down. */
function toScale({ box }: BoundaryTile): { x: number; y: number } {
  const middle = ((box.north + box.south) / 2 / unitsPerDegree) * (Math.PI / 180);
  const x = viewWidth / (box.east - box.west);
  return { x, y: x / Math.max(0.1, Math.cos(middle)) };
}

export function drawTile(tile: BoundaryTile): TileView {
  const { box, faces, arcs } = tile;
  const scale = toScale(tile);
  const place = ([x, y]: Point) =>
    `${Math.round((x - box.west) * scale.x * 10) / 10},${Math.round((box.north - y) * scale.y * 10) / 10}`;
  const toLine = (points: readonly Point[]) => {
    let drawn = '';
    let pen = false;
    for (const [index, point] of points.entries()) {
      const previous = points[index - 1];
      const hidden = previous === undefined || isCutEdge(previous, point, box);
      if (hidden) pen = false;
      else {
        drawn += pen ? ` ${place(point)}` : `M${place(previous)}L${place(point)}`;
        pen = true;
      }
    }
    return drawn;
  };
  const lines = { coasts: '', regions: '', countries: '' };
  for (const { faces: sides, points } of arcs) {
    const [a, b] = sides.map((index) => faces[index]?.code.slice(0, 2));
    if (a === undefined) continue;
    lines[b === undefined ? 'coasts' : a === b ? 'regions' : 'countries'] += toLine(points);
  }
  return {
    width: viewWidth,
    height: Math.round((box.north - box.south) * scale.y),
    land: faces.map(({ code, rings }) => ({
      code,
      path: rings.map((ring) => `M${ring.map(place).join(' ')}z`).join(''),
    })),
    ...lines,
    disputed: tile.disputed.map(({ points }) => toLine(points)).join(''),
    labels: dropOverlaps(
      faces.flatMap(({ code, label, rings }) => {
        const spot = findLabelSpot(rings);
        const width = spot === null ? 0 : (spot.east - spot.west) * scale.x;
        if (spot === null || width < Math.max(leastNamed, label.length * letterWidth)) return [];
        const x = ((spot.west + spot.east) / 2 - box.west) * scale.x;
        return [{ code, text: label, x: Math.round(x), y: Math.round((box.north - spot.y) * scale.y) }];
      }),
    ),
  };
}

type Label = TileView['labels'][number];

/** Names that stand on each other cannot be read: of two the shorter code stays, a country before a region. */
function dropOverlaps(labels: readonly Label[]): Label[] {
  const kept: Label[] = [];
  for (const label of labels.toSorted((a, b) => a.code.length - b.code.length)) {
    const clear = kept.every(
      (other) =>
        Math.abs(other.y - label.y) > 16 ||
        Math.abs(other.x - label.x) > ((other.text.length + label.text.length) * letterWidth) / 2,
    );
    if (clear) kept.push(label);
  }
  return kept;
}

/** The position under a point of the drawing. */
export function toPosition(tile: BoundaryTile, x: number, y: number): Position {
  const scale = toScale(tile);
  return {
    lon: normalizeLon((tile.box.west + x / scale.x) / unitsPerDegree),
    lat: Math.max(-90, Math.min(90, (tile.box.north - y / scale.y) / unitsPerDegree)),
  };
}

/** Where a position stands in the drawing of a tile that holds it. */
export function toDrawn(tile: BoundaryTile, { lon, lat }: Position): { x: number; y: number } {
  const scale = toScale(tile);
  const turn = 360 * unitsPerDegree;
  let units = lon * unitsPerDegree;
  while (units < tile.box.west) units += turn;
  while (units > tile.box.east) units -= turn;
  return { x: (units - tile.box.west) * scale.x, y: (tile.box.north - lat * unitsPerDegree) * scale.y };
}

/** The longest stretch of an area along the line halfway up its largest ring: a name set there stands inside it. */
function findLabelSpot(rings: readonly Point[][]): { west: number; east: number; y: number } | null {
  let largest: readonly Point[] = [];
  let [low, high] = [0, 0];
  for (const ring of rings) {
    const ys = ring.map(([, y]) => y);
    const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
    if (top - bottom > high - low) [largest, low, high] = [ring, bottom, top];
  }
  const y = (low + high) / 2;
  const crossings: number[] = [];
  for (let i = 1; i < largest.length; i += 1) {
    const [a, b] = [largest[i - 1], largest[i]];
    if (a === undefined || b === undefined || a[1] > y === b[1] > y) continue;
    crossings.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]));
  }
  crossings.sort((a, b) => a - b);
  let best: { west: number; east: number; y: number } | null = null;
  for (let i = 1; i < crossings.length; i += 2) {
    const [west, east] = [crossings[i - 1] ?? 0, crossings[i] ?? 0];
    if (best === null || east - west > best.east - best.west) best = { west, east, y };
  }
  return best;
}
