import type { Pool } from 'pg';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { readLog, toLogPath } from '#lib/review/decision-log.ts';
import { replay, toStanding } from '#lib/review/state.ts';
import { moveStory } from './mutations.ts';
import { findNewsItems } from './queries.ts';
import type { NewsItem } from './schema.ts';

export type ReviewOutcome = { state: 'reviewed' | 'nothing_recordable'; by: string };

/**
 * What the log of a review says of a whole story: `reviewed` when every candidate is decided and a claim was accepted, `nothing_recordable` when
 * every one is decided and none was. Undefined while candidates are open.
 */
export function findReviewOutcome(
  dataDir: string,
  { slug, candidates = 0 }: Pick<NewsItem, 'slug' | 'candidates'>,
): ReviewOutcome | undefined {
  if (slug === undefined) return undefined;
  const standing = toStanding(readLog(toLogPath(dataDir, `work.${slug}`)));
  const last = standing.at(-1)?.decision;
  if (last === undefined) return undefined;
  const passages = [...replay(standing).values()];
  const isDone = passages.every(({ drafts }) => drafts.every(({ status }) => status !== 'open'));
  const decided = passages.filter(({ candidate }) => candidate.found !== undefined).length;
  if (!isDone || decided < candidates) return undefined;
  const isAccepted = passages.some(({ drafts }) => drafts.some(({ status }) => status === 'accepted'));
  if (!isAccepted && decided === 0) return undefined;
  return { state: isAccepted ? 'reviewed' : 'nothing_recordable', by: last.by };
}

const open = ['captured', 'candidates_found'] as const;

/** Moves the stories whose review is done. @returns how many */
export async function settleReviews(pool: Pool, dataDir: string, now: Date): Promise<number> {
  const waiting = await findNewsItems(pool, { states: open, limit: 100_000 });
  let settled = 0;
  for (const item of waiting) {
    const outcome = findReviewOutcome(dataDir, item);
    if (outcome === undefined) continue;
    await withTransaction(pool, (client) =>
      moveStory(client, item.id, { at: now, state: outcome.state, by: `reader:${outcome.by}` }),
    );
    settled += 1;
  }
  return settled;
}
