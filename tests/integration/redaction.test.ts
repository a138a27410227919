import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/db.ts';
import { verifyExport } from '#lib/exports/verify-export.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { LedgerRoutes } from '#lib/log/ledger-routes.ts';
import { findLatestChanges } from '#lib/log/queries.ts';
import { readLogHeads, readLogRows } from '#lib/log/read-log.ts';
import { logEntities, logWork } from '#lib/log/record-changes.ts';
import { type Redaction, redactRecords } from '#lib/log/redact.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { checkProofText } from '#lib/log/tlog-proof.ts';
import { verifyLog } from '#lib/log/verify.ts';
import { verifyRecords } from '#lib/log/verify-records.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { searchEverything } from '#lib/search/queries.ts';
import { insertWork } from '../factories/insert-work.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

/** A sentence that stands in a claim, in the passage it cites and in a fact; nothing of it may stay. */
const secret = 'Xanthippe Quillfeather lives beside "the old mill"';
const word = 'Quillfeather';

let database: TestDatabase;
let client: pg.Client;
let site: pg.Pool;
let folder: string;
let ledger: LedgerFolder;
const publish = () => withConnection(database.url, (own) => publishCheckpoint(own, ledger));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'public-dossier-redaction-'));
  ledger = new LedgerFolder(join(folder, 'data'));
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  site = openPool(database.url, 'site');
  await change('first reading', async () => {
    await insertWork(client);
    await client.query(`update claim set says = $1 where id = 'test.c1'`, [secret]);
    await client.query(`update passage set phrase = $1 where id = 'test.p1'`, [secret]);
  });
  await publish();
});

afterAll(async () => {
  await client.end();
  await site.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function change(reason: string, work: () => Promise<unknown>): Promise<void> {
  const by = { actor: 'editor:curation', reason, at: new Date() };
  await client.query('begin');
  await work();
  await logEntities(client, by);
  await logWork(client, { workId: 'work.test', slug: 'test', ...by });
  await client.query('commit');
}

async function redact(...records: Redaction['records']) {
  await client.query('begin');
  try {
    const done = await redactRecords(client, {
      records,
      actor: 'editor:curation',
      reason: 'privacy',
      at: new Date(),
    });
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const claim = { kind: 'claim', id: 'test.c1' };
const passage = { kind: 'passage', id: 'test.p1' };

/** Files of this database, read as bytes, that hold the word. */
async function findInDataFiles(): Promise<string[]> {
  await client.query('checkpoint');
  const { rows } = await client.query<{ folder: string }>(
    `select current_setting('data_directory') || '/base/' || oid as folder from pg_database where datname = current_database()`,
  );
  const base = rows[0]?.folder ?? '';
  return readdirSync(base).filter((name) => readFileSync(join(base, name)).includes(word));
}

describe('a redaction', () => {
  test('is refused while the record, or any other row, still says it; then nothing has changed', async () => {
    await expect(redact(claim)).rejects.toThrow(/no content to take out/);
    await change('corrected', () =>
      client.query(`update claim set says = 'A person lives there' where id = 'test.c1'`),
    );
    const refusal = await redact(claim).catch((error: unknown) => String(error));
    expect(refusal).toMatch(/Nothing was redacted: .*passage test\.p1 \(says\)/);
    expect(refusal).not.toContain(word);
    await expect(redact({ ...claim, versions: [7] })).rejects.toThrow(/no content to take out/);
    await expect(redact({ kind: 'claim', id: 'test.c99' })).rejects.toThrow(/no such record/);
    expect(await findLatestChanges({ op: 'redact', limit: 9 }, site)).toEqual([]);
    expect((await searchEverything({ q: word, kind: undefined, limit: 9 }, site)).results).toEqual([]);
  });

  test('makes the content unrecoverable from tables, data files, search, pages and exports; every proof still holds', async () => {
    const before = await publish();
    expect(await findInDataFiles()).not.toEqual([]);
    await change('corrected', () =>
      client.query(`update passage set phrase = 'a phrase' where id = 'test.p1'`),
    );
    await expect(redact(claim)).rejects.toThrow(/still stands elsewhere \(log_content/);
    expect((await redact(claim, passage)).redacted).toEqual([
      { ...claim, versions: [1] },
      { ...passage, versions: [1] },
    ]);
    await client.query('vacuum (full, analyze)');
    const { note, signers } = await publish();

    const { rows } = await client.query(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of rows) {
      const held = await client.query(`select 1 from "${name}" t where to_jsonb(t)::text ilike '%${word}%'`);
      expect(held.rows, name).toEqual([]);
    }
    const statistics = await client.query(
      `select 1 from pg_stats where most_common_vals::text || histogram_bounds::text ilike '%${word}%'`,
    );
    expect(statistics.rows).toEqual([]);
    expect(await findInDataFiles()).toEqual([]);
    expect((await searchEverything({ q: word, kind: undefined, limit: 9 }, site)).results).toEqual([]);

    const target = join(folder, 'export');
    await writeExport(client, { folder: target, publish, findLicenseText: () => undefined });
    const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name)).includes(word), name).toBe(false);
    const vkeys = signers.map(({ vkey }) => vkey);
    expect((await verifyExport(target, { vkeys, since: before.note })).problem).toBeUndefined();
    expect((await verifyLog(readLogRows(client), readLogHeads(client))).problem).toBeUndefined();
    expect((await verifyRecords(client)).problem).toBeUndefined();

    const routes = new LedgerRoutes(site, ledger);
    const proof = Buffer.from((await routes.get('/log/proof/claim/test.c1.tlog-proof')).body).toString(
      'utf8',
    );
    expect(proof).toContain(note);
    expect(checkProofText(proof, signers)).toMatchObject({ ok: true, entry: { op: 'update', version: 2 } });
  });

  test('is listed in public, with its reason', async () => {
    const redactions = await findLatestChanges({ op: 'redact', limit: 9 }, site);
    expect(redactions.map(({ kind, id, version, reason }) => `${kind} ${id} ${version}: ${reason}`)).toEqual([
      'passage test.p1 3: privacy',
      'claim test.c1 3: privacy',
    ]);
    expect(
      (await findLatestChanges({ kind: 'claim', limit: 99 }, site)).filter(({ redacted }) => redacted),
    ).toMatchObject([{ id: 'test.c1', version: 1 }]);
  });
});
