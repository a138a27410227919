import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { findOversight } from '#lib/here/queries.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
  await pool.query(
    `insert into entity (id, kind, slug, label, label_lang, declared_by) values
       ('place.AA', 'place', 'AA', 'A-land', 'en', 'test'), ('place.AA-1', 'place', 'AA-1', 'West', 'en', 'test'),
       ('org.aa-authority', 'organization', 'aa-authority', 'Data Authority', 'en', 'test'),
       ('org.west-board', 'organization', 'west-board', 'Police Board', 'en', 'test'),
       ('org.west-police', 'organization', 'west-police', 'West Police', 'en', 'test'),
       ('org.elsewhere', 'organization', 'elsewhere', 'Court elsewhere', 'en', 'test')`,
  );
  await pool.query(
    `insert into organization (entity_id, org_type, place_id) values
       ('org.aa-authority', 'data_protection_authority', 'place.AA'), ('org.west-board', 'oversight_body', 'place.AA-1'),
       ('org.west-police', 'law_enforcement', 'place.AA-1'), ('org.elsewhere', 'court', null)`,
  );
});

afterAll(async () => {
  await pool.end();
  await closeDb();
  await database.drop();
});

test('bodies that check others are found for a place and what it inherits from, the nearest first', async () => {
  const rows = await findOversight(['place.AA-1', 'place.AA']);
  expect(rows.map((row) => [row.ref.label, row.place?.label])).toEqual([
    ['Police Board', 'West'],
    ['Data Authority', 'A-land'],
  ]);
});

test('a place that inherits nothing shows its own only', async () => {
  expect((await findOversight(['place.AA'])).map((row) => row.ref.id)).toEqual(['org.aa-authority']);
  expect(await findOversight([])).toEqual([]);
});
