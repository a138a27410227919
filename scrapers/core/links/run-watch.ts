import type { Pool } from 'pg';
import { type WatchOptions, type WatchReport, watchLinks } from '#lib/links/watch.ts';
import { withConnection } from '#lib/postgres/connect.ts';

/** Any constant: one watch at a time on a database. */
const watchLock = 7_063_790_121;

/** Visits what is due, unless another command is doing so on this database: then undefined. */
export async function runWatch(
  database: { url: string; pool: Pool },
  options: WatchOptions,
): Promise<WatchReport | undefined> {
  return withConnection(database.url, async (lock) => {
    const { rows } = await lock.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
      watchLock,
    ]);
    return rows[0]?.free === true ? watchLinks(database.pool, options) : undefined;
  });
}
