import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { diffSchema } from '#lib/postgres/schema-diff.ts';
import { readSchemaFiles } from '#lib/postgres/schema-files.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

const partitions = ['odbl', 'cc_by', 'cc_by_sa', 'cc0', 'mit', 'ogl'];

describe('a migrated database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  /** First column of every row, as text, sorted. */
  function list(sql: string): Promise<string[]> {
    return withConnection(database.url, async (client) => {
      const result = await client.query<[string]>({ text: sql, rowMode: 'array' });
      return result.rows.map((row) => row[0]).sort();
    });
  }

  test('is what the Prisma schema says', async () => {
    const schemaFiles = readSchemaFiles(resolve('prisma'));
    expect(schemaFiles.length).toBeGreaterThan(1);
    expect(await diffSchema({ databaseUrl: database.url, schemaFiles })).toBe('');
  });

  test('shows a difference when a column goes missing', async () => {
    const other = await createTestDatabase();
    try {
      await withConnection(other.url, (client) => client.query('alter table setting drop column value'));
      const sql = await diffSchema({
        databaseUrl: other.url,
        schemaFiles: readSchemaFiles(resolve('prisma')),
      });
      expect(sql).toContain('ALTER TABLE "setting" ADD COLUMN');
    } finally {
      await other.drop();
    }
  });

  // What the engine's diff cannot see follows.

  test('splits devices and data flows by license', async () => {
    const found = await list(
      `select inhrelid::regclass::text from pg_inherits where inhparent in ('device'::regclass, 'data_flow'::regclass)`,
    );
    expect(found).toEqual(
      partitions.flatMap((license) => [`device_${license}`, `data_flow_${license}`]).sort(),
    );
  });

  test('demands evidence for every public row, at the end of the transaction', async () => {
    const found = await list(
      `select tgname || ' on ' || tgrelid::regclass from pg_trigger
        where not tgisinternal and tgdeferrable and tginitdeferred and tgenabled = 'O' and tgname like '%evidence%'`,
    );
    expect(found).toEqual(
      [
        'fact_evidence on fact',
        'power_evidence on power',
        'coverage_evidence on coverage',
        'contract_evidence on contract',
        'entity_name_evidence on entity_name',
        'evidence_not_orphaning on evidence',
        ...partitions.map((license) => `data_flow_evidence on data_flow_${license}`),
      ].sort(),
    );
  });

  test('guards merges and the ledger with triggers', async () => {
    const found = await list(
      `select tgname from pg_trigger
        where not tgisinternal and tgenabled = 'O' and tgname !~ 'evidence'`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'entity_merge_target',
        'log_content_no_rewrite',
        'log_content_redaction',
        'log_entry_has_head',
        'log_entry_insert_only',
        'log_entry_next_index',
        'log_head_grows',
        'log_head_insert_only',
      ]),
    );
  });

  test('checks bounds, shapes and sums in the database', async () => {
    const found = await list(
      `select distinct conname from pg_constraint where contype = 'c' and convalidated`,
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'claim_grade',
        'claim_link_not_to_itself',
        'claim_valid_bounds',
        'claim_withdrawn_with_reason',
        'contract_decided_on_bounds',
        'coverage_valid_bounds',
        'data_flow_valid_bounds',
        'dataset_license_stated',
        'device_bearing',
        'device_bearings',
        'device_position',
        'entity_no_self_merge',
        'entity_withheld_never_merged',
        'evidence_one_source',
        'evidence_role',
        'fact_valid_bounds',
        'law_in_force_bounds',
        'log_content_salt',
        'log_entry_shape',
        'log_head_shape',
        'passage_phrase_at_most_12_words',
        'power_valid_bounds',
        'work_published_on_bounds',
      ]),
    );
  });

  test('gives the site reading only, and nobody but the owner the ledger to rewrite', async () => {
    const site = await list(
      `select distinct privilege_type from information_schema.role_table_grants where grantee = 'dossier_site'`,
    );
    expect(site).toEqual(['SELECT']);
    const ledger = await list(
      `select distinct privilege_type from information_schema.role_table_grants
        where grantee = 'dossier_ingest' and table_name in ('log_entry', 'log_head', 'log_content')`,
    );
    expect(ledger).toEqual(['INSERT', 'SELECT']);
    const login = await list(
      `select rolname from pg_roles where rolname in ('dossier_site', 'dossier_ingest') and (rolcanlogin or rolsuper)`,
    );
    expect(login).toEqual([]);
  });
});
