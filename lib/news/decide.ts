import type { Pool } from 'pg';
import { DossierError } from '#lib/errors.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { moveStory } from './mutations.ts';
import type { NewsItem } from './schema.ts';

/** What a person can say of a story: worth fetching after all, not about the subject, or read without anything to record. */
export const decisions = ['keep', 'irrelevant', 'nothing_recordable'] as const;
export type NewsDecision = (typeof decisions)[number];

/** Pseudonym, as in a review. */
const pseudonym = /^[a-z0-9][a-z0-9-]{1,30}$/;

/**
 * Writes a person's decision about a story down. What the gate said stays beside it.
 *
 * @throws DossierError `bad_request` without a pseudonym, `conflict` for a story whose review is done
 */
export async function decideStory(
  pool: Pool,
  item: NewsItem,
  decision: { is: NewsDecision; by: string; reason?: string | undefined },
  now: Date,
): Promise<void> {
  if (!pseudonym.test(decision.by)) {
    throw new DossierError('bad_request', {
      what: 'A decision needs the pseudonym of who decides',
      mend: 'Give --by with small letters, digits and -.',
    });
  }
  if (item.state === 'reviewed') {
    throw new DossierError('conflict', {
      what: 'Claims of this story are accepted already',
      where: item.slug ?? item.id,
      mend: 'Take them back in the review first.',
    });
  }
  if (decision.is === 'keep' && item.slug !== undefined) {
    throw new DossierError('conflict', {
      what: 'Its article is here already',
      where: item.slug,
      mend: `Open it with: npm run review -- ${item.slug} --reader ${decision.by}`,
    });
  }
  const step = {
    at: now,
    state: decision.is === 'keep' ? ('seen' as const) : decision.is,
    reason: decision.reason,
  };
  await withTransaction(pool, (client) =>
    moveStory(client, item.id, { ...step, by: `reader:${decision.by}` }),
  );
}

/** True where a person wanted the story: then no gate puts it aside again. */
export function isKeptByReader(steps: readonly { state: string; by: string }[]): boolean {
  const last = steps.findLast(({ by }) => by.startsWith('reader:'));
  return last?.state === 'seen';
}
