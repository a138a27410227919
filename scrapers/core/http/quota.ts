import type { Pool } from 'pg';

export type QuotaPeriod = 'hour' | 'day' | 'month';

export interface Quota {
  /** Whose quota: the host. Datasets that ask one host share it. */
  name: string;
  per: QuotaPeriod;
  requests: number;
}

/**
 * Books one request before it is made, so that a crash never makes the ledger too small.
 *
 * @returns when the next period begins, if this one is used up
 */
export async function takeQuota(pool: Pool, quota: Quota, now: Date): Promise<Date | undefined> {
  const { rowCount } = await pool.query(
    `insert into quota_use as held (name, period, used) select $1, $2, 1 where $3 > 0
     on conflict (name, period) do update set used = held.used + 1 where held.used < $3`,
    [quota.name, toPeriod(quota.per, now), quota.requests],
  );
  return rowCount === 1 ? undefined : toNextPeriod(quota.per, now);
}

/** "2026-11", "2026-11-26" or "2026-11-26T14", UTC. */
export function toPeriod(per: QuotaPeriod, at: Date): string {
  return at.toISOString().slice(0, { month: 7, day: 10, hour: 13 }[per]);
}

/** First moment of the period after the one that holds `at`. */
export function toNextPeriod(per: QuotaPeriod, at: Date): Date {
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  if (per === 'month') return new Date(Date.UTC(year, month + 1));
  if (per === 'day') return new Date(Date.UTC(year, month, at.getUTCDate() + 1));
  return new Date(Date.UTC(year, month, at.getUTCDate(), at.getUTCHours() + 1));
}

export interface QuotaUse {
  name: string;
  period: string;
  used: number;
}

/** What was used in the periods that hold `now`, for `scrape quota`. */
export async function readQuotaUse(pool: Pool, now: Date): Promise<QuotaUse[]> {
  const { rows } = await pool.query<QuotaUse>(
    'select name, period, used from quota_use where period = any($1) order by name, period',
    [[toPeriod('hour', now), toPeriod('day', now), toPeriod('month', now)]],
  );
  return rows;
}
