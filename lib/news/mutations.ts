import type { SqlClient } from '#lib/postgres/sql.ts';
import type { GateVerdict } from './gate.ts';
import type { NewsItem, NewsState } from './schema.ts';

export type Step = { at: Date; state: NewsState; reason?: string | undefined; by: string };

export async function addStep(
  client: SqlClient,
  itemId: string,
  { at, state, reason, by }: Step,
): Promise<void> {
  await client.query(
    `INSERT INTO news_step (item_id, number, at, state, reason, by)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM news_step WHERE item_id = $1`,
    [itemId, at, state, reason ?? null, by],
  );
}

/** What is known of a story once its article was looked at. */
export type ArticleFacts = {
  textGate?: GateVerdict;
  slug?: string;
  mediaSha256?: string;
  textLanguage?: string;
  candidates?: number;
  sameAs?: string;
};

/** Gives a story its next state, with the step that leads there. Facts that are not given stay. Run in a transaction. */
export async function moveStory(
  client: SqlClient,
  itemId: string,
  step: Step,
  facts: ArticleFacts = {},
): Promise<void> {
  await client.query(
    `UPDATE news_item SET state = $2, state_at = $3, reason = $4, retry_at = NULL, text_gate = coalesce($5, text_gate), slug = coalesce($6, slug),
            media_sha256 = coalesce($7, media_sha256), text_language = coalesce($8, text_language), candidates = coalesce($9, candidates),
            same_as = $10
      WHERE id = $1`,
    [
      itemId,
      step.state,
      step.at,
      step.reason ?? null,
      facts.textGate === undefined ? null : JSON.stringify(facts.textGate),
      facts.slug ?? null,
      facts.mediaSha256 ?? null,
      facts.textLanguage ?? null,
      facts.candidates ?? null,
      facts.sameAs ?? null,
    ],
  );
  await addStep(client, itemId, step);
}

/** An article that did not come is asked for again: after an hour, then twice as long each time, a week at most. */
export async function postponeStory(
  client: SqlClient,
  item: Pick<NewsItem, 'id' | 'attempts'>,
  { now, after, reason }: { now: Date; after?: Date | undefined; reason: string },
): Promise<void> {
  const wait = Math.min(2 ** item.attempts, 168) * 3_600_000;
  const retryAt = new Date(Math.max(now.getTime() + wait, after?.getTime() ?? 0));
  await client.query(
    'UPDATE news_item SET attempts = attempts + 1, retry_at = $2, reason = $3 WHERE id = $1',
    [item.id, retryAt, reason],
  );
}
