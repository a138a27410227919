import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import { type HostHold, holdHost, type Pace, readHostStates } from '#scrapers/core/http/host-budget.ts';
import { readQuotaUse } from '#scrapers/core/http/quota.ts';
import { type GenericSite, page, startGenericSite } from '../../../../fakes/generic-site.ts';
import { createTestDatabase, type TestDatabase } from '../../../../setup/database.ts';

let database: TestDatabase;
/** Two machines, as far as Postgres can tell. */
let pools: [pg.Pool, pg.Pool];
const folder = mkdtempSync(join(tmpdir(), 'public-dossier-hosts-'));
const children: ChildProcess[] = [];
const pace: Pace = { sleep: async (ms) => sleep(Math.min(ms, 50)) };

beforeAll(async () => {
  database = await createTestDatabase();
  pools = [openPool(database.url, 'ingest'), openPool(database.url, 'ingest')];
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const hold = async (...parameters: Parameters<typeof holdHost>): Promise<HostHold> => {
  const held = await holdHost(...parameters);
  if (held instanceof Date) throw new Error('Not held');
  return held;
};

/** Both machines ask one site four times each. */
async function askTogether(fake: GenericSite, minIntervalMs: number): Promise<void> {
  const clients = pools.map((pool, machine) =>
    createSourceHttp({
      pool,
      datasetId: `set-${machine}`,
      scrape: { hosts: [{ host: '127.0.0.1', minIntervalMs }] },
      dataDir: join(folder, String(machine)),
      userAgent: 'PublicDossier/0 (test)',
      loopbackPorts: fake.ports,
    }),
  );
  const ask = async (http: (typeof clients)[number]) => {
    for (let i = 0; i < 4; i += 1) await http.request({ url: `${fake.origin}/page` }, { robots: false });
  };
  await Promise.all(clients.map(ask));
  expect(fake.requests).toHaveLength(8);
}

it('two workers never ask one host at once, however slow it is', async () => {
  const fake = await startGenericSite();
  fake.on('/page', (_, response) => setTimeout(() => response.end('x'), 300));
  await askTogether(fake, 1);
  expect(fake.mostOpen()).toBe(1);
  const states = await readHostStates(pools[0]);
  expect(states.find(({ host }) => host === `127.0.0.1:${fake.port}`)).toMatchObject({
    heldBy: null,
    failures: 0,
    requests: 8n,
  });
  await fake.close();
});

it('two workers keep the interval of one host together', async () => {
  const fake = await startGenericSite();
  fake.on('/page', page('x'));
  await askTogether(fake, 500);
  const starts = fake.requests.map(({ startedAt }) => startedAt);
  // The budget spaces the moments of asking; the way to the server takes more or less time on a busy machine.
  expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(6 * 500);
  await fake.close();
});

it('a worker that was killed loses its host when its lease ends, not before', async () => {
  const script = fileURLToPath(new URL('../../../../fakes/host-holder.ts', import.meta.url));
  const child = spawn(process.execPath, [script, database.url, 'dead.example', '1500'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  const [row] = (await pools[0].query("select held_until from host_budget where host = 'dead.example'")).rows;
  const held = await hold(pools[0], { host: 'dead.example', intervalMs: 0 }, pace);
  const [{ taken }] = (await pools[0].query('select clock_timestamp() as taken')).rows;
  expect(taken.getTime()).toBeGreaterThanOrEqual(row.held_until.getTime());
  await held.release({ failed: false });
});

it('a worker that lives keeps its host beyond the first lease', async () => {
  const first = await hold(pools[0], { host: 'slow.example', intervalMs: 0, leaseMs: 2_000 }, pace);
  let isTaken = false;
  const second = hold(pools[1], { host: 'slow.example', intervalMs: 0 }, pace).then((held) => {
    isTaken = true;
    return held;
  });
  await sleep(3_500);
  expect(isTaken).toBe(false);
  expect(first.signal.aborted).toBe(false);
  await first.release({ failed: false });
  await (await second).release({ failed: false });
});

it('a worker that slept through its lease is told to stop, and takes nothing from the next', async () => {
  const sleeper = await hold(pools[0], { host: 'sleep.example', intervalMs: 0, leaseMs: 600 }, pace);
  await pools[1].query("update host_budget set held_until = 'epoch' where host = 'sleep.example'");
  const next = await hold(pools[1], { host: 'sleep.example', intervalMs: 0 }, pace);
  if (!sleeper.signal.aborted) await once(sleeper.signal, 'abort');
  await sleeper.release({ failed: true, waitMs: 1_000_000 });
  const states = await readHostStates(pools[0]);
  expect(states.find(({ host }) => host === 'sleep.example')).toMatchObject({
    heldBy: expect.any(String),
    failures: 0,
  });
  await next.release({ failed: false });
});

it('counts failures in a row, and lets a host be for as long as it wants', async () => {
  const terms = { host: 'busy.example', intervalMs: 0 };
  for (const waitMs of [0, 7_200_000])
    await (await hold(pools[0], terms, pace)).release({ failed: true, waitMs });
  expect(await holdHost(pools[1], terms, pace)).toBeInstanceOf(Date);
  const states = await readHostStates(pools[0]);
  expect(states.find(({ host }) => host === 'busy.example')).toMatchObject({ failures: 2, requests: 2n });
});

it('stops before a quota that datasets share, and goes on in the next period', async () => {
  const fake = await startGenericSite();
  let now = new Date('2026-11-26T23:59:00Z');
  const clients = ['a', 'b'].map((datasetId) =>
    createSourceHttp({
      pool: pools[0],
      datasetId,
      scrape: { hosts: [{ host: '127.0.0.1', minIntervalMs: 1, quota: { per: 'day', requests: 3 } }] },
      dataDir: folder,
      userAgent: 'PublicDossier/0 (test)',
      loopbackPorts: fake.ports,
      now: () => now,
      sleep: async (ms) => {
        now = new Date(now.getTime() + ms);
      },
    }),
  );
  const kinds: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    const answer = await clients[i % 2]?.request({ url: `${fake.origin}/page` }, { robots: false });
    kinds.push(answer?.kind ?? '');
    if (answer?.kind === 'later') expect(answer.after).toEqual(new Date('2026-11-27T00:00:00Z'));
  }
  expect(kinds).toEqual(['answer', 'answer', 'answer', 'later']);
  expect(await readQuotaUse(pools[0], now)).toEqual([{ name: '127.0.0.1', period: '2026-11-26', used: 3 }]);
  now = new Date('2026-11-27T00:00:01Z');
  expect(await clients[0]?.request({ url: `${fake.origin}/page` }, { robots: false })).toMatchObject({
    kind: 'answer',
  });
  await fake.close();
});
