import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Snapshot, SnapshotBuilder } from './snapshot.ts';

/** Raised when tiles of the same devices would come out differently. */
const encodingVersion = 1;
/** Few, because no request is answered while the rows of one query are taken in: about 20 ms. */
const rowsPerQuery = 2_000;

const numberText = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);

const rowSchema = z.object({
  id: z.string(),
  cell: numberText,
  lon: z.number(),
  lat: z.number(),
  technology_ids: z.array(z.string()),
  status: z.string(),
  dataset_id: z.string(),
  operator: z.string(),
  grade: z.string(),
  vendor: z.string().nullable(),
  year: z.number().nullable(),
  places: z.array(z.string()),
  bearings: z.array(z.number()),
  field_of_view: z.number().nullable(),
});

/**
 * Twelve hex digits that change when the devices do: they come in bulk loads, each of which sets version and sha256 of
 * its dataset, or one by one through the log.
 */
export async function readDeviceVersion(client: SqlClient): Promise<string> {
  const { rows } = await client.query<{ state: string | null }>(
    `select concat_ws(',',
       (select string_agg(concat_ws(':', id, version, sha256, row_count), ',' order by id) from dataset),
       (select max(index) from log_entry where record_kind = 'device')) as state`,
  );
  const state = `${encodingVersion}|${rows[0]?.state ?? ''}`;
  return createHash('sha256').update(state).digest('hex').slice(0, 12);
}

/** Reads every device in Morton order, a page at a time so that requests are answered in between. */
export async function readSnapshot(client: SqlClient): Promise<Snapshot> {
  const version = await readDeviceVersion(client);
  const builder = new SnapshotBuilder();
  let after: { cell: number; id: string } = { cell: -1, id: '' };
  for (;;) {
    const { rows } = await client.query(
      `select id, cell, lon, lat, technology_ids, status, dataset_id, year,
              case when operator_id is null then 'unknown' else coalesce((select org_type from organization where entity_id = operator_id), 'other') end as operator,
              (select tier from dataset where id = dataset_id) as grade, (select slug from entity e where e.id = manufacturer_id) as vendor,
              array_remove(array[country_id, region_id, town_id], null) as places,
              case when cardinality(bearings) > 0 then bearings
                   when bearing is not null then array[bearing] else array[]::float8[] end as bearings,
              field_of_view
         from device where (cell, id) > ($1::bigint, $2::text)
        order by cell, id limit ${rowsPerQuery}`,
      [after.cell, after.id],
    );
    for (const raw of rows) {
      const row = rowSchema.parse(raw);
      builder.add({
        cell: row.cell,
        lon: row.lon,
        lat: row.lat,
        technologies: row.technology_ids.map(withoutPrefix),
        status: row.status,
        dataset: row.dataset_id,
        operator: row.operator,
        grade: row.grade,
        vendor: row.vendor,
        year: row.year,
        places: row.places.map(withoutPrefix),
        bearings: row.bearings,
        fieldOfView: row.field_of_view,
      });
      after = row;
    }
    if (rows.length < rowsPerQuery) return builder.build(version);
  }
}

/** `place.US-CA` → `US-CA`, `tech.video.camera` → `video.camera`. */
function withoutPrefix(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

/**
 * Keeps the newest snapshot: the first caller waits for it, later callers get what is there while a newer one is read
 * behind them. A database that fails leaves the old one in place.
 */
export class SnapshotStore {
  #client: SqlClient;
  #current: Snapshot | undefined;
  #refreshing: Promise<Snapshot> | undefined;
  #checkedAt = 0;

  constructor(client: SqlClient) {
    this.#client = client;
  }

  /** @throws whatever the database throws, only while there is no snapshot yet */
  async get(): Promise<Snapshot> {
    const current = this.#current;
    if (current === undefined) return this.#refresh();
    if (Date.now() - this.#checkedAt > 2000) void this.#refresh().catch(() => {});
    return current;
  }

  #refresh(): Promise<Snapshot> {
    this.#checkedAt = Date.now();
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #read(): Promise<Snapshot> {
    const current = this.#current;
    if (current !== undefined && (await readDeviceVersion(this.#client)) === current.version) return current;
    const snapshot = await readSnapshot(this.#client);
    this.#current = snapshot;
    return snapshot;
  }
}
