import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toGazetteer } from '#lib/candidates/gazetteer.ts';
import { bringArticle } from '#scrapers/news/fetch-articles.ts';
import { article } from '../../fakes/feed-site.ts';
import {
  type Behavior,
  breakOff,
  challengeIn403,
  endless,
  gzipBomb,
  page,
  redirect,
  robots,
  status,
} from '../../fakes/generic-site.ts';
import { english, NewsDesk, story } from './harness.ts';

const desk = new NewsDesk();

describe('what hosts do', () => {
  const title = 'Surveillance at the port';

  /** What the page answers, and the reason that is kept. */
  const refusals: readonly [Behavior, RegExp | string][] = [
    [
      article(
        { title, paragraphs: english },
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
      ),
      'paywalled',
    ],
    [status(402), 'paywalled'],
    [status(404), 'status 404'],
    [status(410), /gone/],
    [status(403), /refuses/],
    [challengeIn403, /refuses/],
    [page('<!doctype html><html><body></body></html>'), /no text/],
    [redirect('http://10.0.0.1/secret'), /private/],
    [redirect('http://127.0.0.1:1/secret'), /./],
    [redirect('file:///etc/passwd'), /http/],
    [endless, /./],
    [gzipBomb(200), /./],
  ];

  test('whatever keeps an article away, a person must bring the page, and the reason is kept', async () => {
    desk.site.feed(
      refusals.map((_, index) => ({ path: `/s${index}`, title: `Surveillance, part ${index}` })),
    );
    for (const [index, [behavior]] of refusals.entries()) desk.site.on(`/s${index}`, behavior);
    await desk.run();
    for (const [index, [, reason]] of refusals.entries()) {
      const [state, why] = await desk.stateOf(`Surveillance, part ${index}`);
      expect(state, `part ${index}`).toBe('out_of_reach');
      expect(why, `part ${index}`).toMatch(reason);
    }
    expect(existsSync(join(desk.folder, 'captures'))).toBe(false);
  });

  test('robots.txt is kept to, for articles and for feeds', async () => {
    desk.site.feed([{ path: '/private/a', title }]);
    desk.site.on('/private/a', story);
    desk.site.on('/robots.txt', robots('User-agent: *\nDisallow: /private/\nDisallow: /closed.xml\n'));
    expect(
      (await desk.run([desk.toFeed('harbor'), desk.toFeed('closed', '/closed.xml')])).feeds.map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['read', 'blocked']);
    expect(await desk.stateOf(title)).toEqual(['out_of_reach', expect.stringMatching(/robots/)]);
    expect(desk.site.count('/private/a') + desk.site.count('/closed.xml')).toBe(0);
  });

  test('a page that a person saved goes on where a wall was', async () => {
    desk.site.feed([{ path: '/a', title }]);
    desk.site.on('/a', status(403));
    await desk.run();
    const path = join(desk.folder, 'saved.html');
    writeFileSync(
      path,
      `<!doctype html><title>Cameras</title><article>${english.map((text) => `<p>${text}</p>`).join('')}</article>`,
    );
    const taken = await bringArticle(
      { ...desk.toRun([desk.toFeed('harbor')]), gazetteer: toGazetteer([]) },
      await desk.getStory(title),
      path,
    );
    expect(taken.state).toBe('candidates_found');
    expect(await desk.stateOf(title)).toEqual(['candidates_found', undefined]);
  });

  test('an article that does not come is asked for again later, and given up at last', async () => {
    desk.site.feed([{ path: '/a', title }]);
    desk.site.on('/a', breakOff);
    await desk.run();
    expect(await desk.getStory(title)).toMatchObject({ state: 'seen', attempts: 1 });
    const asked = desk.site.count('/a');
    await desk.run();
    expect(desk.site.count('/a')).toBe(asked);
    for (let round = 0; round < 6; round += 1) {
      desk.later(200);
      await desk.run();
    }
    expect((await desk.getStory(title)).state).toBe('out_of_reach');
  });

  test('a host that is busy says when to come back, and is left alone until then', async () => {
    desk.site.on('/feed.xml', status(429, { 'retry-after': '36000' }));
    const { feeds } = await desk.run();
    expect(feeds).toMatchObject([{ outcome: 'later', reason: expect.stringMatching(/429/) }]);
    expect(desk.site.count('/feed.xml')).toBe(1);
    desk.later(7);
    expect((await desk.run()).feeds).toEqual([]);
    desk.site.feed([]);
    desk.later(4);
    expect((await desk.run()).feeds).toMatchObject([{ outcome: 'read' }]);
  });

  test.each([
    ['a web page', page('<!doctype html><html><body>Moved</body></html>'), 'unreadable', /web page/],
    ['entities', page('<!DOCTYPE x [<!ENTITY a "b">]><rss/>'), 'unreadable', /entities/],
    ['an error', status(500), 'later', /500/],
    ['a feed that is gone', status(410), 'gone', /gone/],
    ['a redirect into a private network', redirect('http://192.168.0.1/feed.xml'), 'blocked', /private/],
    ['an endless feed', endless, 'blocked', /./],
  ])('instead of a feed, %s: said, and nothing is lost', async (_, behavior, outcome, reason) => {
    desk.site.feed([{ path: '/a', title: 'A recipe for plum cake' }]);
    await desk.run();
    const before = await desk.readAll();
    desk.site.on('/feed.xml', behavior);
    desk.later(7);
    const { feeds } = await desk.run();
    expect(feeds).toMatchObject([{ outcome }]);
    expect(feeds[0]?.reason).toMatch(reason);
    expect(await desk.readAll()).toEqual(before);
  });

  test('a feed whose bytes were fetched and never taken in is fetched again', async () => {
    desk.site.feed([{ path: '/cake', title: 'A recipe for plum cake' }]);
    const { http } = desk.toRun([]);
    await http.request({ url: desk.toFeed('harbor').url }, { conditional: 'feed:harbor' });
    expect((await desk.run()).feeds).toMatchObject([{ outcome: 'read', listed: { fresh: 1 } }]);
  });
});
