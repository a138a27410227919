import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { StoredPassage } from '#lib/captures/verify.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { withoutFragment } from './same-address.ts';
import { type LinkCheck, type LinkResult, type LinkState, linkCheckRow } from './schema.ts';

/** An address that sources are cited by. */
export type CitedAddress = {
  /** Without fragment. */
  url: string;
  /** When the newest work there was published or captured. */
  newest: Date | undefined;
  /** Passages of the works there that their captures still hold. */
  passages: StoredPassage[];
};

const workRow = z.object({ id: z.string(), url: z.string(), newest: z.date().nullable() });
const passageRow = z.object({
  workId: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  sha256: z.string(),
  normalizedSha256: z.string(),
  normalizedLength: z.int(),
  occurrence: z.int(),
  of: z.int(),
});

/** Every address of a work, each once, in the order of the alphabet. */
export async function findCitedAddresses(client: SqlClient): Promise<CitedAddress[]> {
  const works = await client.query(
    `SELECT w.id, w.url, greatest(w.published_latest, max(c.captured_on::date))::timestamptz AS newest
       FROM work w LEFT JOIN capture c ON c.work_id = w.id
      WHERE w.url ~ '^https?://' GROUP BY w.id ORDER BY w.url, w.id`,
  );
  const passages = await client.query(
    `SELECT p.work_id AS "workId", p.start, p."end", p.exact_sha256 AS sha256, p.normalized_sha256 AS "normalizedSha256",
            p.normalized_length AS "normalizedLength", p.occurrence, p.occurrences AS of
       FROM passage p JOIN work w ON w.id = p.work_id
      WHERE w.url ~ '^https?://' AND p.verify_state <> 'lost' ORDER BY p.work_id, p.start, p.id`,
  );
  const byWork = Map.groupBy(z.array(passageRow).parse(passages.rows), ({ workId }) => workId);
  const byUrl = Map.groupBy(z.array(workRow).parse(works.rows), ({ url }) => withoutFragment(url));
  return [...byUrl].map(([url, cited]) => ({
    url,
    newest: cited
      .flatMap(({ newest }) => newest ?? [])
      .sort((a, b) => a.getTime() - b.getTime())
      .at(-1),
    passages: cited.flatMap(({ id }) => byWork.get(id) ?? []),
  }));
}

const columns = 'url, checked_at AS "checkedAt", finding, state, reason, status, final_url AS "finalUrl"';

/** Visits to an address, newest first. */
export async function readVisits(client: SqlClient, url: string): Promise<LinkCheck[]> {
  const { rows } = await client.query(
    `SELECT ${columns} FROM link_check WHERE url = $1 ORDER BY checked_at DESC`,
    [url],
  );
  return z.array(linkCheckRow).parse(rows);
}

/** The last visit to each address. */
export async function readLastVisits(client: SqlClient): Promise<Map<string, LinkCheck>> {
  const { rows } = await client.query(
    `SELECT DISTINCT ON (url) ${columns} FROM link_check ORDER BY url, checked_at DESC`,
  );
  return new Map(
    z
      .array(linkCheckRow)
      .parse(rows)
      .map((row) => [row.url, row]),
  );
}

export async function writeVisit(
  client: SqlClient,
  visit: { url: string; at: Date; result: LinkResult; state: LinkState | null },
): Promise<void> {
  const { finding, reason, status, finalUrl } = visit.result;
  await client.query(
    `INSERT INTO link_check (id, url, checked_at, finding, state, reason, status, final_url)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [randomUUID(), visit.url, visit.at, finding, visit.state, reason, status, finalUrl],
  );
}

/** Moves the state that a running site compares (`SiteState`), so that no kept page shows an older visit. */
export async function markLinksChecked(client: SqlClient): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value) VALUES ('links_checked', clock_timestamp()::text)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
  );
}
