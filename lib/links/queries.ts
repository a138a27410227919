import { z } from 'zod';
import { toWorkPath } from '#lib/claims/entity-path.ts';
import { getPool } from '#lib/db.ts';
import { readLastVisits, readVisits } from './checks-store.ts';
import { withoutFragment } from './same-address.ts';
import { type LinkCheck, type LinkFinding, type LinkState, linkStates } from './schema.ts';
import { readWatchStatus, type WatchStatus } from './watch-status.ts';

/** What the last visit left of an address. */
export type LinkView = {
  url: string;
  /** Undefined while nothing is decided; `since` is the first visit of the unbroken run with this state. */
  state: LinkState | undefined;
  since: Date | undefined;
  checkedAt: Date | undefined;
  finding: LinkFinding | undefined;
  reason: string | undefined;
  finalUrl: string | undefined;
};

export type LinkHealth = {
  watch: WatchStatus;
  links: (LinkView & { works: { href: string; title: string; titleLang: string }[] })[];
  /** By month end (`YYYY-MM`), oldest first. */
  months: { month: string; visited: number; states: Record<LinkState, number> }[];
};

const workRow = z.object({ url: z.string(), slug: z.string(), title: z.string(), titleLang: z.string() });
const sinceRow = z.object({ url: z.string(), since: z.date() });
const monthRow = z.object({ month: z.string(), state: z.enum(linkStates), count: z.int() });

/** Every cited address with its state, and how the states developed. */
export async function findLinkHealth(): Promise<LinkHealth> {
  const pool = getPool();
  const [watch, works, last, since, months] = await Promise.all([
    readWatchStatus(pool),
    pool.query(
      `select url, slug, title, title_lang as "titleLang" from work where url ~ '^https?://' order by url, slug`,
    ),
    readLastVisits(pool),
    readSince(),
    readMonths(),
  ]);
  const byUrl = Map.groupBy(z.array(workRow).parse(works.rows), ({ url }) => withoutFragment(url));
  return {
    watch,
    links: [...byUrl].map(([url, rows]) => ({
      ...toLinkView(url, last.get(url), since.get(url)),
      works: rows.map(({ slug, title, titleLang }) => ({ href: toWorkPath(slug), title, titleLang })),
    })),
    months,
  };
}

/** The state of these addresses, by address as given. */
export async function findLinkViews(addresses: readonly string[]): Promise<Map<string, LinkView>> {
  if (addresses.length === 0) return new Map();
  const [last, since] = await Promise.all([readLastVisits(getPool()), readSince()]);
  return new Map(
    addresses.map((address) => {
      const url = withoutFragment(address);
      return [address, toLinkView(url, last.get(url), since.get(url))];
    }),
  );
}

const mostVisits = 20;

/** The last visits to an address, newest first. */
export async function findVisits(address: string): Promise<LinkCheck[]> {
  return (await readVisits(getPool(), withoutFragment(address))).slice(0, mostVisits);
}

/** Start of the current run of equal states, by address. */
async function readSince(): Promise<Map<string, Date>> {
  const { rows } = await getPool().query(
    `select c.url, min(c.checked_at) as since
       from link_check c
       join (select distinct on (url) url, state from link_check order by url, checked_at desc) now on now.url = c.url
      where now.state is not null and c.checked_at > coalesce((
              select max(other.checked_at) from link_check other
               where other.url = c.url and other.state is distinct from now.state), '-infinity')
      group by c.url`,
  );
  return new Map(
    z
      .array(sinceRow)
      .parse(rows)
      .map(({ url, since }) => [url, since]),
  );
}

/** The state of every address at the end of each month since the first visit. Addresses without a decision do not count. */
async function readMonths(): Promise<LinkHealth['months']> {
  const { rows } = await getPool().query(
    `with month as (
       select generate_series(date_trunc('month', min(checked_at) at time zone 'UTC'),
                              date_trunc('month', max(checked_at) at time zone 'UTC'), '1 month') as first
         from link_check)
     select to_char(first, 'YYYY-MM') as month, last.state, count(*)::int as count
       from month cross join lateral (
         select distinct on (url) url, state from link_check
          where checked_at at time zone 'UTC' < first + interval '1 month' order by url, checked_at desc) as last
      where last.state is not null group by 1, 2 order by 1`,
  );
  const byMonth = Map.groupBy(z.array(monthRow).parse(rows), ({ month }) => month);
  return [...byMonth].map(([month, counted]) => {
    const states = { ok: 0, moved: 0, changed: 0, paywalled: 0, blocked: 0, gone: 0 };
    for (const { state, count } of counted) states[state] = count;
    return { month, states, visited: counted.reduce((sum, { count }) => sum + count, 0) };
  });
}

function toLinkView(url: string, last: LinkCheck | undefined, since: Date | undefined): LinkView {
  return {
    url,
    state: last?.state ?? undefined,
    since,
    checkedAt: last?.checkedAt,
    finding: last?.finding,
    reason: last?.reason ?? undefined,
    finalUrl: last?.finalUrl ?? undefined,
  };
}
