import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { rebuildSearch } from '#lib/search/rebuild.ts';
import { rebuildIndexColumns } from './index-columns.ts';
import type { PredicateRegistry } from './predicate-schema.ts';
import { resolve } from './resolve.ts';
import { readResolvable } from './stored-claims.ts';
import { toWorldRows, type WorldRows } from './world-rows.ts';

const judgementColumns = {
  wording: 'wording',
  modality: 'modality',
  proposition_key: 'text',
  valid: 'text',
  valid_earliest: 'date',
  valid_latest: 'date',
};

/** Insertion order: evidence last, so that its foreign keys and the deferred checks find everything in place. */
const tables: { [T in keyof WorldRows]: Record<string, string> } = {
  fact: {
    id: 'text',
    entity_id: 'text',
    predicate: 'text',
    value: 'jsonb',
    value_entity_id: 'text',
    place_id: 'text',
    ...judgementColumns,
    origins: 'int',
    conflicts_with: 'text[]',
    position: 'int',
  },
  provision: { id: 'text', law_id: 'text', number: 'text', label: 'text' },
  power: {
    id: 'text',
    law_id: 'text',
    provision_id: 'text',
    place_id: 'text',
    holder: 'jsonb',
    action: 'text',
    duty: 'bool',
    objects: 'jsonb',
    counterparty: 'jsonb',
    condition: 'text',
    safeguard: 'text',
    retention: 'text',
    ...judgementColumns,
  },
  data_flow: {
    id: 'text',
    license: 'text',
    from_id: 'text',
    from: 'jsonb',
    to_id: 'text',
    to: 'jsonb',
    categories: 'text[]',
    kind: 'text',
    basis: 'text',
    legal_basis_id: 'text',
    legal_basis_state: 'unknown_state',
    program_id: 'text',
    place_id: 'text',
    ...judgementColumns,
  },
  coverage: { id: 'text', subject_id: 'text', place_id: 'text', relation: 'text', ...judgementColumns },
  contract: {
    id: 'text',
    kind: 'text',
    title: 'text',
    program_id: 'text',
    buyer_id: 'text',
    supplier_id: 'text',
    place_id: 'text',
    outcome: 'text',
    amount: 'numeric',
    currency: 'text',
    decided_on: 'text',
    decided_earliest: 'date',
    decided_latest: 'date',
    wording: 'wording',
    proposition_key: 'text',
  },
  entity_name: {
    id: 'text',
    entity_id: 'text',
    text: 'text',
    lang: 'text',
    kind: 'text',
    from: 'text',
    to: 'text',
    folded: 'text',
    tokens: 'text[]',
  },
  evidence: {
    target: 'evidence_target',
    target_id: 'text',
    source_id: 'text',
    claim_id: 'text',
    inference_id: 'text',
    role: 'text',
  },
};

/**
 * Writes what readers see of some entities anew from the claims in the database, inside the caller's transaction.
 * Rows that rest on dataset records are left alone. Running it twice gives identical rows.
 * @param subjects entity ids whose claims changed; null for all
 */
export async function rebuildWorld(
  client: SqlClient,
  registry: PredicateRegistry,
  subjects: readonly string[] | null = null,
): Promise<void> {
  const { claims, links, inferences } = await readResolvable(client, subjects);
  const facts = resolve(claims, registry, { links, inferences });
  const wanted = subjects === null ? facts : facts.filter((fact) => subjects.includes(fact.entity));
  await deleteCurated(client, subjects);
  const rows = toWorldRows(wanted);
  for (const [table, columns] of Object.entries(tables)) {
    const onConflict = table === 'provision' ? 'ON CONFLICT (id) DO NOTHING' : '';
    await insertRows(client, table, columns, rows[table as keyof WorldRows], onConflict);
  }
  await rebuildIndexColumns(client, subjects);
  await rebuildSearch(client, subjects);
}

async function deleteCurated(client: SqlClient, subjects: readonly string[] | null): Promise<void> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT substr(id, 6) AS hash FROM fact WHERE record_id IS NULL AND ($1::text[] IS NULL OR entity_id = ANY ($1))`,
    [subjects],
  );
  const hashes = rows.map((row) => row.hash);
  // Ids are "<table's word>.<hash>" with "-<n>" after it for flows.
  for (const table of ['fact', 'power', 'data_flow', 'coverage', 'contract', 'entity_name']) {
    await client.query(
      `WITH gone AS (
         DELETE FROM ${table} WHERE split_part(split_part(id, '.', 2), '-', 1) = ANY ($1)
         ${table === 'power' ? '' : 'AND record_id IS NULL'} RETURNING id
       )
       DELETE FROM evidence WHERE target = $2::evidence_target AND target_id IN (SELECT id FROM gone)`,
      [hashes, table],
    );
  }
}
