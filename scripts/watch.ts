import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { type WatchReport, watchLinks } from '#lib/links/watch.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';
import { runCommand } from './run-command.ts';
import { createVisit } from './visit-address.ts';

/** Any constant: one watch at a time on a database. */
const watchLock = 7_063_790_121;

/**
 * npm run watch [-- --limit <n>] [--all]: visits the cited addresses that are due, once, and ends. Made for cron or a queue; what a
 * killed watch did not reach is due for the next one.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { limit: { type: 'string' }, all: { type: 'boolean' } } });
  const limit =
    values.limit === undefined ? undefined : z.coerce.number().int().positive().parse(values.limit);
  const env = getEnv();
  const userAgent = toUserAgent(env);
  const database = await openDatabase(env, (line) => console.error(line));
  const pool = openPool(database.url, 'ingest');
  try {
    await migrateToHead(database.url);
    await withConnection(database.url, async (lock) => {
      const { rows } = await lock.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
        watchLock,
      ]);
      if (rows[0]?.free !== true)
        throw new DossierError('conflict', {
          what: 'Another watch is running on this database',
          mend: 'Let it end; what is due then is visited by the next one.',
        });
      const report = await watchLinks(pool, {
        visit: createVisit({ pool, dataDir: env.DATA_DIR, userAgent }),
        now: () => new Date(),
        all: values.all === true,
        onVisit: ({ url, result, state }) => {
          const reason = result.reason === undefined ? '' : `: ${result.reason}`;
          console.log(`${state ?? 'undecided'}  ${url}  (${result.finding}${reason})`);
        },
        ...(limit === undefined ? {} : { limit }),
      });
      printReport(report);
    });
  } finally {
    await pool.end();
    await database.close();
  }
});

function printReport({ cited, visited, left, offline }: WatchReport): void {
  console.log(`${visited} of ${cited} cited addresses visited${left > 0 ? `, ${left} more are due` : ''}`);
  if (!offline) return;
  console.error('No host answered, so nothing was written: is this machine connected?');
  process.exitCode = 3;
}
