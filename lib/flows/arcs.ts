import { GreatCircle } from 'arc';
import type { FlowLine } from './flow-lines.ts';

export type Point = [number, number];
export type Arc = {
  line: FlowLine;
  /** [lon, lat] in degrees, without a jump at the antimeridian: longitudes go on beyond ±180. */
  path: Point[];
  /** Where the arrowhead stands, and where it points: degrees clockwise from north on the map. */
  head: { point: Point; bearing: number };
};

const steps = 48;
const headAt = 0.6;
/** Share of its length by which the first line between two places bows to its right; each further one a step more. */
const firstBow = 0.08;
const nextBow = 0.06;

/**
 * Great circles from place to place. Lines of opposite direction bow to opposite sides and further ones ever more, so
 * that none hides another. Two places exactly opposite on the Earth have no single great circle and get none.
 */
export function toArcs(lines: readonly FlowLine[]): Arc[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line) => {
    const { from, to } = line;
    if (from.point === null || to.point === null) return [];
    const way = `${from.code}/${to.code}`;
    const before = seen.get(way) ?? 0;
    seen.set(way, before + 1);
    const path = toPath(from.point, to.point, firstBow + nextBow * before);
    if (path === null) return [];
    return [{ line, path, head: toHead(path) }];
  });
}

function toPath(from: Point, to: Point, bow: number): Point[] | null {
  let circle: GreatCircle;
  try {
    circle = new GreatCircle({ x: from[0], y: from[1] }, { x: to[0], y: to[1] });
  } catch {
    return null;
  }
  const straight: Point[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const [lon, lat] = i === 0 ? from : i === steps ? to : circle.interpolate(i / steps);
    straight.push([unwrap(lon, straight.at(-1)?.[0] ?? lon), lat]);
  }
  const reach = bow * toLength(straight) * toRoom(straight);
  return straight.map((point, i) => {
    const along = toDirection(straight[Math.max(0, i - 1)] ?? point, straight[i + 1] ?? point);
    const side = reach * Math.sin((Math.PI * i) / steps);
    // To the right of the way, in degrees of latitude; a degree of longitude is shorter by the cosine.
    const lat = Math.max(-85, Math.min(85, point[1] - side * along.east));
    return [round(point[0] + (side * along.north) / along.shrink), round(lat)];
  });
}

function toHead(path: readonly Point[]): Arc['head'] {
  const index = Math.round(headAt * steps);
  const point = path[index] ?? [0, 0];
  const along = toDirection(path[index - 1] ?? point, path[index + 1] ?? point);
  return { point, bearing: round((Math.atan2(along.east, along.north) * 180) / Math.PI) };
}

/** Unit vector on the map, where Mercator keeps angles; `shrink` is the cosine of the latitude. */
function toDirection(a: Point, b: Point): { east: number; north: number; shrink: number } {
  const shrink = Math.max(0.1, Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180));
  const east = (b[0] - a[0]) * shrink;
  const north = b[1] - a[1];
  const length = Math.hypot(east, north) || 1;
  return { east: east / length, north: north / length, shrink };
}

/** From 1 down to 0.1: near a pole Mercator stretches a bow many times over. */
function toRoom(path: readonly Point[]): number {
  const highest = Math.max(...path.map(([, lat]) => Math.abs(lat)));
  return Math.min(1, Math.max(0.1, (78 - highest) / 25));
}

/** Sum of the steps in degrees of latitude. */
function toLength(path: readonly Point[]): number {
  return path.slice(1).reduce((sum, point, i) => {
    const before = path[i] ?? point;
    const shrink = Math.cos((point[1] * Math.PI) / 180);
    return sum + Math.hypot((point[0] - before[0]) * shrink, point[1] - before[1]);
  }, 0);
}

/** The same meridian, at most half a turn from the one before. */
function unwrap(lon: number, before: number): number {
  return lon + 360 * Math.round((before - lon) / 360);
}

function round(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
