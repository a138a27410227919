import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import type { WatchReport } from '#lib/links/watch.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { toUserAgent } from '#scrapers/core/http/user-agent.ts';
import { runWatch } from '#scrapers/core/links/run-watch.ts';
import { createVisit } from '#scrapers/core/links/visit-address.ts';
import { runCommand } from './run-command.ts';

/**
 * npm run watch [-- --limit <n>] [--all]: visits the cited addresses that are due, once, and ends. `npm start` and
 * `npm run scrape -- work` do the same by schedule; what a killed watch did not reach is due for the next one.
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
    const visit = createVisit({ pool, dataDir: env.DATA_DIR, userAgent });
    const report = await runWatch(
      { url: database.url, pool },
      {
        visit,
        now: () => new Date(),
        all: values.all === true,
        onVisit: ({ url, result, state }) => {
          const reason = result.reason === undefined ? '' : `: ${result.reason}`;
          console.log(`${state ?? 'undecided'}  ${url}  (${result.finding}${reason})`);
        },
        ...(limit === undefined ? {} : { limit }),
      },
    );
    if (report === undefined)
      throw new DossierError('conflict', {
        what: 'Another watch is running on this database',
        mend: 'Let it end; what is due then is visited by the next one.',
      });
    printReport(report);
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
