import { hash } from 'node:crypto';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { toCanonicalAddress } from './canonical-address.ts';
import { judgeListing } from './gate.ts';
import { addStep } from './mutations.ts';

/** An item of a feed, as the parser gives it (scrapers/news/feed-schema.ts). */
export type ListedItem = {
  key: string;
  link: string;
  title: string;
  summary: string;
  published?: string | undefined;
  publishedRaw?: string | undefined;
  language?: string | undefined;
};

export type Listed = {
  /** Stories that nobody had seen. */
  fresh: number;
  /** Of these, by the gate. */
  relevant: number;
  /** Known stories at a new place: another feed, key or address. */
  again: number;
  /** Nothing new. */
  known: number;
};

/** Clocks differ; a date further ahead is wrong. */
const mostAheadMs = 86_400_000;

/**
 * Takes the items of one feed in: a story that is new is judged by its title and summary, a known one gets at most another sighting. Nothing of what
 * is known is changed, so that a second run with the same items changes nothing. Run in a transaction.
 */
export async function listStories(
  client: SqlClient,
  feedId: string,
  items: readonly ListedItem[],
  now: Date,
): Promise<Listed> {
  const listed: Listed = { fresh: 0, relevant: 0, again: 0, known: 0 };
  for (const item of items) {
    const canonical = toCanonicalAddress(item.link);
    if (canonical === undefined) throw new Error(`${item.link} was listed and is no address`);
    const isHere = await client.query(
      'SELECT 1 FROM news_sighting WHERE feed_id = $1 AND key = $2 AND canonical = $3',
      [feedId, item.key, canonical],
    );
    if (isHere.rows.length > 0) {
      listed.known += 1;
      continue;
    }
    const known = await findStory(client, feedId, item.key, canonical);
    const itemId = known ?? (await insertStory(client, item, canonical, now, listed));
    if (known !== undefined) listed.again += 1;
    await client.query(
      'INSERT INTO news_sighting (feed_id, key, canonical, item_id, url, title, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [feedId, item.key, canonical, itemId, item.link, item.title, now],
    );
  }
  return listed;
}

/** By its address; else by the key that this feed gave it at an earlier address. Never by its words. */
async function findStory(
  client: SqlClient,
  feedId: string,
  key: string,
  canonical: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM (
       SELECT id, 1 AS rank, now() AS at FROM news_item WHERE canonical = $3
       UNION ALL SELECT item_id, 2, seen_at FROM news_sighting WHERE canonical = $3
       UNION ALL SELECT item_id, 3, seen_at FROM news_sighting WHERE feed_id = $1 AND key = $2
     ) found ORDER BY rank, at LIMIT 1`,
    [feedId, key, canonical],
  );
  return rows[0]?.id;
}

async function insertStory(
  client: SqlClient,
  item: ListedItem,
  canonical: string,
  now: Date,
  listed: Listed,
): Promise<string> {
  const id = `n${hash('sha256', canonical, 'hex').slice(0, 15)}`;
  const gate = judgeListing(item);
  const state = gate.isRelevant ? 'seen' : 'irrelevant';
  const published = item.published === undefined ? undefined : new Date(item.published);
  const isFuture = published !== undefined && published.getTime() - now.getTime() > mostAheadMs;
  await client.query(
    `INSERT INTO news_item (id, canonical, url, title, summary, language, published_at, published_raw, first_seen_at, state, state_at, reason,
                            listing_gate)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11, $12)`,
    [
      id,
      canonical,
      item.link,
      item.title,
      item.summary,
      item.language ?? null,
      isFuture ? null : (published ?? null),
      isFuture ? item.published : (item.publishedRaw ?? null),
      now,
      state,
      gate.isRelevant ? null : 'title_and_summary',
      JSON.stringify(gate),
    ],
  );
  await addStep(client, id, {
    at: now,
    state,
    reason: gate.isRelevant ? undefined : 'title_and_summary',
    by: `gate:${gate.version}`,
  });
  listed.fresh += 1;
  if (gate.isRelevant) listed.relevant += 1;
  return id;
}
