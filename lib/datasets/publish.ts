import type { PoolClient } from 'pg';
import { z } from 'zod';
import { readVendors } from '../organizations/vendors.ts';
import { readTechnologies } from '../technologies/schema.ts';
import { createBodyIds, readCuratedBodies } from './body-ids.ts';
import { writeDatasetRow } from './dataset-row.ts';
import type { DatasetDescription } from './dataset-schema.ts';
import { logLoad } from './log-load.ts';
import { type RowContext, toWorldRows } from './record-rows.ts';
import { type RowKind, rowKinds, rowSchemas } from './rows.ts';
import { Staging } from './staging.ts';

/** A row to publish: the line as a pack would hold it. */
export interface PublishedRow {
  kind: RowKind;
  line: string;
}

/** What is said of a record besides its row. `present` clears an earlier state. */
export interface PublishedState {
  externalId: string;
  state: 'missing' | 'gone_upstream' | 'out_of_scope' | 'withdrawn';
}

/**
 * Brings accepted rows and states of one dataset before the readers, with one entry of the ledger, inside the caller's transaction: all of it or nothing.
 * A record that is gone stays visible as gone.
 *
 * @param since date that states begin on (ISO 8601 day)
 * @returns number of present records afterwards
 */
export async function publishRows(
  client: PoolClient,
  input: {
    dataset: DatasetDescription;
    sha256: string;
    rows: Iterable<PublishedRow>;
    states: readonly PublishedState[];
    since: string;
    run: string;
    actor: string;
    reason: string;
    at: Date;
  },
): Promise<number> {
  const { dataset, sha256, states, since, run, actor, reason, at } = input;
  await writeDatasetRow(client, dataset, sha256, run);
  const rows = [...input.rows].sort((a, b) => rowKinds.indexOf(a.kind) - rowKinds.indexOf(b.kind));
  const context: RowContext = {
    dataset,
    technologies: readTechnologies(),
    bodies: createBodyIds(readCuratedBodies(), readVendors()),
    agencies: await readAgencies(client, dataset.id, rows),
  };
  const staging = new Staging(client);
  for (const { kind, line } of rows)
    for (const [table, row] of toWorldRows(kind, line, context)) await staging.add(table, row);
  await staging.merge({ replace: true, missing: null });
  await writeStates(client, dataset.id, states, since);
  return logLoad(client, { dataset, sha256, actor, reason, at });
}

const storedAgency = z.object({ row: z.string() });

/** Agencies of the dataset, those of this publication over those that are held already. */
async function readAgencies(
  client: PoolClient,
  datasetId: string,
  rows: readonly PublishedRow[],
): Promise<RowContext['agencies']> {
  const needed = rows.some(({ kind }) => kind === 'deployment' || kind === 'sharing');
  const agencies = new Map<string, { name: string; place: string | null }>();
  if (!needed) return agencies;
  const stored = await client.query(
    `SELECT row FROM dataset_record WHERE dataset_id = $1 AND row_kind = 'agency' AND row IS NOT NULL`,
    [datasetId],
  );
  const lines = [
    ...stored.rows.map((row) => storedAgency.parse(row).row),
    ...rows.flatMap(({ kind, line }) => (kind === 'agency' ? [line] : [])),
  ];
  for (const line of lines) {
    const { key, name, place } = rowSchemas.agency.parse(JSON.parse(line));
    agencies.set(key, { name, place });
  }
  return agencies;
}

async function writeStates(
  client: PoolClient,
  datasetId: string,
  states: readonly PublishedState[],
  since: string,
): Promise<void> {
  for (const [state, group] of Map.groupBy(states, (item) => item.state)) {
    const ids = group.map(({ externalId }) => `${datasetId}:${externalId}`);
    await client.query(
      `UPDATE dataset_record SET state = $2::upstream_state, missing_since = CASE WHEN state = 'present' THEN $3 ELSE missing_since END
        WHERE id = ANY ($1)`,
      [ids, state, since],
    );
    // What is not there any more is drawn as removed, in grey and with its date; "missing" alone proves nothing.
    if (state !== 'missing')
      await client.query(`UPDATE device SET status = 'removed' WHERE record_id = ANY ($1)`, [ids]);
  }
}
