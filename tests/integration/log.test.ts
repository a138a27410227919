import { randomInt } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/db.ts';
import { appendLog, type LogChange } from '#lib/log/append.ts';
import { readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import { logEntities, logWork } from '#lib/log/record-changes.ts';
import { verifyLog } from '#lib/log/verify.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { insertWork } from '../factories/insert-work.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let ingest: pg.Pool;
let owner: pg.Client;
let site: pg.Pool;

const at = new Date('2026-11-23T10:00:00.123Z');
const ids = { workId: 'work.test', slug: 'test' };
const by = { actor: 'editor:curation', reason: 'first reading', at };

beforeAll(async () => {
  database = await createTestDatabase();
  ingest = openPool(database.url, 'ingest');
  site = openPool(database.url, 'site');
  owner = new pg.Client(database.url);
  await owner.connect();
});

afterAll(async () => {
  await ingest.end();
  await site.end();
  await owner.end();
  await database.drop();
});

async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await ingest.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const append = (changes: LogChange[]) => inTransaction((client) => appendLog(client, changes, at));
const change = (
  recordId: string,
  content: LogChange['content'],
  op: LogChange['op'] = 'update',
): LogChange => ({
  recordKind: 'claim',
  recordId,
  op,
  actor: 'editor:curation',
  reason: 'test',
  content,
});
const verify = () => verifyLog(readLogRows(owner), readLogHeads(owner));
const count = async () => Number((await owner.query('select count(*) from log_entry')).rows[0].count);

describe('the ledger in Postgres', () => {
  test('a work is logged record by record, as the role that ingests, and again only where it changed', async () => {
    const head = await inTransaction(async (client) => {
      expect((await client.query('select current_user')).rows[0].current_user).toBe('dossier_ingest');
      await insertWork(client);
      await logEntities(client, by);
      return logWork(client, { ...ids, ...by });
    });
    // entity, work, capture, passage, 2 claims, link, inference, unknown; not the technology, which a vocabulary declares
    expect(head?.size).toBe(9);
    expect(await verify()).toEqual({ entries: 9, heads: 2, redacted: 0, root: head?.root });
    expect(await verifyRecords(owner)).toEqual({ records: 9 });

    const again = await inTransaction(async (client) => [
      await logEntities(client, by),
      await logWork(client, { ...ids, ...by }),
    ]);
    expect(again).toEqual([undefined, undefined]);

    await inTransaction(async (client) => {
      await client.query(`update claim set says = 'It is planned indeed' where id = 'test.c1'`);
      await client.query(
        `update claim set review_state = 'withdrawn', withdrawn_reason = 'misread' where id = 'test.c2'`,
      );
      await client.query(`delete from research_state where id = 'test.u1'`);
      await client.query(`update passage set verify_state = 'verified'`);
      await logWork(client, { ...ids, ...by, reason: 'second reading', withdrawReason: 'answered' });
    });
    const { rows } =
      await owner.query(`select record_id, version, entry::jsonb ->> 'op' as op, entry::jsonb ->> 'reason' as reason
      from log_entry where index >= 9 order by index`);
    expect(rows).toEqual([
      { record_id: 'test.c1', version: 2, op: 'update', reason: 'second reading' },
      { record_id: 'test.c2', version: 2, op: 'withdraw', reason: 'misread' },
      { record_id: 'test.u1', version: 2, op: 'withdraw', reason: 'answered' },
    ]);
    expect((await verify()).problem).toBeUndefined();
    expect((await verifyRecords(owner)).problem).toBeUndefined();
  });

  test('a row changed behind the log, added to it or taken from it is named', async () => {
    await owner.query(`update claim set says = 'It runs' where id = 'test.c1'`);
    expect((await verifyRecords(owner)).problem).toEqual({
      kind: 'claim',
      id: 'test.c1',
      index: 9,
      what: 'it differs from the log in says',
    });
    await owner.query(`update claim set says = 'It is planned indeed' where id = 'test.c1'`);
    await owner.query(`delete from inference_premise`);
    expect((await verifyRecords(owner)).problem).toMatchObject({
      id: 'test.i1',
      what: 'it differs from the log in premises',
    });
    await owner.query(`delete from inference`);
    expect((await verifyRecords(owner)).problem).toMatchObject({
      id: 'test.i1',
      what: expect.stringContaining('the database lacks it'),
    });
    await inTransaction((client) => logWork(client, { ...ids, ...by, reason: 'dropped' }));
    await owner.query(`update entity set declared_by = 'curated' where id = 'tech.x'`);
    expect((await verifyRecords(owner)).problem).toMatchObject({
      id: 'tech.x',
      what: expect.stringContaining('never spoke'),
    });
    await owner.query(`update entity set declared_by = 'technologies' where id = 'tech.x'`);
    expect((await verifyRecords(owner)).problem).toBeUndefined();
  });

  test('an error after the data leaves neither data nor entry', async () => {
    const before = await count();
    await expect(
      inTransaction(async (client) => {
        await appendLog(client, [change('test.x', { says: 'x' })], at);
        throw new Error('later');
      }),
    ).rejects.toThrow('later');
    expect(await count()).toBe(before);
    await append([change('test.x', { says: 'x' })]);
    expect(await count()).toBe(before + 1);
  });

  test('appenders at the same time get indexes without gaps', async () => {
    const before = await count();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        append([change(`test.parallel${i % 3}`, { i }), change('test.shared', { i })]),
      ),
    );
    const verdict = await verify();
    expect(verdict.problem).toBeUndefined();
    expect(verdict.entries).toBe(before + 40);
  });

  test('a lost or forged shortcut for the tree changes nothing', async () => {
    await owner.query(`delete from setting where key = 'log.frontier'`);
    await append([change('test.y', { n: 1 })]);
    await owner.query(
      `update setting set value = replace(value, '"peaks":["', '"peaks":["00') where key = 'log.frontier'`,
    );
    await append([change('test.y', { n: 2 })]);
    expect((await verify()).problem).toBeUndefined();
  });

  test('redaction removes the content of the listed versions for good, and nothing else can', async () => {
    await append([
      change('test.secret', { says: 'a name' }, 'create'),
      change('test.secret', { says: 'no name' }),
    ]);
    await append([change('test.secret', { redacts: [1] }, 'redact')]);
    const { rows } = await owner.query(
      `select version, content from log_entry left join log_content using (index) where record_id = 'test.secret' order by version`,
    );
    expect(rows.map((row) => row.content)).toEqual([null, '{"says":"no name"}', '{"redacts":[1]}']);
    expect(await verify()).toMatchObject({ redacted: 1 });
    expect((await verify()).problem).toBeUndefined();
    await expect(append([change('test.secret', { redacts: [9] }, 'redact')])).rejects.toThrow(
      /must list earlier versions/,
    );
    await expect(ingest.query('select redact_log_content(0)')).rejects.toThrow(
      /not redacted by a later entry/,
    );
    await expect(owner.query('delete from log_content')).rejects.toThrow(/not redacted by a later entry/);
  });

  test('nobody updates, deletes or truncates: not the site, not ingestion, not the owner', async () => {
    for (const table of ['log_entry', 'log_head', 'log_content']) {
      const column = table === 'log_head' ? 'size' : 'index';
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(site.query(statement), `site: ${statement}`).rejects.toThrow(/permission denied/);
        await expect(ingest.query(statement), `ingest: ${statement}`).rejects.toThrow(/permission denied/);
        await expect(owner.query(statement), `owner: ${statement}`).rejects.toThrow(/refused|not redacted/);
      }
    }
    await expect(site.query(`insert into setting values ('a', 'b')`)).rejects.toThrow(/permission denied/);
    const next = await count();
    const row = (index: number) =>
      `insert into log_entry values (${index}, 'claim', 'gap', 1, '{}', '${'a'.repeat(64)}')`;
    await expect(ingest.query(row(next + 1))).rejects.toThrow(/leaves a gap/);
    await expect(ingest.query(row(next - 1))).rejects.toThrow(/leaves a gap or repeats/);
    await expect(ingest.query(row(next))).rejects.toThrow(/not covered by a log head/);
  });

  test('a byte flipped in any column of any log table, past the triggers, is found (400 times)', async () => {
    const columns = [
      ...['record_kind', 'record_id', 'version', 'entry', 'leaf_hash', 'index'].map((column) => [
        'log_entry',
        column,
        'index',
      ]),
      ...['salt', 'content'].map((column) => ['log_content', column, 'index']),
      ...['size', 'root', 'at'].map((column) => ['log_head', column, 'size']),
    ] as [string, string, string][];
    await owner.query(`set session_replication_role = replica`);
    await owner.query('alter table log_entry drop constraint log_entry_shape');
    await owner.query('alter table log_content drop constraint log_content_salt');
    await owner.query('alter table log_head drop constraint log_head_shape');
    // test.parallel0 and test.parallel1 are one bit apart: with the index the database would sometimes refuse the flip.
    await owner.query('drop index log_entry_record_kind_record_id_version_key');
    try {
      for (let run = 0; run < 400; run += 1) {
        const [table, column, key] = columns[run % columns.length] ?? ['', '', ''];
        const { rows } = await owner.query(
          `select ${key}::text as key, ${column}::text as value from ${table} order by ${key}`,
        );
        const { key: id, value } = rows[randomInt(rows.length)];
        const changed =
          column === 'at'
            ? new Date(new Date(value).getTime() + 1).toISOString()
            : ['index', 'size', 'version'].includes(column)
              ? String(Number(value) + 1000)
              : flipCharacter(value);
        const change = `${table}.${column} of ${id}: ${value} → ${changed}`;
        expect(await verifyChanged(table, column, key, id, changed), change).toBeDefined();
      }
      // The flip that the index refuses, and the two entries of one version that it leaves.
      const { rows } = await owner.query(
        `select index::text as id from log_entry where record_id = 'test.parallel0' order by version limit 1`,
      );
      expect(
        await verifyChanged('log_entry', 'record_id', 'index', rows[0].id, 'test.parallel1'),
      ).toMatchObject({ index: Number(rows[0].id), what: 'its record columns differ from its text' });
    } finally {
      await owner.query(`set session_replication_role = origin`);
    }
    expect((await verify()).problem).toBeUndefined();
  });
});

/** What verification says after one cell is changed. The change is rolled back, also where the database refuses it. */
async function verifyChanged(table: string, column: string, key: string, id: string, value: string) {
  await owner.query('begin');
  try {
    await owner.query(`update ${table} set ${column} = $1 where ${key} = $2`, [value, id]);
    return (await verify()).problem;
  } finally {
    await owner.query('rollback');
  }
}

/** One bit of one byte of an ASCII character, so that the result is text that Postgres can hold. */
function flipCharacter(text: string): string {
  for (;;) {
    const position = randomInt(text.length);
    const code = text.charCodeAt(position);
    const flipped = code ^ (1 << randomInt(7));
    if (code < 128 && flipped > 0)
      return text.slice(0, position) + String.fromCharCode(flipped) + text.slice(position + 1);
  }
}
