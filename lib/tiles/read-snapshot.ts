import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { deviceColumns, fromDevices, readGrades, readReach, withoutPrefix } from './device-rows.ts';
import type { Attributes, Situation, Snapshot } from './snapshot.ts';
import { SnapshotBuilder } from './snapshot-builder.ts';

/** Raised when tiles of the same devices would come out differently. */
const encodingVersion = 2;

/** What is read again when it changes. */
export type DeviceState = {
  /** Loads, publishers' grades, and what laws and programs reach: a new text calls for a new snapshot at once. */
  loads: string;
  /** Edits of single devices (`device_change`): tiles of single devices show them before the next snapshot. */
  edits: string;
};

export async function readDeviceState(client: SqlClient): Promise<DeviceState> {
  // Not the highest number alone: transactions do not end in the order in which they took their numbers.
  const { rows } = await client.query<DeviceState>(
    `select md5(concat_ws('|',
       (select string_agg(concat_ws(':', id, version, sha256, row_count, tier), ',' order by id) from dataset),
       (select count(*) from device_change where cell is null),
       (select string_agg(concat_ws(':', subject_id, place_id, relation, wording), ',' order by subject_id, place_id, relation, id)
          from coverage))) as loads,
       (select concat_ws('.', coalesce(max(id), 0), count(*)) from device_change) as edits`,
  );
  const [state] = rows;
  if (state === undefined) throw new Error('the state of the devices cannot be read');
  return state;
}

/** Twelve hex digits that change when, and only when, tiles do. */
export function toVersion({ loads, edits }: DeviceState): string {
  return createHash('sha256').update(`${encodingVersion}|${loads}|${edits}`).digest('hex').slice(0, 12);
}

/**
 * Reads every device in one pass over the table, in the order in which they lie there; the order of the map is made
 * here. One database snapshot, so that rows and version agree.
 *
 * @param client a connection of its own: it is inside a transaction meanwhile
 */
export async function readSnapshot(client: ClientBase): Promise<Snapshot> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(`set local statement_timeout = 0`);
    const takenAt = new Date().toISOString();
    const { rows } = await client.query<{ xmin: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
    );
    const state = await readDeviceState(client);
    const grades = await readGrades(client);
    const reach = await readReach(client);
    const builder = new SnapshotBuilder();
    const lines = client.query(copyTo(`copy (select ${deviceColumns} ${fromDevices}) to stdout`));
    let rest: Buffer | null = null;
    for await (const chunk of lines) {
      if (!Buffer.isBuffer(chunk)) throw new Error('COPY gave no bytes');
      const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf(10) + 1;
      addLines(builder, bytes, end, grades);
      rest = end === bytes.length ? null : bytes.subarray(end);
    }
    return builder.build({
      version: toVersion(state),
      state,
      takenAt,
      xmin: rows[0]?.xmin ?? '0',
      reach,
      grades,
    });
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

const tab = 9;
const newline = 10;
const backslash = 92;
/** Columns before and after: cell · 5 attributes · 4 of the situation · bearings · field of view · precision. */
const attributeColumns = 5;
const situationColumns = 4;

/** Whole lines of COPY's text format, read byte by byte: a million of them in a second. */
function addLines(
  builder: SnapshotBuilder,
  bytes: Buffer,
  end: number,
  grades: ReadonlyMap<string, string>,
): void {
  const makeAttributes = (of: Uint8Array, from: number, to: number) =>
    parseAttributes(toText(of, from, to), grades);
  const makeSituation = (of: Uint8Array, from: number, to: number) => parseSituation(toText(of, from, to));
  let position = 0;
  while (position < end) {
    let cell = 0;
    for (let byte = bytes[position] ?? tab; byte !== tab; byte = bytes[position] ?? tab) {
      cell = cell * 10 + byte - 48;
      position += 1;
    }
    const attributesStart = position + 1;
    const situationStart = skipColumns(bytes, attributesStart, attributeColumns);
    position = skipColumns(bytes, situationStart, situationColumns);
    builder.addIndexed(
      cell,
      builder.toAttributeIndex(bytes, attributesStart, situationStart - 1, makeAttributes),
      builder.toSituationIndex(bytes, situationStart, position - 1, makeSituation),
    );
    const lineEnd = bytes.indexOf(newline, position);
    // Most devices have none of the three: \N \t \N \t \N
    if (lineEnd - position !== 8 || bytes[position] !== backslash) {
      const [bearings = '', fieldOfView = '', precision = ''] = bytes
        .toString('latin1', position, lineEnd)
        .split('\t');
      if (bearings !== '\\N')
        for (const text of bearings.slice(1, -1).split(',')) builder.addBearing(Number(text));
      if (fieldOfView !== '\\N') builder.setFieldOfView(Number(fieldOfView));
      if (precision !== '\\N') builder.setPrecision(Number(precision));
    }
    position = lineEnd + 1;
  }
}

/** Where the column begins that is `count` columns after the one at `start`. */
function skipColumns(bytes: Uint8Array, start: number, count: number): number {
  let position = start;
  for (let left = count; left > 0; position += 1) if (bytes[position] === tab) left -= 1;
  return position;
}

function toText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

function parseAttributes(text: string, grades: ReadonlyMap<string, string>): Attributes {
  const [technologies = '', status = '', dataset = '', operator = '', year = ''] = text.split('\t');
  const ids = technologies.startsWith('{') ? technologies.slice(1, -1).split(',') : [];
  return {
    technologies: ids.filter((id) => id !== '').map((id) => withoutPrefix(id.replaceAll('"', ''))),
    status,
    dataset,
    grade: grades.get(dataset) ?? 'own',
    operator,
    year: year === '\\N' ? null : Number(year),
  };
}

function parseSituation(text: string): Situation {
  const [country = '', region = '', town = '', vendor = ''] = text.split('\t');
  const toCode = (id: string) => (id === '\\N' ? null : withoutPrefix(id));
  return {
    country: toCode(country),
    region: toCode(region),
    town: toCode(town),
    vendor: vendor === '\\N' ? null : vendor,
  };
}
