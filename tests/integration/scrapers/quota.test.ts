import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '#lib/db.ts';
import { parseEnv } from '#lib/env.ts';
import { quota } from '#scrapers/core/commands/inspect.ts';
import { registry } from '#scrapers/registry.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('scrape quota says how every host stands that was ever asked', async () => {
  await pool.query(
    `insert into host_budget (host, next_allowed_at, failures, requests, held_by, held_until) values
       ('calm.example', '2026-01-01T00:00:00Z', 0, 12, null, null),
       ('tired.example', '2026-01-02T06:00:00Z', 3, 40, null, null),
       ('busy.example', '2026-01-01T00:00:00Z', 0, 1, 'machine:1:x', '2026-01-02T00:01:00Z')`,
  );
  const lines: string[] = [];
  const code = await quota({
    registry,
    env: parseEnv({ DATABASE_URL: database.url }),
    packs: 'data/packs',
    json: false,
    print: (line) => lines.push(line.replaceAll(/ +/g, ' ')),
    tell: () => {},
    now: () => new Date('2026-01-02T00:00:00Z'),
  });
  expect(code).toBe(0);
  expect(lines).toContain('calm.example 12 requests ever');
  expect(lines).toContain(
    'tired.example 40 requests ever, 3 failed in a row, left alone until 2026-01-02T06:00:00.000Z',
  );
  expect(lines).toContain('busy.example 1 requests ever, asked now by machine:1:x');
});
