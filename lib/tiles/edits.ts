import type { SqlClient } from '#lib/postgres/sql.ts';
import { deviceColumns, fromDevices, toDeviceRow } from './device-rows.ts';
import type { Edits } from './device-tiles.ts';
import type { Snapshot } from './snapshot.ts';
import { SnapshotBuilder } from './snapshot-builder.ts';

/** Spots of which more are not shown one by one: the next snapshot is due then. */
const maxEditedSpots = 10_000;

/**
 * What changed since a snapshot was taken, spot by spot: everything at a changed spot is read again, so that moved and
 * deleted devices need no identity. Changes of transactions that the snapshot saw already may be among them, and then
 * take the place of themselves. Null when nothing changed, or too much.
 */
export async function readEdits(client: SqlClient, snapshot: Snapshot): Promise<Edits | null> {
  const changed = await client.query<{ cell: string }>(
    `select distinct cell from device_change where xid >= $1::text::xid8 and cell is not null limit ${maxEditedSpots + 1}`,
    [snapshot.xmin],
  );
  if (changed.rows.length === 0 || changed.rows.length > maxEditedSpots) return null;
  const cells = changed.rows.map(({ cell }) => Number(cell));
  const { rows } = await client.query(
    `select ${deviceColumns} ${fromDevices} where d.cell = any($1::bigint[])`,
    [cells],
  );
  const grades = new Map(snapshot.dictionary.datasets.map(({ id, grade }) => [id, grade]));
  const builder = new SnapshotBuilder();
  for (const row of rows) builder.add(toDeviceRow(row));
  return { cells: new Set(cells), devices: builder.build({ ...snapshot, grades }) };
}
