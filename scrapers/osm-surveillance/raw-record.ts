import type { OsmEntry } from '../core/formats/osm-entry.ts';
import { type DropReason, makerKeys, type OsmDevice, type Tags, toDevice } from '../core/osm-device.ts';
import type { Located, Parsed } from '../core/source.ts';

/** A device as one file has it: its tags are read already, because tags of 200,000 objects would not fit into memory. Absent is unknown. */
export interface RawDevice {
  id: string;
  lon: number;
  lat: number;
  t?: string[];
  b?: number[];
  fov?: number;
  form?: string;
  mount?: string;
  zone?: string;
  s?: Exclude<OsmDevice['status'], 'present'>;
  v?: number;
  /** The mapper doubts that it is still there. */
  u?: true;
  c?: string;
  y?: number;
  /** For matching only; never part of a row. */
  operator?: { name?: string; wikidata?: string };
  maker?: { names: string[]; ids: string[] };
  /** Only to notice bursts; never part of a row. */
  changeset?: number;
  /** Values of `surveillance:type` that no table knows. */
  odd?: string[];
  /** Stands in a diff: the newest version of an object counts, whatever file it stands in. */
  diff?: true;
}

/** A diff or an answer says that an object is deleted, or no longer a device that is published. */
export interface RawAbsence {
  id: string;
  absent: 'deleted' | 'left';
  why?: DropReason;
  v?: number;
  diff: true;
}

export type OsmRaw = RawDevice | RawAbsence;

export const isAbsence = (record: Located<OsmRaw>): record is Located<RawAbsence> => 'absent' in record.raw;
export const isDevice = (record: Located<OsmRaw>): record is Located<RawDevice> => !('absent' in record.raw);

/** What is kept of an object's tags, or the reason why it becomes no row. */
export function toRaw(entry: OsmEntry, asOf: string, isDiff: boolean): Parsed<OsmRaw> {
  const { at } = entry;
  if (entry.kind === 'unreadable')
    return { at, reason: entry.reason, ...(entry.detail ? { detail: entry.detail } : {}) };
  const version = entry.version === undefined ? {} : { v: entry.version };
  if (entry.kind === 'absent')
    return {
      at,
      raw: {
        id: entry.id,
        absent: entry.said,
        ...(entry.why ? { why: entry.why } : {}),
        ...version,
        diff: true,
      },
    };
  if (Math.abs(entry.lon) > 180 || Math.abs(entry.lat) > 90) return { at, reason: 'out_of_range' };
  const result = toDevice(entry.tags, asOf);
  // What became private, or a doorbell, must leave the site; what never was here is refused below.
  if ('drop' in result && (isDiff || entry.live) && (entry.version ?? 2) > 1)
    return { at, raw: { id: entry.id, absent: 'left', why: result.drop, ...version, diff: true } };
  if ('drop' in result) return { at, reason: result.drop };
  return { at, raw: { ...toRawDevice(entry, result.device), ...(isDiff ? { diff: true } : {}) } };
}

function toRawDevice(
  { id, lon, lat, tags, version, changeset }: Extract<OsmEntry, { kind: 'object' }>,
  device: OsmDevice,
): RawDevice {
  const operator = toOperator(tags);
  const maker = toMaker(tags);
  return {
    id,
    lon,
    lat,
    ...(device.technologies.length > 0 ? { t: device.technologies } : {}),
    ...(device.bearings.length > 0 ? { b: device.bearings } : {}),
    ...(device.fieldOfView !== null ? { fov: device.fieldOfView } : {}),
    ...(device.form ? { form: device.form } : {}),
    ...(device.mount ? { mount: device.mount } : {}),
    ...(device.zone ? { zone: device.zone } : {}),
    ...(device.status !== 'present' ? { s: device.status } : {}),
    ...(version ? { v: version } : {}),
    ...(device.uncertain ? { u: true } : {}),
    ...(device.lastConfirmed ? { c: device.lastConfirmed } : {}),
    ...(device.year ? { y: device.year } : {}),
    ...(operator ? { operator } : {}),
    ...(maker ? { maker } : {}),
    ...(changeset ? { changeset } : {}),
    ...(device.unknownTypes.length > 0 ? { odd: device.unknownTypes } : {}),
  };
}

function toOperator(tags: Tags): RawDevice['operator'] {
  const name = tags.operator?.trim();
  const wikidata = /^Q\d+$/.test(tags['operator:wikidata'] ?? '') ? tags['operator:wikidata'] : undefined;
  if (!name && !wikidata) return undefined;
  return { ...(name ? { name } : {}), ...(wikidata ? { wikidata } : {}) };
}

function toMaker(tags: Tags): RawDevice['maker'] {
  const names = makerKeys.flatMap((key) => tags[key] ?? []);
  const ids = makerKeys.flatMap((key) => tags[`${key}:wikidata`] ?? []);
  return names.length > 0 || ids.length > 0 ? { names, ids } : undefined;
}
