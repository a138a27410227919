import { isCutEdge, type Point } from './clip-ring.ts';
import type { Box } from './tile-grid.ts';

/** An area with its code and its rings (outlines and holes alike, closed), cut to a tile. */
export type CutFace = { code: string; label: string; rings: Point[][] };

/** A run of edges that the same areas share: indexes of one or two faces, none for an edge that only the cut made. */
export type Arc = { faces: readonly number[]; points: Point[] };

/** Rings as arcs, in order; `reversed` where a ring runs through an arc from its end. */
export type ArcReference = { arc: number; reversed: boolean };
export type Topology = { arcs: Arc[]; rings: ArcReference[][][] };

const toKey = ([x, y]: Point) => x * 1_048_576 + y;

/**
 * Finds the borders that areas share: each run of edges is kept once with the faces on its sides. An arc with two faces is
 * a border, one with a single face a coast (or the edge of land that has no code).
 */
export function toTopology(faces: readonly CutFace[], box: Box): Topology {
  const sides = collectSides(faces, box);
  const arcs: Arc[] = [];
  const known = new Map<string, number>();
  const rings = faces.map((face) =>
    face.rings.map((ring) =>
      splitRing(ring, sides).map((run): ArcReference => {
        const reversed = isBackward(run);
        const points = reversed ? run.toReversed() : run;
        const key = points.map(toKey).join(' ');
        const held = known.get(key);
        if (held !== undefined) return { arc: held, reversed };
        const [first, second] = points;
        const owners = first && second ? (sides.get(toEdgeKey(first, second)) ?? []) : [];
        arcs.push({ faces: owners.slice(0, 2), points });
        known.set(key, arcs.length - 1);
        return { arc: arcs.length - 1, reversed };
      }),
    ),
  );
  return { arcs, rings };
}

type Sides = Map<string, readonly number[]>;

function collectSides(faces: readonly CutFace[], box: Box): Sides {
  const sides: Map<string, number[]> = new Map();
  for (const [index, face] of faces.entries()) {
    for (const ring of face.rings) {
      for (const [a, b] of toEdges(ring)) {
        if (isCutEdge(a, b, box)) continue;
        const key = toEdgeKey(a, b);
        const held = sides.get(key);
        if (held === undefined) sides.set(key, [index]);
        else if (!held.includes(index)) held.push(index);
      }
    }
  }
  return sides;
}

/** Cuts a ring where the faces on its sides change. A ring without such a place begins at its smallest position. */
function splitRing(ring: readonly Point[], sides: Sides): Point[][] {
  const edges = toEdges(ring);
  const owners = edges.map(([a, b]) => (sides.get(toEdgeKey(a, b)) ?? []).join());
  const starts = edges.flatMap((_, index) => (owners.at(index - 1) === owners[index] ? [] : [index]));
  if (starts.length === 0) {
    const keys = edges.map(([a]) => toKey(a));
    let smallest = 0;
    for (const [index, key] of keys.entries()) if (key < (keys[smallest] ?? 0)) smallest = index;
    starts.push(smallest);
  }
  return starts.map((start, at) => {
    const next = starts[at + 1] ?? (starts[0] ?? 0) + edges.length;
    const run: Point[] = [];
    for (let index = start; index < next; index += 1) {
      const edge = edges[index % edges.length];
      if (edge === undefined) continue;
      if (run.length === 0) run.push(edge[0]);
      run.push(edge[1]);
    }
    return run;
  });
}

function isBackward(run: readonly Point[]): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return false;
  const ends = toKey(first) - toKey(last);
  if (ends !== 0) return ends > 0;
  const [second, beforeLast] = [run[1], run.at(-2)];
  return second !== undefined && beforeLast !== undefined && toKey(second) > toKey(beforeLast);
}

function toEdges(ring: readonly Point[]): [Point, Point][] {
  return ring.slice(1).map((point, index) => [ring[index] ?? point, point]);
}

function toEdgeKey(a: Point, b: Point): string {
  const [ka, kb] = [toKey(a), toKey(b)];
  return ka < kb ? `${ka} ${kb}` : `${kb} ${ka}`;
}
