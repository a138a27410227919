import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CronExpressionParser } from 'cron-parser';
import type { Pool } from 'pg';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeDb, connectDb, openPool } from '#lib/db.ts';
import { findLinkHealth } from '#lib/links/queries.ts';
import { writeWatchStatus } from '#lib/links/watch-status.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { SiteState } from '#lib/site/site-state.ts';
import { keepWatching, toWatchSchedule } from '#scrapers/core/links/keep-watching.ts';
import LinksPage from '../../../app/(site)/about/links/page.tsx';
import { type GenericSite, page, startGenericSite } from '../../fakes/generic-site.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

const contact = 'desk@dossier.example';
const words = getMessages().checks.links;
const story =
  '<!doctype html><title>Lamps</title><article><p>The harbor office hung the first lamp with a camera.</p></article>';

let database: TestDatabase;
let pool: Pool;
let fake: GenericSite;
let folder: string;

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
  folder = mkdtempSync(join(tmpdir(), 'dossier-keep-watching-'));
  fake = await startGenericSite();
  return async () => {
    await fake.close();
    rmSync(folder, { recursive: true });
  };
});

function keep(env: { CONTACT_EMAIL: string | undefined }, report: (line: string) => void) {
  return keepWatching({
    databaseUrl: database.url,
    env: { SITE_URL: undefined, DATA_DIR: folder, ...env },
    report,
    more: { pollingSeconds: 0.5, loopbackPorts: fake.ports, sleep: async () => {} },
  });
}
const fail = (line: string) => {
  throw new Error(line);
};
/** The schedules of the database, or undefined where no queue was ever opened on it. Only the owner sees them. */
const findSchedules = () =>
  withConnection(database.url, async (owner) => {
    const { rows: known } = await owner.query(`select to_regclass('jobs.schedule') as found`);
    if (known[0]?.found === null) return undefined;
    return (await owner.query('select name, cron, timezone from jobs.schedule')).rows;
  });

test('without a contact nobody is asked, no schedule is made, and the page says so', async () => {
  const watch = await keep({ CONTACT_EMAIL: undefined }, fail);
  await watch.send();
  await watch.stop();
  expect(await findSchedules()).toBeUndefined();
  expect((await findLinkHealth()).watch).toEqual({ on: false });
  expect(renderToStaticMarkup(await LinksPage())).toContain(words.off);
});

test('with a contact the watch is scheduled once an hour, and asks one host for three addresses at a time', async () => {
  for (const index of [1, 2, 3, 4, 5]) {
    fake.on(`/lamp-${index}`, page(story));
    await pool.query(
      `insert into work (id, slug, kind, title, title_lang, language, license, access, url)
       values ($1, $2, 'article', 'Lamps', 'en', 'en', 'not stated', 'open', $3)`,
      [`work.lamp-${index}`, `lamp-${index}`, `${fake.origin}/lamp-${index}`],
    );
  }
  const before = (await new SiteState(pool, 'test').get()).key;
  const watch = await keep({ CONTACT_EMAIL: contact }, fail);
  try {
    expect(await findSchedules()).toEqual([
      { name: 'watch', cron: toWatchSchedule(contact), timezone: 'UTC' },
    ]);
    expect((await findLinkHealth()).watch).toMatchObject({ on: true, ranOn: undefined });
    expect(renderToStaticMarkup(await LinksPage())).toContain(words.ranNever);
    const visited = async () =>
      (await findLinkHealth()).links.filter(({ checkedAt }) => checkedAt !== undefined).length;
    await watch.send();
    await expect
      .poll(async () => (await findLinkHealth()).watch, { timeout: 30_000 })
      .toMatchObject({ ranOn: expect.any(Date) });
    expect(await visited()).toBe(3);
    expect((await new SiteState(pool, 'test').get()).key).not.toBe(before);
    await watch.send();
    await expect.poll(visited, { timeout: 30_000 }).toBe(5);
  } finally {
    await watch.stop();
  }
});

test('each installation has its own minute', () => {
  for (const address of [contact, 'a@dossier.example', 'b@dossier.example'])
    expect(() => CronExpressionParser.parse(toWatchSchedule(address))).not.toThrow();
  expect(toWatchSchedule('a@dossier.example')).not.toBe(toWatchSchedule('b@dossier.example'));
});

test('a watch that found nothing to do makes no page new', async () => {
  const key = async () => (await new SiteState(pool, 'test').get()).key;
  const write = (ranAt: string) =>
    writeWatchStatus(pool, { on: true, at: new Date(), ranAt: new Date(ranAt) });
  await write('2026-03-01T10:00:00Z');
  const before = await key();
  await write('2026-03-01T11:00:00Z');
  expect(await key()).toBe(before);
  await write('2026-03-02T00:10:00Z');
  expect(await key()).not.toBe(before);
});
