import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { longestWaitMs } from './retry.ts';

/** What all waiting here needs; tests bring their own. Without `now` the clock of Postgres counts, which all machines share. */
export interface Pace {
  now?: () => Date;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  signal?: AbortSignal;
  onWait?: (wait: { host: string; ms: number }) => void;
}

export interface HostTerms {
  host: string;
  /** Milliseconds between the starts of two requests. */
  intervalMs: number;
  /** Milliseconds after which a holder that gave no sign of life is taken for dead. */
  leaseMs?: number;
}

export interface HostHold {
  /** Aborted when the hold was lost: another worker may be asking the host. */
  signal: AbortSignal;
  /** Lets the next one ask, after `waitMs` if the host wants to be left alone. */
  release: (outcome: { failed: boolean; waitMs?: number }) => Promise<void>;
}

const defaultLeaseMs = 30_000;
/** How often a host that somebody else holds is looked at. */
const pollMs = 500;
/** A single sleep, so that progress can be shown and a hold that ended early is noticed. */
const longestSleepMs = 60_000;
const clock = 'coalesce($1::timestamptz, clock_timestamp())';

/**
 * Waits until this host may be asked, and holds it: one request at a time over all workers and machines. A holder that dies is
 * forgotten when its lease ends; a long download renews its lease.
 *
 * @returns when the host may be asked, where that is more than an hour away
 */
export async function holdHost(pool: Pool, terms: HostTerms, pace: Pace): Promise<HostHold | Date> {
  const { host, intervalMs, leaseMs = defaultLeaseMs } = terms;
  const holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  const now = () => pace.now?.() ?? null;
  await pool.query(
    `insert into host_budget (host, next_allowed_at) values ($1, 'epoch') on conflict (host) do nothing`,
    [host],
  );
  for (;;) {
    pace.signal?.throwIfAborted();
    const taken = await pool.query(
      `update host_budget
          set held_by = $3, held_until = ${clock} + $4 * interval '1 ms',
              next_allowed_at = ${clock} + $5 * interval '1 ms', requests = requests + 1
        where host = $2 and next_allowed_at <= ${clock} and (held_until is null or held_until <= ${clock})`,
      [now(), host, holder, leaseMs, intervalMs],
    );
    if (taken.rowCount === 1) return keepHold(pool, { host, holder, leaseMs }, now);
    const waitMs = await readWait(pool, host, now());
    if (waitMs > longestWaitMs) return new Date((pace.now?.() ?? new Date()).getTime() + waitMs);
    pace.onWait?.({ host, ms: waitMs });
    await pace.sleep(Math.min(waitMs, longestSleepMs), pace.signal);
  }
}

/** Milliseconds until it is worth trying again. */
async function readWait(pool: Pool, host: string, now: Date | null): Promise<number> {
  const { rows } = await pool.query<{ pause: number; held: number }>(
    `select extract(epoch from next_allowed_at - ${clock})::float8 * 1000 as pause,
            coalesce(extract(epoch from held_until - ${clock})::float8 * 1000, 0) as held
       from host_budget where host = $2`,
    [now, host],
  );
  const [row] = rows;
  const held = row === undefined ? 0 : Math.min(row.held, pollMs);
  return Math.max(1, Math.ceil(Math.max(row?.pause ?? 0, held)));
}

function keepHold(
  pool: Pool,
  hold: { host: string; holder: string; leaseMs: number },
  now: () => Date | null,
): HostHold {
  const lost = new AbortController();
  let renewedAt = performance.now();
  const renew = async () => {
    try {
      const renewed = await pool.query(
        `update host_budget set held_until = ${clock} + $4 * interval '1 ms' where host = $2 and held_by = $3`,
        [now(), hold.host, hold.holder, hold.leaseMs],
      );
      if (renewed.rowCount === 1) renewedAt = performance.now();
      else lost.abort(new LostHostError());
    } catch {
      // The database may come back before the lease ends; beyond that another worker may have taken the host.
      if (performance.now() - renewedAt > hold.leaseMs) lost.abort(new LostHostError());
    }
  };
  const heartbeat = setInterval(renew, hold.leaseMs / 3);
  return {
    signal: lost.signal,
    release: async ({ failed, waitMs = 0 }) => {
      clearInterval(heartbeat);
      await pool.query(
        `update host_budget
            set held_by = null, held_until = null, failures = case when $4 then failures + 1 else 0 end,
                next_allowed_at = greatest(next_allowed_at, ${clock} + $5 * interval '1 ms')
          where host = $2 and held_by = $3`,
        [now(), hold.host, hold.holder, failed, waitMs],
      );
    },
  };
}

/** The lease on a host ended under a running request, for example after the machine slept. */
export class LostHostError extends Error {
  override readonly name = 'LostHostError';

  constructor() {
    super('The lease on the host ended while it was asked');
  }
}

export interface HostState {
  host: string;
  nextAllowedAt: Date;
  heldBy: string | null;
  heldUntil: Date | null;
  /** Failed requests in a row. */
  failures: number;
  requests: bigint;
}

/** All hosts that were ever asked, for `scrape quota`. */
export async function readHostStates(pool: Pool): Promise<HostState[]> {
  const { rows } = await pool.query<Omit<HostState, 'requests'> & { requests: string }>(
    `select host, next_allowed_at as "nextAllowedAt", held_by as "heldBy", held_until as "heldUntil", failures, requests
       from host_budget order by host`,
  );
  return rows.map((row) => ({ ...row, requests: BigInt(row.requests) }));
}
