import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, connectDb } from '#lib/db.ts';
import { findVerification } from '#lib/works/verification.ts';
import { createCorpusDatabase } from '../setup/corpus.ts';
import type { TestDatabase } from '../setup/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createCorpusDatabase();
  connectDb(database.url);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

test('loading the corpus looks for every passage, and keeps the totals', async () => {
  const { counts, runs } = await findVerification();
  expect(runs[0]).toMatchObject({ cause: 'load', counts });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
});
