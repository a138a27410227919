import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { toGazetteer } from '#lib/candidates/gazetteer.ts';
import { openPool } from '#lib/db.ts';
import { findNewsItems } from '#lib/news/queries.ts';
import type { NewsItem, NewsState } from '#lib/news/schema.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { createSourceHttp } from '#scrapers/core/http/client.ts';
import type { FeedEntry } from '#scrapers/news/feed-list.ts';
import { type NewsReport, type NewsRun, runNews } from '#scrapers/news/run-news.ts';
import { article, type FeedSite, startFeedSite } from '../../fakes/feed-site.ts';
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts';

export const english = [
  'The town council of Northaven voted on Monday to buy forty surveillance cameras with facial recognition for the fish market.',
  'Harbor Works Ltd said on Tuesday that the cameras would keep pictures of passers-by for ninety days and share them with the police.',
  'The harbor police declined to comment on the surveillance of the market, and nobody had told the people who work there.',
];
export const story = article({ title: 'Cameras at the market', paragraphs: english });
const userAgent = 'PublicDossier/test (desk@dossier.example)';

/** An empty news database, a news site on loopback, a folder, and a clock that only waiting moves. */
export class NewsDesk {
  site!: FeedSite;
  folder!: string;
  pool!: Pool;
  clock!: Date;
  #database!: TestDatabase;

  constructor() {
    beforeAll(async () => {
      this.#database = await createTestDatabase();
      this.pool = openPool(this.url, 'ingest');
    });
    afterAll(async () => {
      await this.pool.end();
      await this.#database.drop();
    });
    beforeEach(async () => {
      await withConnection(this.url, (owner) =>
        owner.query('truncate news_feed, news_item, news_sighting, news_step, snapshot_fetch, host_budget'),
      );
      this.folder = mkdtempSync(join(tmpdir(), 'dossier-news-'));
      this.site = await startFeedSite();
      this.clock = new Date('2026-05-05T10:00:00Z');
      return async () => {
        await this.site.close();
        rmSync(this.folder, { recursive: true });
      };
    });
  }

  /** Connection string of the owner. */
  get url(): string {
    return this.#database.url;
  }

  toFeed(id: string, path = '/feed.xml'): FeedEntry {
    return {
      id,
      url: this.site.origin + path,
      publisher: { name: 'Harbor News' },
      language: 'en',
      license: 'not read',
      seen: 'in a test',
      hours: 6,
    };
  }

  run(feeds = [this.toFeed('harbor')], wanted?: readonly string[]): Promise<NewsReport> {
    return runNews(this.toRun(feeds, wanted));
  }

  toRun(feeds: readonly FeedEntry[], wanted?: readonly string[]): NewsRun {
    const now = () => this.clock;
    return {
      pool: this.pool,
      http: createSourceHttp({
        pool: this.pool,
        datasetId: 'news',
        scrape: { hosts: [] },
        dataDir: this.folder,
        userAgent,
        loopbackPorts: this.site.ports,
        now,
        sleep: async (ms) => {
          this.clock = new Date(this.clock.getTime() + ms);
        },
      }),
      feeds,
      wanted,
      limit: 50,
      readGazetteer: async () => toGazetteer([]),
      dataDir: this.folder,
      userAgent,
      now,
    };
  }

  later(hours: number): void {
    this.clock = new Date(this.clock.getTime() + hours * 3_600_000);
  }

  async getStory(title: string): Promise<NewsItem> {
    const [item, ...more] = (await findNewsItems(this.pool, { limit: 100 })).filter(
      (one) => one.title === title,
    );
    expect(more).toEqual([]);
    if (item === undefined) throw new Error(`no story is called "${title}"`);
    return item;
  }

  async stateOf(title: string): Promise<[NewsState, string | undefined]> {
    const { state, reason } = await this.getStory(title);
    return [state, reason];
  }

  /** Everything that a second run must not change. */
  async readAll(): Promise<unknown> {
    const tables = ['news_item', 'news_sighting', 'news_step'];
    return Promise.all(
      tables.map(async (table) => (await this.pool.query(`select * from ${table} order by 1, 2, 3`)).rows),
    );
  }
}
