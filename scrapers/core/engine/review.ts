import type { Pool } from 'pg';
import { z } from 'zod';
import type { DatasetDescription } from '#lib/datasets/dataset-schema.ts';
import { type RowKind, rowKinds } from '#lib/datasets/rows.ts';
import { DossierError } from '#lib/errors.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import type { Change } from './compare.ts';
import { publishChanges, readAccepted } from './settle.ts';

const proposalSchema = z.object({
  id: z.string(),
  runId: z.string(),
  datasetId: z.string(),
  key: z.string(),
  change: z.enum(['create', 'update', 'move', 'reappear', 'state']),
  kind: z.enum(rowKinds as unknown as [RowKind, ...RowKind[]]).nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  state: z.enum(['present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn']),
  findings: z.array(z.string()),
  reason: z.string().nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;

const select = `SELECT id, run_id AS "runId", dataset_id AS "datasetId", source_key AS key, change, row_kind AS kind, before, after,
  after_state AS state, findings, reason FROM proposed_change`;

/** What waits for a person, by dataset and reason. */
export async function countWaiting(
  pool: Pool,
): Promise<{ datasetId: string; runId: string; change: string; reason: string; count: number }[]> {
  const { rows } = await pool.query<{
    datasetId: string;
    runId: string;
    change: string;
    reason: string;
    count: number;
  }>(
    `SELECT dataset_id AS "datasetId", run_id AS "runId", change, coalesce(reason, '') AS reason, count(*)::int AS count
       FROM proposed_change WHERE decision = 'pending' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 5 DESC`,
  );
  return rows;
}

/** Proposals of a run that wait, in the order of their keys. */
export async function findWaiting(pool: Pool, runId: string, limit: number): Promise<Proposal[]> {
  const { rows } = await pool.query(
    `${select} WHERE run_id = $1 AND decision = 'pending' ORDER BY source_key LIMIT $2`,
    [runId, limit],
  );
  return z.array(proposalSchema).parse(rows);
}

export interface Verdict {
  /** A run whose waiting proposals are meant, all of them or those named by key. */
  runId: string;
  keys?: readonly string[] | undefined;
  /** Pseudonym of the person, like `editor:maria`; never a full name. */
  by: string;
  reason: string;
}

/**
 * Publishes waiting proposals by the word of a person. Whatever changed since they were made (a newer run, another decision) makes them stale:
 * such a proposal is refused.
 *
 * @returns how many were published
 * @throws DossierError `not_found` when nothing of the kind waits, `conflict` when one is stale
 */
export async function acceptProposals(
  pool: Pool,
  dataset: DatasetDescription,
  verdict: Verdict,
  now: Date,
): Promise<number> {
  return withTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`scrape ${dataset.id}`]);
    const { rows } = await client.query(
      `${select} WHERE run_id = $1 AND dataset_id = $2 AND decision = 'pending' AND ($3::text[] IS NULL OR source_key = ANY ($3))
        ORDER BY source_key FOR UPDATE`,
      [verdict.runId, dataset.id, verdict.keys ?? null],
    );
    const proposals = z.array(proposalSchema).parse(rows);
    refuseNothing(proposals, verdict);
    const accepted = await readAccepted(client, dataset.id);
    const stale = proposals.find(({ key, before }) => (accepted.get(key)?.line ?? null) !== before);
    if (stale !== undefined) {
      throw new DossierError('conflict', {
        what: `The record "${stale.key}" has changed since this was proposed`,
        where: stale.id,
        mend: `Run the dataset again: npm run scrape -- run ${dataset.id}. What is still so is proposed anew.`,
      });
    }
    const known = await client.query<{ sha256: string }>('SELECT sha256 FROM dataset WHERE id = $1', [
      dataset.id,
    ]);
    await publishChanges(client, {
      run: verdict.runId,
      dataset,
      sha256: known.rows[0]?.sha256 ?? '0'.repeat(64),
      changes: proposals.map((proposal): Change => ({ ...proposal, findings: [...proposal.findings] })),
      now,
      actor: verdict.by,
    });
    await decideProposals(client, proposals, 'published', verdict, now);
    return proposals.length;
  });
}

/** Rejects waiting proposals: the same change of the same record to the same value is not proposed again. */
export async function rejectProposals(
  pool: Pool,
  datasetId: string,
  verdict: Verdict,
  now: Date,
): Promise<number> {
  return withTransaction(pool, async (client) => {
    const { rows } = await client.query(
      `${select} WHERE run_id = $1 AND dataset_id = $2 AND decision = 'pending' AND ($3::text[] IS NULL OR source_key = ANY ($3)) FOR UPDATE`,
      [verdict.runId, datasetId, verdict.keys ?? null],
    );
    const proposals = z.array(proposalSchema).parse(rows);
    refuseNothing(proposals, verdict);
    await decideProposals(client, proposals, 'rejected', verdict, now);
    return proposals.length;
  });
}

function refuseNothing(proposals: readonly Proposal[], { runId }: Verdict): void {
  if (proposals.length > 0) return;
  throw new DossierError('not_found', {
    what: `Nothing of run ${runId} waits for a decision`,
    mend: '`npm run scrape -- review` lists what waits.',
  });
}

async function decideProposals(
  client: { query: Pool['query'] },
  proposals: readonly Proposal[],
  decision: 'published' | 'rejected',
  verdict: Verdict,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE proposed_change SET decision = $2, decided_by = $3, decided_at = $4, reason = coalesce(reason || ' → ', '') || $5 WHERE id = ANY ($1)`,
    [proposals.map(({ id }) => id), decision, verdict.by, now.toISOString(), verdict.reason],
  );
}
