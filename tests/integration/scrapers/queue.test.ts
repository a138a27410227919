import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { findTables } from '#lib/postgres/tables.ts';
import { openQueue } from '#scrapers/core/engine/queue.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('two workers share the datasets; none is run by both at once, and a second wish for a waiting one is one', async () => {
  const fail = (error: Error) => {
    throw error;
  };
  const [one, two] = [await openQueue(database.url, fail, 0.5), await openQueue(database.url, fail, 0.5)];
  const running = new Set<string>();
  const ended: string[] = [];
  const workers = new Set<string>();
  let overlap = false;
  const carryOut = (worker: string) => async (dataset: string) => {
    if (running.has(dataset)) overlap = true;
    running.add(dataset);
    workers.add(worker);
    await sleep(700);
    running.delete(dataset);
    ended.push(dataset);
  };
  try {
    for (const dataset of ['a', 'b', 'c', 'a', 'a']) await one.send(dataset);
    await one.work(carryOut('one'));
    await two.work(carryOut('two'));
    await expect.poll(() => running.has('a'), { timeout: 20_000 }).toBe(true);
    // It runs already: this wish waits for the end of that run.
    await two.send('a');
    await expect.poll(() => ended.length, { timeout: 30_000 }).toBe(4);
    await sleep(1_000);
    expect(ended.toSorted()).toEqual(['a', 'a', 'b', 'c']);
    expect(overlap).toBe(false);
    expect(workers.size).toBe(2);
  } finally {
    await one.close();
    await two.close();
  }
});

test('the queue keeps its tables out of backups and of the public schema', async () => {
  const tables = await withConnection(database.url, (client) => findTables(client));
  expect(tables.map(({ name }) => name).filter((name) => name.startsWith('job'))).toEqual([]);
});
