import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toGazetteer } from '#lib/candidates/gazetteer.ts';
import { decideStory } from '#lib/news/decide.ts';
import { findNewsItems, findNewsItemsByName, findNewsSightings, findNewsSteps } from '#lib/news/queries.ts';
import { settleReviews } from '#lib/news/review-outcome.ts';
import { toWorkPath } from '#lib/news/work-file.ts';
import { openWork } from '#lib/review/open-work.ts';
import { findPatternCandidates } from '#lib/review/prepare.ts';
import { article, pdf, toRss } from '../../fakes/feed-site.ts';
import { page, redirect } from '../../fakes/generic-site.ts';
import { english, NewsDesk, story } from './harness.ts';

const texts = join(import.meta.dirname, '../../fixtures/candidates/texts');
const paragraphs = (name: string) =>
  readFileSync(join(texts, name), 'utf8')
    .trim()
    .split(/\n\s*\n/);
const desk = new NewsDesk();

describe('from a feed to candidates', () => {
  test('an article on surveillance is captured, and opens in the review with its candidates', async () => {
    desk.site.feed([
      { path: '/market', title: 'Council buys surveillance cameras', summary: 'Forty of them.' },
      { path: '/cake', title: 'A recipe for plum cake' },
    ]);
    desk.site.on('/market', story);
    const report = await desk.run();
    expect(report.feeds).toMatchObject([
      { outcome: 'read', listed: { fresh: 2, relevant: 1, again: 0, known: 0 } },
    ]);
    expect(desk.site.count('/cake')).toBe(0);
    expect(await desk.stateOf('A recipe for plum cake')).toEqual(['irrelevant', 'title_and_summary']);
    const item = await desk.getStory('Council buys surveillance cameras');
    expect(item).toMatchObject({
      state: 'candidates_found',
      textLanguage: 'en',
      slug: expect.stringMatching(/^harbor-2026-05-04-/),
    });
    expect(item.candidates).toBeGreaterThan(0);
    expect(item.listingGate.words.map(({ word }) => word)).toContain('surveillance');
    const work = openWork(item.slug ?? '', join(desk.folder, 'works'), {
      seedDir: desk.folder,
      dataDir: desk.folder,
    });
    expect(work.work).toMatchObject({
      title: item.title,
      url: `${desk.site.origin}/market`,
      published: '2026-05-04',
      license: 'not read',
    });
    expect(findPatternCandidates(work, toGazetteer([])).candidates).toHaveLength(item.candidates ?? -1);
    expect(existsSync(join(desk.folder, 'captures', `${item.mediaSha256}.2026-05-05.warc.gz`))).toBe(true);
    expect((await findNewsSteps(desk.pool, item.id)).map(({ state, by }) => [state, by])).toEqual([
      ['seen', 'gate:listing@1'],
      ['candidates_found', 'gate:text@1'],
    ]);
  });

  test('a second run asks with conditions, is told that nothing changed, and changes nothing', async () => {
    desk.site.feed([{ path: '/market', title: 'Council buys surveillance cameras' }]);
    desk.site.on('/market', story);
    await desk.run();
    const before = await desk.readAll();
    desk.later(7);
    expect((await desk.run()).feeds).toMatchObject([{ outcome: 'unchanged' }]);
    expect(desk.site.requests.at(-1)?.headers['if-none-match']).toMatch(/^"/);
    expect(desk.site.count('/market')).toBe(1);
    expect(await desk.readAll()).toEqual(before);
    // Bytes that are new and items that are not.
    desk.site.on(
      '/feed.xml',
      page(`<!-- -->${'\n'}${toRss(desk.site.origin, [{ path: '/market', title: 'Another headline' }])}`),
    );
    desk.later(7);
    expect((await desk.run()).feeds).toMatchObject([{ outcome: 'read', listed: { fresh: 0, known: 1 } }]);
    expect(await desk.readAll()).toEqual(before);
  });

  test('a feed is not asked before its time, unless it is named', async () => {
    desk.site.feed([]);
    await desk.run();
    expect((await desk.run()).feeds).toEqual([]);
    expect((await desk.run(undefined, ['harbor'])).feeds).toMatchObject([{ outcome: 'unchanged' }]);
    await expect(desk.run(undefined, ['mountain'])).rejects.toThrow('There is no feed "mountain"');
  });

  test.each([
    ['zh', 'zh-own-1.txt', '市公安局采购人脸识别摄像头'],
    ['de', 'de-own-1.txt', 'Die Stadt weitet die Überwachung aus'],
    ['es', 'es-own-1.txt', 'La ciudad amplía la videovigilancia'],
  ])(
    'an article in %s is read in its language, whatever the feed declares',
    async (language, file, title) => {
      desk.site.feed([{ path: '/a', title }]);
      desk.site.on('/a', article({ title, paragraphs: paragraphs(file), language: 'en' }));
      await desk.run();
      expect(await desk.getStory(title)).toMatchObject({ state: 'candidates_found', textLanguage: language });
    },
  );

  test('an article in a language that is not read is kept for a person', async () => {
    desk.site.feed([{ path: '/a', title: 'Surveillance in Amsterdam' }]);
    const dutch =
      'De gemeente heeft een systeem met camera gekocht en dat is niet aan het publiek verteld, omdat het met de politie van een andere stad is besteld. ';
    desk.site.on('/a', article({ title: 'Toezicht', paragraphs: [dutch.repeat(3)], language: 'nl' }));
    await desk.run();
    expect(await desk.stateOf('Surveillance in Amsterdam')).toEqual(['captured', 'language_not_read']);
    expect((await desk.getStory('Surveillance in Amsterdam')).slug).toBeDefined();
  });

  test('a PDF is read, also where the host calls it something else', async () => {
    desk.site.feed([{ path: '/report', title: 'Report on surveillance cameras' }]);
    desk.site.on('/report', page(pdf(english.join(' ')), { 'content-type': 'application/octet-stream' }));
    await desk.run();
    const item = await desk.getStory('Report on surveillance cameras');
    expect(item.state).toBe('candidates_found');
    expect(readFileSync(toWorkPath(desk.folder, item.slug ?? ''), 'utf8')).toContain("extractor: 'pdfjs@1'");
  });

  test('an article that only its headline put on the list is put aside by its text, without a capture', async () => {
    desk.site.feed([{ path: '/a', title: 'The surveillance of birds' }]);
    desk.site.on(
      '/a',
      article({
        title: 'Birds',
        paragraphs: [
          'Geese came back to the lake in spring, and the wardens counted them from the old tower. '.repeat(
            5,
          ),
        ],
      }),
    );
    await desk.run();
    expect(await desk.stateOf('The surveillance of birds')).toEqual(['irrelevant', 'text']);
    expect(existsSync(join(desk.folder, 'captures'))).toBe(false);
  });
});

describe('one story', () => {
  test('at several addresses and in several feeds is one, and every place is kept', async () => {
    desk.site.feed(
      [{ path: '/market?utm_source=a', title: 'Council buys surveillance cameras', guid: '1' }],
      '/one.xml',
    );
    desk.site.feed(
      [{ path: '/market/#top', title: 'Surveillance cameras for the market', guid: '2' }],
      '/two.xml',
    );
    desk.site.on('/market', story);
    const { feeds } = await desk.run([desk.toFeed('one', '/one.xml'), desk.toFeed('two', '/two.xml')]);
    expect(feeds.map(({ listed }) => [listed?.fresh, listed?.again])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const item = await desk.getStory('Council buys surveillance cameras');
    const places = await findNewsSightings(desk.pool, item.id);
    expect(places.map(({ feedId, title }) => [feedId, title])).toEqual([
      ['one', 'Council buys surveillance cameras'],
      ['two', 'Surveillance cameras for the market'],
    ]);
    expect(desk.site.count('/market')).toBe(1);
  });

  test('is known by the key of its feed when its address changes', async () => {
    desk.site.feed([{ path: '/draft', title: 'Surveillance at the port', guid: 'g' }]);
    desk.site.on('/draft', story);
    await desk.run();
    desk.site.feed([{ path: '/final', title: 'Surveillance at the port', guid: 'g' }]);
    desk.later(7);
    expect((await desk.run()).feeds).toMatchObject([{ listed: { fresh: 0, again: 1 } }]);
    expect(
      await findNewsSightings(desk.pool, (await desk.getStory('Surveillance at the port')).id),
    ).toHaveLength(2);
  });

  test('is known by where a redirect leads, and by what its page calls its own address', async () => {
    desk.site.feed([
      { path: '/market', title: 'First on surveillance' },
      { path: '/go', title: 'Second on surveillance' },
      { path: '/print', title: 'Third on surveillance' },
    ]);
    desk.site.on('/market', story);
    desk.site.on('/go', redirect('/market'));
    desk.site.on(
      '/print',
      article({ title: 'Cameras', paragraphs: english }, '<link rel="canonical" href="/market">'),
    );
    await desk.run();
    const states = (await findNewsItems(desk.pool, { limit: 10 })).map(({ state }) => state).toSorted();
    expect(states).toEqual(['candidates_found', 'same_story', 'same_story']);
  });

  test('is never the same as another because it reads alike', async () => {
    desk.site.feed([
      { path: '/a', title: 'Surveillance at the port', guid: '1' },
      { path: '/b', title: 'Surveillance at the port', guid: '2' },
    ]);
    desk.site.on('/a', story);
    desk.site.on('/b', story);
    await desk.run();
    const items = await findNewsItems(desk.pool, { limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(['candidates_found', 'candidates_found']);
    expect(new Set(items.map(({ slug }) => slug)).size).toBe(2);
  });

  test("does not take another site's word for its address", async () => {
    desk.site.feed([{ path: '/a', title: 'Surveillance at the port' }]);
    desk.site.on(
      '/a',
      article(
        { title: 'Cameras', paragraphs: english },
        '<link rel="canonical" href="https://other.example/">',
      ),
    );
    await desk.run();
    const item = await desk.getStory('Surveillance at the port');
    expect(item.state).toBe('candidates_found');
    expect(await findNewsSightings(desk.pool, item.id)).toHaveLength(1);
  });
});

describe('people', () => {
  test('keep what the gates put aside, and no gate puts it aside again', async () => {
    desk.site.feed([{ path: '/a', title: 'A walk by the lake' }]);
    desk.site.on(
      '/a',
      article({
        title: 'Lake',
        paragraphs: ['Geese came back to the lake in spring, and the wardens counted them. '.repeat(5)],
      }),
    );
    await desk.run();
    const item = await desk.getStory('A walk by the lake');
    await expect(
      decideStory(desk.pool, item, { is: 'keep', by: 'Not A Pseudonym' }, desk.clock),
    ).rejects.toThrow('pseudonym');
    await decideStory(desk.pool, item, { is: 'keep', by: 'anna', reason: 'about the wardens' }, desk.clock);
    await desk.run();
    expect(await desk.getStory('A walk by the lake')).toMatchObject({
      state: 'captured',
      reason: 'no_candidates',
      textGate: { isRelevant: false },
    });
    expect((await findNewsSteps(desk.pool, item.id)).map(({ by }) => by)).toEqual([
      'gate:listing@1',
      'reader:anna',
      'gate:text@1',
    ]);
  });

  test('say that nothing is recordable; the steps stay', async () => {
    desk.site.feed([{ path: '/market', title: 'Council buys surveillance cameras' }]);
    desk.site.on('/market', story);
    await desk.run();
    const item = await desk.getStory('Council buys surveillance cameras');
    await decideStory(desk.pool, item, { is: 'nothing_recordable', by: 'anna' }, desk.clock);
    expect(await desk.stateOf(item.title)).toEqual(['nothing_recordable', undefined]);
    expect(await settleReviews(desk.pool, desk.folder, desk.clock)).toBe(0);
    expect(await findNewsItemsByName(desk.pool, item.id.slice(0, 6))).toHaveLength(1);
  });
});
