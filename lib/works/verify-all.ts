import type { Pool } from 'pg';
import type { CaptureFolders } from '#lib/captures/store.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import {
  recheckPassages,
  recordVerification,
  type VerificationCause,
  type VerifyCounts,
} from './recheck-passages.ts';

export type VerificationReport = {
  /** Totals of the installation. */
  counts: VerifyCounts;
  /** Passages that no copy holds, with the claims that rest on nothing else. */
  lost: { id: string; reason: string; claims: string[] }[];
  unchecked: { reason: string; count: number }[];
};

/** Looks through every capture, one work at a time, and writes down the totals. What did not change is not written. */
export async function verifyAllPassages(
  pool: Pool,
  folders: CaptureFolders,
  cause: VerificationCause,
): Promise<VerificationReport> {
  const works = await pool.query<{ id: string }>(
    'SELECT DISTINCT work_id AS id FROM passage ORDER BY work_id',
  );
  for (const { id } of works.rows)
    await withTransaction(pool, (client) => recheckPassages(client, id, folders));
  const counts = await recordVerification(pool, cause);
  const lost = await pool.query<VerificationReport['lost'][number]>(
    `SELECT p.id, coalesce(k.reason, 'absent') AS reason, array(
              SELECT c.id FROM claim c JOIN claim_passage own ON own.claim_id = c.id AND own.passage_id = p.id
               WHERE NOT EXISTS (
                 SELECT 1 FROM claim_passage cp JOIN passage q ON q.id = cp.passage_id
                  WHERE cp.claim_id = c.id AND cp.role = 'statement' AND q.verify_state <> 'lost')
               ORDER BY c.id) AS claims
       FROM passage p LEFT JOIN passage_check k ON k.passage_id = p.id
      WHERE p.verify_state = 'lost' ORDER BY p.work_id, p.start, p.id`,
  );
  const unchecked = await pool.query<VerificationReport['unchecked'][number]>(
    `SELECT coalesce(k.reason, 'no_capture') AS reason, count(*)::int AS count
       FROM passage p LEFT JOIN passage_check k ON k.passage_id = p.id
      WHERE p.verify_state = 'not_checkable' GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return { counts, lost: lost.rows, unchecked: unchecked.rows };
}
