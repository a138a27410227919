import type { Box } from './tile-grid.ts';

/** A position in whole thousandths of a degree. */
export type Point = readonly [x: number, y: number];

type Side = { axis: 0 | 1; at: number; keeps: 'above' | 'below' };

/**
 * A closed ring (first position repeated at the end) cut to a box by Sutherland and Hodgman's rule, side after side. Edges
 * that run along the box are made where the ring leaves it; they are no border and `isCutEdge` tells them apart.
 *
 * Where a segment crosses the box is computed from its ends in one order whichever way the ring runs, so that two
 * neighbors still share every position.
 *
 * @returns a closed ring, or null where nothing lies inside
 */
export function clipRing(ring: readonly Point[], box: Box): Point[] | null {
  const sides: Side[] = [
    { axis: 0, at: box.west, keeps: 'above' },
    { axis: 0, at: box.east, keeps: 'below' },
    { axis: 1, at: box.south, keeps: 'above' },
    { axis: 1, at: box.north, keeps: 'below' },
  ];
  let open = ring.slice(0, -1);
  for (const side of sides) {
    if (open.length === 0) return null;
    open = clipBySide(open, side);
  }
  const clean = open.filter((point, index) => !isSame(point, open[(index + 1) % open.length]));
  const [first] = clean;
  return first === undefined || clean.length < 3 ? null : [...clean, first];
}

/** The pieces of a line (not a ring) inside a box. A segment with an end outside is left out, not cut. */
export function clipLine(line: readonly Point[], box: Box): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (const point of line) {
    const [x, y] = point;
    if (x >= box.west && x <= box.east && y >= box.south && y <= box.north) piece.push(point);
    else {
      if (piece.length > 1) pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

/** True for a segment along the edge of the cut box, along ±180° or along a pole: it exists on paper only. */
export function isCutEdge(a: Point, b: Point, box: Box): boolean {
  const along = (axis: 0 | 1, at: number) => a[axis] === at && b[axis] === at;
  const onSeam = ([x]: Point) => Math.abs(Math.abs(x) - 180_000) <= 1;
  const onPole = ([, y]: Point) => Math.abs(y) >= 89_990;
  return (
    along(0, box.west) ||
    along(0, box.east) ||
    along(1, box.south) ||
    along(1, box.north) ||
    (onSeam(a) && onSeam(b)) ||
    (onPole(a) && onPole(b))
  );
}

function clipBySide(open: readonly Point[], side: Side): Point[] {
  const inside = (point: Point) =>
    side.keeps === 'above' ? point[side.axis] >= side.at : point[side.axis] <= side.at;
  const kept: Point[] = [];
  let previous = open.at(-1);
  for (const point of open) {
    if (previous !== undefined && inside(previous) !== inside(point)) kept.push(cross(previous, point, side));
    if (inside(point)) kept.push(point);
    previous = point;
  }
  return kept;
}

function cross(a: Point, b: Point, { axis, at }: Side): Point {
  const other = axis === 0 ? 1 : 0;
  const [from, to] = a[axis] < b[axis] ? [a, b] : [b, a];
  const share = (at - from[axis]) / (to[axis] - from[axis]);
  const value = Math.round(from[other] + (to[other] - from[other]) * share);
  return axis === 0 ? [at, value] : [value, at];
}

function isSame(a: Point, b: Point | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}
