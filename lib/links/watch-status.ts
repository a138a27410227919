import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';

/** Whether cited addresses are visited by schedule on this installation. */
export type WatchStatus = { on: false } | { on: true; since: Date; ranAt: Date | undefined };

const key = 'links_watch';
const stored = z.object({
  on: z.boolean(),
  since: z.coerce.date().optional(),
  ranAt: z.coerce.date().optional(),
});

/** As the last command left it that could have worked on the schedule; off where none ever did. */
export async function readWatchStatus(client: SqlClient): Promise<WatchStatus> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM setting WHERE key = $1', [key]);
  const { on, since, ranAt } = stored.parse(JSON.parse(rows[0]?.value ?? '{"on":false}'));
  return on && since !== undefined ? { on, since, ranAt } : { on: false };
}

/** @param ranAt when a watch ended; left out, the last one stays */
export async function writeWatchStatus(
  client: SqlClient,
  change: { on: boolean; at: Date; ranAt?: Date },
): Promise<void> {
  const before = await readWatchStatus(client);
  const since = before.on ? before.since : change.at;
  const ranAt = change.ranAt ?? (before.on ? before.ranAt : undefined);
  const status = change.on ? { on: true, since, ranAt } : { on: false };
  // The same value is not written again, so that pages that were kept stay good.
  await client.query(
    `INSERT INTO setting AS s (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value WHERE s.value <> EXCLUDED.value`,
    [key, JSON.stringify(status)],
  );
}
