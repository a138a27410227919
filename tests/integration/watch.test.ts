import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anchor } from '#lib/captures/anchor.ts';
import { indexText, sha256 } from '#lib/captures/indexed-text.ts';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { findLinkHealth, findLinkViews, findVisits } from '#lib/links/queries.ts';
import { type WatchOptions, watchLinks } from '#lib/links/watch.ts';
import { SiteState } from '#lib/site/site-state.ts';
import { createVisit } from '#scrapers/core/links/visit-address.ts';
import {
  challengeIn403,
  type GenericSite,
  page,
  redirect,
  reset,
  robots,
  startGenericSite,
  status,
} from '../fakes/generic-site.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

const text =
  'The harbor office hung the first lamp with a camera on Monday, and told nobody at the market about it.';
const story = `<!doctype html><title>Lamps</title><article><h1>Lamps</h1><p>${text}</p><p>${text.replace('first', 'second')}</p></article>`;
const otherStory = story.replaceAll('told nobody', 'told everybody');

let database: TestDatabase;
let pool: Pool;
let fake: GenericSite;
let folder: string;
let clock: Date;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
  connectDb(database.url);
});
afterAll(async () => {
  await closeDb();
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  for (const table of ['link_check', 'passage', 'capture', 'work', 'snapshot_fetch', 'host_budget'])
    await pool.query(`delete from ${table}`);
  folder = mkdtempSync(join(tmpdir(), 'dossier-watch-'));
  fake = await startGenericSite();
  clock = new Date('2026-01-05T10:00:00Z');
  return async () => {
    await fake.close();
    rmSync(folder, { recursive: true });
  };
});

/** A source at a path of the fake, with one passage in its capture. */
async function cite(path: string): Promise<string> {
  const id = path.replace(/[^a-z]/g, '');
  const found = anchor(indexText(text), 'and told nobody at the market');
  await pool.query(
    `insert into work (id, slug, kind, title, title_lang, language, license, access, url)
     values ($1, $2, 'article', 'Lamps', 'en', 'en', 'not stated', 'open', $3)`,
    [`work.${id}`, id, `${fake.origin}${path}#part`],
  );
  await pool.query(
    `insert into capture (id, work_id, captured_on, method, media_type, media_sha256, text_sha256, text_length, extractor, normalizer_version)
     values ($1, $2, '2025-12-01', 'file', 'text/plain', $3, $3, $4, 'text-utf8@1', 'pd-text@1')`,
    [`${id}.text`, `work.${id}`, sha256(text), text.length],
  );
  await pool.query(
    `insert into passage (id, work_id, capture_id, start, "end", exact_sha256, normalized_sha256, normalized_length)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      `${id}.p1`,
      `work.${id}`,
      `${id}.text`,
      found.start,
      found.end,
      found.sha256,
      found.normalizedSha256,
      found.normalizedLength,
    ],
  );
  return `${fake.origin}${path}`;
}

function watch(days: number, more: Partial<WatchOptions> = {}) {
  clock = new Date(clock.getTime() + days * 86_400_000);
  const visit = createVisit({
    pool,
    dataDir: folder,
    userAgent: 'PublicDossier/0.0.0 (test; desk@dossier.example)',
    loopbackPorts: fake.ports,
    now: () => clock,
    sleep: async (ms) => {
      clock = new Date(clock.getTime() + ms);
    },
    random: () => 1,
  });
  return watchLinks(pool, { visit, now: () => clock, ...more });
}

async function stateOf(url: string) {
  return (await findLinkViews([url])).get(url);
}

describe('watchLinks', () => {
  it('tells the six states apart, and writes each visit down', async () => {
    const urls = {
      ok: await cite('/ok'),
      moved: await cite('/moved'),
      changed: await cite('/changed'),
      paywalled: await cite('/paywalled'),
      blocked: await cite('/blocked'),
      gone: await cite('/gone'),
    };
    const missing = await cite('/missing');
    fake.on('/ok', page(story));
    fake.on('/moved', redirect('/archive/moved', 301));
    fake.on('/archive/moved', page(story));
    fake.on('/changed', page(otherStory));
    fake.on('/paywalled', status(402));
    fake.on('/blocked', challengeIn403);
    fake.on('/gone', status(410));
    const key = (await new SiteState(pool, 'test').get()).key;

    expect(await watch(0)).toEqual({ cited: 7, visited: 7, left: 0, offline: false });

    for (const [state, url] of Object.entries(urls)) expect((await stateOf(url))?.state).toBe(state);
    expect((await stateOf(urls.moved))?.finalUrl).toBe(`${fake.origin}/archive/moved`);
    expect(await stateOf(missing)).toMatchObject({ state: undefined, finding: 'missing' });
    expect((await new SiteState(pool, 'test').get()).key).not.toBe(key);
    const { links, months } = await findLinkHealth();
    expect(links).toHaveLength(7);
    expect(months).toEqual([
      {
        month: '2026-01',
        visited: 6,
        states: { ok: 1, moved: 1, changed: 1, paywalled: 1, blocked: 1, gone: 1 },
      },
    ]);
  });

  it('calls a page gone after the third 404 in seven days, keeps the history, and lets it come back', async () => {
    const url = await cite('/story');
    fake.on('/story', page(story), status(404), status(404), status(404), page(story));
    const states = [];
    for (const days of [0, 8, 5, 5, 101]) {
      await watch(days);
      states.push((await stateOf(url))?.state);
    }
    expect(states).toEqual(['ok', 'ok', 'ok', 'gone', 'ok']);
    expect((await findVisits(`${url}#other`)).map(({ finding }) => finding)).toEqual([
      'ok',
      'missing',
      'missing',
      'missing',
      'ok',
    ]);
    expect(
      (await findLinkHealth()).months.map(({ month, states: { ok, gone } }) => [month, ok, gone]),
    ).toEqual([
      ['2026-01', 0, 1],
      ['2026-02', 0, 1],
      ['2026-03', 0, 1],
      ['2026-04', 0, 1],
      ['2026-05', 1, 0],
    ]);
  });

  it('visits only what is due, asks for nothing twice, and takes a 304 for the page it held', async () => {
    const url = await cite('/story');
    fake.on('/story', page(story));
    await watch(0);
    expect(await watch(1)).toMatchObject({ visited: 0 });
    expect(await watch(8)).toMatchObject({ visited: 1 });
    expect(fake.count('/story')).toBe(2);
    expect(fake.requests.at(-1)?.headers['if-none-match']).toBeDefined();
    expect((await stateOf(url))?.state).toBe('ok');
  });

  it('does not ask where robots.txt forbids it', async () => {
    const url = await cite('/private/story');
    fake.on('/robots.txt', robots('User-agent: *\nDisallow: /private\n'));
    await watch(0);
    expect(fake.count('/private/story')).toBe(0);
    expect(await stateOf(url)).toMatchObject({
      state: 'blocked',
      reason: expect.stringContaining('robots.txt'),
    });
  });

  it('writes nothing while no host answers, and writes silence once one has', async () => {
    const dead = await cite('/dead');
    fake.on('/dead', reset);
    fake.on('/robots.txt', reset);
    expect(await watch(0)).toEqual({ cited: 1, visited: 0, left: 0, offline: true });
    expect(await findVisits(dead)).toEqual([]);
    const alive = await cite('/elsewhere');
    fake.on('/robots.txt', status(404));
    fake.on('/elsewhere', page(story));
    expect(await watch(1)).toMatchObject({ visited: 2, offline: false });
    expect(await stateOf(dead)).toMatchObject({ state: undefined, finding: 'no_answer' });
    expect((await stateOf(alive))?.state).toBe('ok');
  });

  it('stops at its limit, and the next watch goes on', async () => {
    for (const path of ['/a', '/b', '/c']) {
      await cite(path);
      fake.on(path, page(story));
    }
    expect(await watch(0, { limit: 2 })).toMatchObject({ visited: 2, left: 1 });
    expect(await watch(0)).toMatchObject({ visited: 1, left: 0 });
    expect(['/a', '/b', '/c'].map((path) => fake.count(path))).toEqual([1, 1, 1]);
  });

  it('keeps what it found before it broke off, and goes on from there', async () => {
    for (const path of ['/a', '/b']) {
      await cite(path);
      fake.on(path, page(story));
    }
    const visited: string[] = [];
    const visit: WatchOptions['visit'] = async (url) => {
      if (visited.length > 0) throw new Error('the disk is full');
      visited.push(url);
      return { kind: 'page', status: 200, finalUrl: url, mediaType: 'text/html', bytes: Buffer.from(story) };
    };
    await expect(watch(0, { visit })).rejects.toThrow('the disk is full');
    expect(await watch(0)).toMatchObject({ visited: 1, left: 0 });
    expect((await findLinkHealth()).links.map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  it('never touches a passage', async () => {
    await cite('/story');
    fake.on('/story', page(otherStory));
    const before = await pool.query('select p.xmin::text, p::text from passage p');
    await watch(0);
    expect((await pool.query('select p.xmin::text, p::text from passage p')).rows).toEqual(before.rows);
  });
});
