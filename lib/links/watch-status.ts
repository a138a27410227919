import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';

/** Whether cited addresses are visited by schedule on this installation. */
export type WatchStatus = { on: false } | { on: true; since: Date; ranOn: Date | undefined };

const key = 'links_watch';
const stored = z.object({
  on: z.boolean(),
  since: z.coerce.date().optional(),
  ranOn: z.coerce.date().optional(),
});

/** As the last command left it that could have worked on the schedule; off where none ever did. */
export async function readWatchStatus(client: SqlClient): Promise<WatchStatus> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM setting WHERE key = $1', [key]);
  const { on, since, ranOn } = stored.parse(JSON.parse(rows[0]?.value ?? '{"on":false}'));
  return on && since !== undefined ? { on, since, ranOn } : { on: false };
}

/**
 * @param ranAt when a watch ended; left out, the last one stays. Only its day (UTC) is kept: every setting is part of the state of
 * all pages, and an hourly watch that found nothing to do must not make them all new.
 */
export async function writeWatchStatus(
  client: SqlClient,
  change: { on: boolean; at: Date; ranAt?: Date },
): Promise<void> {
  const before = await readWatchStatus(client);
  const since = before.on ? before.since : change.at;
  const lastRan = before.on ? before.ranOn : undefined;
  const ranOn = change.ranAt === undefined ? lastRan : toDay(change.ranAt);
  const status = change.on ? { on: true, since, ranOn } : { on: false };
  // The same value is not written again, so that pages that were kept stay good.
  await client.query(
    `INSERT INTO setting AS s (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value WHERE s.value <> EXCLUDED.value`,
    [key, JSON.stringify(status)],
  );
}

function toDay(at: Date): Date {
  return new Date(at.toISOString().slice(0, 10));
}
