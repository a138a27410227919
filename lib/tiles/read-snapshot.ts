import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { joinDevices, type UnsortedDevices } from './device-columns.ts';
import { readGrades, readReach } from './device-rows.ts';
import { readAll, readParts, type TablePart } from './read-devices.ts';
import type { Snapshot } from './snapshot.ts';
import { buildSnapshot } from './snapshot-builder.ts';

/** Raised when tiles of the same devices would come out differently. */
const encodingVersion = 3;

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

/** Another thread that reads parts of the table (snapshot-helper.ts). */
export type Beside = {
  read(snapshotId: string, next: () => TablePart | null): Promise<UnsortedDevices>;
};

/** Tables of fewer pages (8 kB) are read by one thread: starting another takes longer. */
const usualLeastPages = 4000;
/** So that two threads end together, however the devices lie. */
const parts = 12;

/**
 * Reads every device in one pass over the table, in the order in which they lie there; the order of the map is made
 * here. One database snapshot, so that rows and version agree.
 *
 * @param client a connection of its own: it is inside a transaction meanwhile
 * @param beside takes over parts of a large table; without it this thread reads all
 */
export async function readSnapshot(
  client: ClientBase,
  beside?: Beside,
  leastPages = usualLeastPages,
): Promise<Snapshot> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(`set local statement_timeout = 0`);
    const takenAt = new Date().toISOString();
    const { rows } = await client.query<{ xmin: string; id: string; pages: number; all: number }>(
      `select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_export_snapshot() as id,
              (max(size) / current_setting('block_size')::int)::int as pages,
              (sum(size) / current_setting('block_size')::int)::int as all
         from (select pg_relation_size(relid) as size from pg_partition_tree('device') where isleaf) partition`,
    );
    const { xmin = '0', id = '', pages = 0, all = 0 } = rows[0] ?? {};
    const state = await readDeviceState(client);
    const grades = await readGrades(client);
    const reach = await readReach(client);
    const devices =
      beside === undefined || all < leastPages
        ? await readAll(client)
        : await readTogether(client, cut(pages), (next) => beside.read(id, next));
    return buildSnapshot(devices, { version: toVersion(state), state, takenAt, xmin, reach, grades });
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

/** @param pages of the largest partition: a part holds the pages of these numbers of every partition; the last one has no end */
function cut(pages: number): TablePart[] {
  const starts = Array.from({ length: parts }, (_, part) => Math.floor((pages * part) / parts));
  return starts.map((from, part) => ({ from, to: starts[part + 1] ?? null }));
}

/** This thread and another take the next part whenever one is done. */
async function readTogether(
  client: ClientBase,
  waiting: TablePart[],
  readTheirs: (next: () => TablePart | null) => Promise<UnsortedDevices>,
): Promise<UnsortedDevices> {
  const next = () => waiting.shift() ?? null;
  const theirs = readTheirs(next);
  // It may fail while this thread is busy, and is waited for only then.
  theirs.catch(() => {});
  const ours = await readParts(client, next);
  return joinDevices(ours, await theirs);
}
