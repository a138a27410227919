import type { DropReason, Tags } from '../osm-device.ts';

/**
 * What a file says of one OpenStreetMap object. Users, user ids and the rest of the edit history are never read.
 * `at` is the place in the file, unique in it.
 */
export type OsmEntry = { at: string } & (OsmObject | OsmAbsence | OsmUnreadable);

/** The complete state of an object. Degrees, WGS 84; a way or relation stands at one point. */
export interface OsmObject {
  kind: 'object';
  /** "node/123", "way/5", "relation/7"; "h/…" for rows without an upstream id. */
  id: string;
  lon: number;
  lat: number;
  tags: Tags;
  version?: number;
  changeset?: number;
  /** Day that the row or its file describes (YYYY-MM-DD), where it says so. */
  asOf?: string;
  /** The state upstream at this moment, not that of a copy. */
  live?: true;
}

/** Only diffs say that something is not there: deleted, or no longer tagged as surveillance. */
export interface OsmAbsence {
  kind: 'absent';
  id: string;
  said: 'deleted' | 'left';
  /** Why it is no device that is published any more; without it, it is not tagged as surveillance. */
  why?: DropReason;
  version?: number;
}

export interface OsmUnreadable {
  kind: 'unreadable';
  reason: string;
  detail?: string;
}

/** What a reader must be told because the file does not say it. */
export interface OsmHints {
  /** Tags that hold for every row of a selection whose columns do not repeat them. */
  implies?: Readonly<Record<string, string>>;
}

/** Point that stands for a way: the mean of its different nodes, seven decimals (the precision of OpenStreetMap). Null without any. */
export function toMeanPoint(points: readonly (readonly [number, number])[]): [number, number] | null {
  const different = [...new Map(points.map((point) => [point.join(' '), point])).values()];
  if (different.length === 0) return null;
  const mean = (axis: 0 | 1) =>
    roundDegrees(different.reduce((sum, point) => sum + point[axis], 0) / different.length);
  return [mean(0), mean(1)];
}

export const roundDegrees = (value: number) => Math.round(value * 1e7) / 1e7;
