import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import {
  type NewsItem,
  type NewsSighting,
  type NewsState,
  type NewsStep,
  newsItem,
  newsSighting,
  newsStep,
} from './schema.ts';

const columns = `id, canonical, url, title, summary, language, published_at AS "publishedAt", published_raw AS "publishedRaw",
  first_seen_at AS "firstSeenAt", state, state_at AS "stateAt", reason, listing_gate AS "listingGate", text_gate AS "textGate", attempts,
  retry_at AS "retryAt", slug, media_sha256 AS "mediaSha256", text_language AS "textLanguage", candidates, same_as AS "sameAs"`;

/** Stories of some states, the newest first. */
export async function findNewsItems(
  client: SqlClient,
  { states, feedId, limit }: { states?: readonly NewsState[]; feedId?: string; limit: number },
): Promise<NewsItem[]> {
  const { rows } = await client.query(
    `SELECT ${columns} FROM news_item n
      WHERE ($1::text[] IS NULL OR state = ANY ($1))
        AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM news_sighting s WHERE s.item_id = n.id AND s.feed_id = $2))
      ORDER BY coalesce(published_at, first_seen_at) DESC, id LIMIT $3`,
    [states ?? null, feedId ?? null, limit],
  );
  return z.array(newsItem).parse(rows);
}

/** By id, by the beginning of an id, or by the slug of its work. Several where the beginning is too short. */
export async function findNewsItemsByName(client: SqlClient, name: string): Promise<NewsItem[]> {
  const { rows } = await client.query(
    `SELECT ${columns} FROM news_item WHERE id = $1 OR slug = $1 OR starts_with(id, $1) ORDER BY id <> $1, id LIMIT 20`,
    [name],
  );
  const items = z.array(newsItem).parse(rows);
  return items.filter(({ id, slug }) => id === name || slug === name).length > 0 ? items.slice(0, 1) : items;
}

/** Stories whose article is to be fetched now, the newest first: an old one may wait, a new one may vanish. */
export async function findNewsToFetch(client: SqlClient, now: Date, limit: number): Promise<NewsItem[]> {
  const { rows } = await client.query(
    `SELECT ${columns} FROM news_item WHERE state = 'seen' AND (retry_at IS NULL OR retry_at <= $1)
      ORDER BY coalesce(published_at, first_seen_at) DESC, id LIMIT $2`,
    [now, limit],
  );
  return z.array(newsItem).parse(rows);
}

export async function countNewsStates(client: SqlClient): Promise<Map<NewsState, number>> {
  const { rows } = await client.query<{ state: NewsState; count: number }>(
    'SELECT state, count(*)::int AS count FROM news_item GROUP BY state',
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

export async function findNewsSteps(client: SqlClient, itemId: string): Promise<NewsStep[]> {
  const { rows } = await client.query(
    'SELECT number, at, state, reason, by FROM news_step WHERE item_id = $1 ORDER BY number',
    [itemId],
  );
  return z.array(newsStep).parse(rows);
}

export async function findNewsSightings(client: SqlClient, itemId: string): Promise<NewsSighting[]> {
  const { rows } = await client.query(
    'SELECT feed_id AS "feedId", key, url, title, seen_at AS "seenAt" FROM news_sighting WHERE item_id = $1 ORDER BY seen_at, feed_id, key, canonical',
    [itemId],
  );
  return z.array(newsSighting).parse(rows);
}
