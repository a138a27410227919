import { z } from 'zod';
import { toClaimPath, toWorkPath } from '#lib/claims/entity-path.ts';
import { getPool } from '#lib/db.ts';
import type { VerifyState } from '#lib/records/view.ts';

/** Why a passage is not verified on this installation; `no_capture` where its claims file names no copy at all. */
export const checkReasons = [
  'absent',
  'count_differs',
  'no_copy',
  'not_decodable',
  'no_extracted_text',
  'other_normalizer',
  'no_capture',
] as const;
export type CheckReason = (typeof checkReasons)[number];

export type LostPassage = {
  id: string;
  reason: CheckReason;
  since: Date | undefined;
  work: { href: string; title: string; titleLang: string };
  /** Claims that use it; `alone` where no other passage of theirs is left. */
  claims: { href: string; says: string; alone: boolean }[];
};

export type VerificationTotals = {
  counts: Record<VerifyState, number>;
  unchecked: { reason: CheckReason; count: number }[];
  lost: LostPassage[];
  /** The last looks, newest first. */
  runs: { ranAt: Date; cause: string; normalizer: string; counts: Record<VerifyState, number> }[];
};

const reason = z
  .enum(checkReasons)
  .nullable()
  .transform((value) => value ?? undefined);
const state = z.enum(['verified', 'verified_normalized', 'lost', 'not_checkable']);
const tallyRow = z.object({ state, reason, count: z.int() });
const lostRow = z.object({
  id: z.string(),
  reason,
  since: z.date().nullable(),
  slug: z.string(),
  title: z.string(),
  titleLang: z.string(),
  claims: z.array(z.object({ id: z.string(), says: z.string(), alone: z.boolean() })),
});
const runRow = z.object({
  ranAt: z.date(),
  cause: z.string(),
  normalizer: z.string(),
  verified: z.int(),
  verified_normalized: z.int(),
  lost: z.int(),
  not_checkable: z.int(),
});

const mostRuns = 12;

/** What the copies held here still contain, over all sources. */
export async function findVerification(): Promise<VerificationTotals> {
  const pool = getPool();
  const [tally, lost, runs] = await Promise.all([
    pool.query(
      `select p.verify_state::text as state, k.reason, count(*)::int as count
         from passage p left join passage_check k on k.passage_id = p.id group by 1, 2`,
    ),
    pool.query(
      `select p.id, k.reason, k.since, w.slug, w.title, w.title_lang as "titleLang", (
                select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'says', c.says, 'alone', not exists (
                         select 1 from claim_passage other join passage q on q.id = other.passage_id
                          where other.claim_id = c.id and other.role = 'statement' and q.verify_state <> 'lost'))
                         order by c.position), '[]')
                  from claim_passage cp join claim c on c.id = cp.claim_id where cp.passage_id = p.id) as claims
         from passage p join work w on w.id = p.work_id left join passage_check k on k.passage_id = p.id
        where p.verify_state = 'lost' order by w.id, p.start, p.id`,
    ),
    pool.query(
      `select ran_at as "ranAt", cause, normalizer_version as normalizer, verified, verified_normalized, lost, not_checkable
         from verification_run order by ran_at desc limit ${mostRuns}`,
    ),
  ]);
  const rows = z.array(tallyRow).parse(tally.rows);
  return {
    counts: countByState(rows),
    unchecked: rows
      .filter((row) => row.state === 'not_checkable')
      .map((row) => ({ reason: row.reason ?? ('no_capture' as const), count: row.count }))
      .sort((a, b) => b.count - a.count),
    lost: z.array(lostRow).parse(lost.rows).map(toLostPassage),
    runs: z
      .array(runRow)
      .parse(runs.rows)
      .map(({ ranAt, cause, normalizer, ...counts }) => ({ ranAt, cause, normalizer, counts })),
  };
}

function countByState(rows: z.infer<typeof tallyRow>[]): Record<VerifyState, number> {
  const counts = { verified: 0, verified_normalized: 0, lost: 0, not_checkable: 0 };
  for (const row of rows) counts[row.state] += row.count;
  return counts;
}

function toLostPassage(row: z.infer<typeof lostRow>): LostPassage {
  return {
    id: row.id,
    reason: row.reason ?? 'absent',
    since: row.since ?? undefined,
    work: { href: toWorkPath(row.slug), title: row.title, titleLang: row.titleLang },
    claims: row.claims.map(({ id, says, alone }) => ({ href: toClaimPath(id), says, alone })),
  };
}
