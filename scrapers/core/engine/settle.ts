import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { DatasetDescription } from '#lib/datasets/dataset-schema.ts';
import { publishRows } from '#lib/datasets/publish.ts';
import { type RowKind, rowSchemas } from '#lib/datasets/rows.ts';
import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { Batch } from '../batch.ts';
import { countKinds } from '../row-pack.ts';
import type { ScrapeSettings } from '../scrape-settings.ts';
import { type Check, checkBounds } from './bounds.ts';
import { markBursts } from './bursts.ts';
import { type Accepted, type Change, type Comparison, compare } from './compare.ts';
import { type Decision, decide, toCap } from './policy.ts';
import { findPublishedSizes } from './run-store.ts';

/** What a run's rows came to: compared, checked, decided, and (unless it is a trial) written. */
export interface Settlement {
  comparison: Comparison;
  checks: Check[];
  decisions: ReadonlyMap<Change, Decision>;
  /** Present records after publication; undefined when nothing was published. */
  present: number | undefined;
  /** Nothing of the dataset was published before this run. */
  first: boolean;
}

const acceptedRow = z.object({
  external_id: z.string(),
  row_kind: z.enum(Object.keys(rowSchemas) as [RowKind, ...RowKind[]]).nullable(),
  row: z.string().nullable(),
  raw_hash: z.string(),
  state: z.enum(['present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn']),
});

export async function readAccepted(client: SqlClient, datasetId: string): Promise<Map<string, Accepted>> {
  const { rows } = await client.query(
    'SELECT external_id, row_kind, row, raw_hash, state FROM dataset_record WHERE dataset_id = $1',
    [datasetId],
  );
  return new Map(
    rows.map((raw) => {
      const row = acceptedRow.parse(raw);
      return [row.external_id, { kind: row.row_kind, line: row.row, hash: row.raw_hash, state: row.state }];
    }),
  );
}

/**
 * Compares a batch with what is published, checks it, decides each change, keeps the proposals and publishes what the rules let through, all inside the
 * caller's transaction.
 */
export async function settle(
  client: PoolClient,
  input: {
    run: string;
    dataset: DatasetDescription;
    scrape: ScrapeSettings;
    batch: Batch;
    /** The run saw everything that the publisher lists. */
    complete: boolean;
    scope: { country?: string | undefined; region?: string | undefined } | undefined;
    /** What the run read, for the dataset's row. */
    sha256: string;
    /** Answers of the source about records that it no longer lists. */
    confirmed: ReadonlyMap<string, 'present' | 'gone_upstream' | 'unknown'>;
    now: Date;
  },
): Promise<Settlement> {
  const { dataset, scrape, batch, complete, scope, confirmed, now } = input;
  const accepted = await readAccepted(client, dataset.id);
  const comparison = compare({
    accepted,
    drafts: batch.drafts,
    states: batch.states,
    complete,
    inScope: (line) => isInScope(line, scope),
  });
  applyConfirmations(comparison, confirmed);
  comparison.changes = await withoutRejected(client, dataset.id, comparison.changes);
  const first = accepted.size === 0;
  if (!first) markBursts(comparison.changes, accepted);
  const checks = checkBounds({
    accepted,
    drafts: batch.drafts,
    comparison,
    complete,
    seen: {
      records: batch.counts.reduce((sum, { seen }) => sum + seen, 0),
      refused: batch.refusals.length,
    },
    counts: countKinds(batch),
    expect: dataset.expect,
    settings: scrape,
  });
  const decisions = decide(comparison.changes, {
    dataset,
    settings: scrape,
    checks,
    first,
    cap: toCap(await findPublishedSizes(client, dataset.id), accepted.size),
  });
  if (scrape.hold === undefined) await writeProposals(client, input, comparison.changes, decisions, first);
  const publish = comparison.changes.filter((change) => decisions.get(change)?.publish === true);
  const present =
    publish.length === 0 ? undefined : await publishChanges(client, { ...input, changes: publish, now });
  return { comparison, checks, decisions, present, first };
}

/** Publishes rows and states of changes that were let through, by a rule or by a person. */
export async function publishChanges(
  client: PoolClient,
  input: {
    run: string;
    dataset: DatasetDescription;
    sha256: string;
    changes: readonly Change[];
    now: Date;
    actor?: string;
  },
): Promise<number> {
  const { run, dataset, sha256, changes, now } = input;
  return publishRows(client, {
    dataset,
    sha256,
    run,
    at: now,
    since: now.toISOString().slice(0, 10),
    actor: input.actor ?? 'scraper:policy',
    reason: `Run ${run}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
    rows: changes.flatMap(({ kind, after }) =>
      kind === null || after === null ? [] : [{ kind, line: after }],
    ),
    states: changes.flatMap(({ key, change, state }) =>
      change !== 'state' || state === 'present' ? [] : [{ externalId: key, state }],
    ),
  });
}

function isInScope(
  line: string | null,
  scope: { country?: string | undefined; region?: string | undefined } | undefined,
): boolean {
  if (scope === undefined) return true;
  if (line === null) return false;
  const row: unknown = JSON.parse(line);
  const { country, region } = z
    .looseObject({ country: z.string().optional(), region: z.string().optional() })
    .parse(row);
  return (
    (scope.country === undefined || country === scope.country) &&
    (scope.region === undefined || region === scope.region)
  );
}

/** What the source itself says of an absent record outweighs the absence. */
function applyConfirmations(comparison: Comparison, confirmed: ReadonlyMap<string, string>): void {
  comparison.changes = comparison.changes.filter((change) => {
    if (change.change !== 'state' || change.state !== 'missing') return true;
    const answer = confirmed.get(change.key);
    if (answer === 'gone_upstream') change.state = 'gone_upstream';
    return answer !== 'present';
  });
}

export function toFingerprint(datasetId: string, { key, change, after, state }: Change): string {
  return createHash('sha256')
    .update(JSON.stringify([datasetId, key, change, after, state]))
    .digest('hex');
}

async function withoutRejected(client: SqlClient, datasetId: string, changes: Change[]): Promise<Change[]> {
  const { rows } = await client.query<{ fingerprint: string }>(
    `SELECT fingerprint FROM proposed_change WHERE dataset_id = $1 AND decision = 'rejected'`,
    [datasetId],
  );
  if (rows.length === 0) return changes;
  const rejected = new Set(rows.map(({ fingerprint }) => fingerprint));
  return changes.filter((change) => !rejected.has(toFingerprint(datasetId, change)));
}

/**
 * Keeps every change with its decision. Of a first load only what waits is kept: its published rows are the records themselves.
 * Proposals of earlier runs that still waited are superseded: what is still so was proposed again.
 */
async function writeProposals(
  client: SqlClient,
  { run, dataset, complete, now }: { run: string; dataset: DatasetDescription; complete: boolean; now: Date },
  changes: readonly Change[],
  decisions: ReadonlyMap<Change, Decision>,
  first: boolean,
): Promise<void> {
  await client.query(
    `UPDATE proposed_change SET decision = 'superseded', decided_by = 'policy:newer_run', decided_at = $4
      WHERE dataset_id = $1 AND decision = 'pending' AND run_id <> $2 AND ($3 OR source_key = ANY ($5))`,
    [dataset.id, run, complete, now.toISOString(), complete ? [] : changes.map(({ key }) => key)],
  );
  const kept = changes.filter((change) => !first || decisions.get(change)?.publish !== true);
  await insertRows(
    client,
    'proposed_change',
    {
      id: 'text',
      run_id: 'text',
      dataset_id: 'text',
      source_key: 'text',
      change: 'text',
      row_kind: 'text',
      before: 'text',
      after: 'text',
      after_state: 'text',
      fingerprint: 'text',
      findings: 'text[]',
      decision: 'text',
      decided_by: 'text',
      decided_at: 'timestamptz',
      reason: 'text',
    },
    kept.map((change) => {
      const decision = decisions.get(change);
      const published = decision?.publish === true;
      return {
        id: `${run}:${change.change}:${change.key}`,
        run_id: run,
        dataset_id: dataset.id,
        source_key: change.key,
        change: change.change,
        row_kind: change.kind,
        before: change.before,
        after: change.after,
        after_state: change.state,
        fingerprint: toFingerprint(dataset.id, change),
        findings: change.findings,
        decision: published ? 'published' : 'pending',
        decided_by: decision?.publish === true ? decision.by : null,
        decided_at: published ? now.toISOString() : null,
        reason: decision?.publish === false ? decision.because : null,
      };
    }),
  );
}
