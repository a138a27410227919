import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBoundaryTile, encodeBoundaryTile } from '#lib/here/boundary-tile.ts';
import { clipLine, clipRing, isCutEdge, type Point } from '#lib/here/clip-ring.ts';
import { toCutBox, toTileId } from '#lib/here/tile-grid.ts';
import { type CutFace, toTopology } from '#lib/here/tile-topology.ts';

const tile = toTileId(2, 2);
const box = toCutBox(tile);

const square = (west: number, south: number, east: number, north: number): Point[] => [
  [west, south],
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

/** Rings without regard to where they begin. */
function toRingKey(ring: readonly Point[]): string {
  const open = ring.slice(0, -1).map(String);
  const turns = open.map((_, at) => [...open.slice(at), ...open.slice(0, at)].join(' '));
  const back = open.toReversed().map((_, at, all) => [...all.slice(at), ...all.slice(0, at)].join(' '));
  return [...turns, ...back].sort()[0] ?? '';
}

describe('a boundary tile', () => {
  const left: CutFace = { code: 'AA-1', label: 'Left', rings: [square(0, 0, 1000, 1000)] };
  const right: CutFace = { code: 'BB', label: 'Rechts ö 右', rings: [square(1000, 0, 2000, 1000)] };

  test('keeps the border of two areas once, and knows both sides', () => {
    const { arcs } = toTopology([left, right], box);
    const shared = arcs.filter(({ faces }) => faces.length === 2);
    expect(shared).toHaveLength(1);
    expect(shared[0]?.points).toEqual([
      [1000, 0],
      [1000, 1000],
    ]);
    expect(arcs).toHaveLength(3);
  });

  test('keeps an enclave inside its neighbor as one arc with two sides', () => {
    const hole = square(400, 400, 600, 600);
    const outer: CutFace = { code: 'AA', label: 'A', rings: [square(0, 0, 1000, 1000), hole] };
    const inner: CutFace = { code: 'BB', label: 'B', rings: [hole.toReversed()] };
    const { arcs } = toTopology([outer, inner], box);
    expect(arcs.map(({ faces }) => [...faces].sort())).toEqual([[0], [0, 1]]);
  });

  test('comes back as it went in', () => {
    const lines = [
      {
        name: 'Line of 1991',
        points: [
          [5, 5],
          [-7, 9],
        ] satisfies Point[],
      },
    ];
    const bytes = encodeBoundaryTile(tile, [left, right], toTopology([left, right], box), lines);
    const read = decodeBoundaryTile(tile, bytes);
    expect(read.faces.map(({ code, label }) => [code, label])).toEqual([
      ['AA-1', 'Left'],
      ['BB', 'Rechts ö 右'],
    ]);
    expect(read.faces.map(({ rings }) => rings.map(toRingKey))).toEqual(
      [left, right].map(({ rings }) => rings.map(toRingKey)),
    );
    expect(read.disputed).toEqual(lines);
  });

  test('of the sea is a few bytes', () => {
    const bytes = encodeBoundaryTile(tile, [], { arcs: [], rings: [] }, []);
    expect(bytes.length).toBeLessThanOrEqual(5);
    expect(decodeBoundaryTile(tile, bytes).faces).toEqual([]);
  });

  test('refuses bytes that are cut short, continued or changed into nonsense, and never hangs', () => {
    const bytes = encodeBoundaryTile(tile, [left, right], toTopology([left, right], box), []);
    for (let end = 0; end < bytes.length; end += 1)
      expect(() => decodeBoundaryTile(tile, bytes.slice(0, end))).toThrow();
    expect(() => decodeBoundaryTile(tile, Uint8Array.of(...bytes, 0))).toThrow(RangeError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        try {
          decodeBoundaryTile(tile, noise);
        } catch (error) {
          expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
        }
      }),
    );
  });
});

describe('cutting', () => {
  const frame = { west: 0, south: 0, east: 100, north: 100 };
  const coordinate = fc.integer({ min: -80, max: 180 });
  const triangle = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 });

  /** Even-odd rule, for a point that lies on no edge. */
  const holds = (ring: readonly Point[], x: number, y: number) => {
    let inside = false;
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1], ring[i]];
      if (a === undefined || b === undefined || a[1] > y === b[1] > y) continue;
      if (x < a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1])) inside = !inside;
    }
    return inside;
  };

  test('leaves what is inside a ring inside, and what is outside outside', () => {
    fc.assert(
      fc.property(
        triangle,
        fc.integer({ min: 3, max: 96 }),
        fc.integer({ min: 3, max: 96 }),
        (points, px, py) => {
          const [first] = points;
          if (first === undefined) return;
          const ring: Point[] = [...points, first];
          const [x, y] = [px + 0.37, py + 0.41];
          // Crossings are rounded to whole units: a point that close to an edge may change sides.
          const near = ring.some((b, i) => i > 0 && toLineDistance(ring[i - 1] ?? b, b, x, y) < 2);
          if (near) return;
          expect(holds(clipRing(ring, frame) ?? [], x, y)).toBe(holds(ring, x, y));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('cuts a segment at the same point whichever way it runs', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by) => {
        const third: Point = [50, 50];
        const there = clipRing([[ax, ay], [bx, by], third, [ax, ay]], frame);
        const back = clipRing([[bx, by], [ax, ay], third, [bx, by]], frame);
        expect(there === null ? null : [...new Set(there.map(String))].sort()).toEqual(
          back === null ? null : [...new Set(back.map(String))].sort(),
        );
      }),
    );
  });

  test('tells made edges from true ones', () => {
    expect(isCutEdge([0, 10], [0, 90], frame)).toBe(true);
    expect(isCutEdge([180_000, 10], [180_000, 90], frame)).toBe(true);
    expect(isCutEdge([10, -90_000], [20, -90_000], frame)).toBe(true);
    expect(isCutEdge([0, 10], [5, 90], frame)).toBe(false);
  });

  test('keeps the pieces of a line that lie inside', () => {
    const line: Point[] = [
      [-5, 5],
      [5, 5],
      [10, 5],
      [500, 5],
      [20, 5],
      [30, 5],
    ];
    expect(clipLine(line, frame)).toEqual([
      [
        [5, 5],
        [10, 5],
      ],
      [
        [20, 5],
        [30, 5],
      ],
    ]);
    expect(
      clipLine(
        [
          [-5, 5],
          [-9, 5],
        ],
        frame,
      ),
    ).toEqual([]);
  });
});

function toLineDistance(a: Point, b: Point, x: number, y: number): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
  return Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y);
}
