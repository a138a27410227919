import { createHash } from 'node:crypto';
import { CronExpressionParser } from 'cron-parser';
import type { Pool } from 'pg';
import type { SourceRegistry } from '../source.ts';

/** Minutes by which a dataset is late on purpose, always the same: hosts are not all asked on the stroke of the hour. */
const spreadMinutes = 50;

export function toDelayMinutes(datasetId: string): number {
  return createHash('sha256').update(datasetId).digest().readUInt16BE(0) % spreadMinutes;
}

/**
 * The last moment at or before `now` at which a schedule wanted a run.
 *
 * @param schedule five fields of cron, UTC
 */
export function findLastDue(datasetId: string, schedule: string, now: Date): Date {
  const delay = toDelayMinutes(datasetId) * 60_000;
  const parsed = CronExpressionParser.parse(schedule, {
    currentDate: new Date(now.getTime() - delay + 1),
    tz: 'UTC',
  });
  return new Date(parsed.prev().getTime() + delay);
}

/** Milliseconds between two runs of a schedule, at the present moment. */
export function toInterval(schedule: string, now: Date): number {
  const parsed = CronExpressionParser.parse(schedule, { currentDate: now, tz: 'UTC' });
  const first = parsed.next().getTime();
  return parsed.next().getTime() - first;
}

/** Datasets whose schedule asked for a run since their last one began. However many were missed, they are made up for by one. */
export async function findDue(pool: Pool, registry: SourceRegistry, now: Date): Promise<string[]> {
  const { rows } = await pool.query<{ dataset_id: string; last: Date }>(
    `SELECT dataset_id, max(started_at) AS last FROM scrape_run WHERE input = 'network' GROUP BY dataset_id`,
  );
  const last = new Map(rows.map((row) => [row.dataset_id, row.last]));
  const due: string[] = [];
  for (const id of registry.ids()) {
    const { scrape } = await registry.open(id);
    if (scrape.schedule === undefined) continue;
    const started = last.get(id);
    if (started === undefined || started < findLastDue(id, scrape.schedule, now)) due.push(id);
  }
  return due;
}
