import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNewsItems } from '#lib/news/queries.ts';
import { keepNews } from '#scrapers/news/keep-news.ts';
import { runNewsAlone } from '#scrapers/news/run-news.ts';
import { NewsDesk } from './harness.ts';

const desk = new NewsDesk();

describe('the schedule', () => {
  const keep = (dataFolder: string, contact: string | undefined, lines: string[] = []) =>
    keepNews({
      databaseUrl: desk.url,
      env: { CONTACT_EMAIL: contact, SITE_URL: undefined, DATA_DIR: desk.folder },
      dataFolder,
      report: (line) => lines.push(line),
      more: { pollingSeconds: 0.5, loopbackPorts: desk.site.ports, sleep: async () => {} },
    });
  const writeList = (schedule: string) => {
    const { url } = desk.toFeed('harbor');
    writeFileSync(
      join(desk.folder, 'feeds.yaml'),
      `${schedule}feeds:\n  - { id: harbor, url: '${url}', publisher: { name: N }, language: en, license: none, seen: in a test }\n`,
    );
  };

  test('is off as shipped, without a schedule, and without a contact', async () => {
    expect((await keep(resolve(import.meta.dirname, '../../../data'), 'desk@dossier.example')).isOn).toBe(
      false,
    );
    writeList('');
    expect((await keep(desk.folder, 'desk@dossier.example')).isOn).toBe(false);
    writeList("schedule: '17 4 * * *'\n");
    const lines: string[] = [];
    expect((await keep(desk.folder, undefined, lines)).isOn).toBe(false);
    expect(lines).toEqual([expect.stringContaining('CONTACT_EMAIL')]);
    writeFileSync(join(desk.folder, 'feeds.yaml'), 'feeds: 5\n');
    expect((await keep(desk.folder, 'desk@dossier.example', lines)).isOn).toBe(false);
    expect(lines.at(-1)).toContain('The list of feeds is wrong');
  });

  test('looks at the feeds, and stops when told', async () => {
    desk.site.feed([{ path: '/cake', title: 'A recipe for plum cake' }]);
    writeList("schedule: '17 4 * * *'\n");
    const news = await keep(desk.folder, 'desk@dossier.example');
    try {
      await news.send();
      await expect.poll(() => findNewsItems(desk.pool, { limit: 10 }), { timeout: 20_000 }).toHaveLength(1);
    } finally {
      await news.stop();
    }
  });

  test('two runs at once on one database are one', async () => {
    desk.site.feed([{ path: '/cake', title: 'A recipe for plum cake' }]);
    const both = await Promise.all([
      runNewsAlone(desk.url, desk.toRun([desk.toFeed('harbor')])),
      runNewsAlone(desk.url, desk.toRun([desk.toFeed('harbor')])),
    ]);
    expect(both.filter((one) => one !== undefined)).toHaveLength(1);
  });
});
