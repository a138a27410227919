import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { SiteState } from '#lib/site/site-state.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A database that answers with the heads in turn; `null` fails, `undefined` never answers. */
function clientOf(heads: (string | null | undefined)[]): { client: SqlClient; asked: () => number } {
  let asked = 0;
  const query = () => {
    const head = heads[Math.min(asked, heads.length - 1)];
    asked += 1;
    if (head === undefined) return new Promise(() => {});
    return head === null ? Promise.reject(new Error('down')) : Promise.resolve({ rows: [{ head }] });
  };
  return { client: { query } as unknown as SqlClient, asked: () => asked };
}

it('asks once a second, and moves with the head', async () => {
  const { client, asked } = clientOf(['1:a', '2:b']);
  const state = new SiteState(client, 'build');
  const first = await state.get();
  expect(first.fresh).toBe(true);
  expect(await state.get()).toEqual(first);
  expect(asked()).toBe(1);
  vi.advanceTimersByTime(1001);
  expect((await state.get()).key).not.toBe(first.key);
});

it('keeps the last known head while the database is down, and says each time that it is not fresh', async () => {
  const { client } = clientOf(['1:a', null, null, '1:a']);
  const state = new SiteState(client, 'build');
  const { key } = await state.get();
  vi.advanceTimersByTime(1001);
  expect(await state.get()).toEqual({ key, fresh: false });
  expect(await state.get()).toEqual({ key, fresh: false });
  vi.advanceTimersByTime(1001);
  expect((await state.get()).fresh).toBe(false);
  vi.advanceTimersByTime(1001);
  expect(await state.get()).toEqual({ key, fresh: true });
});

it('does not wait longer than two seconds for a database that hangs', async () => {
  const { client } = clientOf(['1:a', undefined]);
  const state = new SiteState(client, 'build');
  const { key } = await state.get();
  vi.advanceTimersByTime(1001);
  const answer = state.get();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await answer).toEqual({ key, fresh: false });
});
