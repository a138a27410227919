import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCrashTrials, seeded } from '../../../scripts/bench/crash.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a run that is killed 20 times at random points ends as if nothing had happened', async () => {
  const seed = Date.now() % 1_000_000;
  try {
    const result = await runCrashTrials({ databaseUrl: database.url, kills: 20, random: seeded(seed) });
    expect(result.kills).toBe(20);
    expect(Object.values(result.stages).reduce((sum, n) => sum + n, 0)).toBe(20);
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}, 600_000);
