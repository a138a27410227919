import { describe, expect, it } from 'vitest';
import * as site from '../../../../fakes/generic-site.ts';
import { setUpClient } from './client-harness.ts';

const test = setUpClient();

describe('robots.txt', () => {
  it('is asked first, once, and obeyed by the rule that it names', async () => {
    test.fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /private'));
    test.fake.on('/page', site.page('x'));
    const http = test.connect();
    expect(await http.request({ url: `${test.fake.origin}/private/a?key=s3cret` })).toEqual({
      kind: 'blocked',
      reason: `robots.txt of 127.0.0.1:${test.fake.port} forbids /private/a (line 2: Disallow: /private)`,
    });
    expect(await http.request({ url: `${test.fake.origin}/page` })).toMatchObject({ kind: 'answer' });
    expect(await http.request({ url: `${test.fake.origin}/robots.txt` })).toMatchObject({ kind: 'answer' });
    expect(test.fake.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/page', '/robots.txt']);
  });

  it('is remembered for a day, by later processes too, and no longer', async () => {
    test.fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /'));
    await test.get('/page');
    test.clock = new Date('2026-11-27T09:59:00Z');
    expect(await test.get('/page')).toMatchObject({ kind: 'blocked' });
    expect(test.fake.count('/robots.txt')).toBe(1);
    test.clock = new Date('2026-11-27T10:00:01Z');
    await test.get('/page');
    expect(test.fake.count('/robots.txt')).toBe(2);
  });

  it.each([
    ['404', site.status(404)],
    ['403', site.status(403)],
    ['endless redirects', site.redirect('/robots.txt')],
  ])('that answers %s allows everything', async (_, behavior) => {
    test.fake.on('/robots.txt', behavior);
    test.fake.on('/page', site.page('x'));
    expect(await test.get('/page')).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('may have moved', async () => {
    test.fake.on('/robots.txt', site.redirect('/there', 301));
    test.fake.on('/there', site.robots('User-agent: *\nDisallow: /page'));
    expect(await test.get('/page')).toMatchObject({ kind: 'blocked' });
  });

  it.each([
    ['500', site.status(500)],
    ['503', site.status(503)],
    ['429', site.status(429)],
    ['nothing', site.reset],
    ['a redirect into a private network', site.redirect('http://10.0.0.1/robots.txt')],
    ['two encodings', site.stackedEncodings],
  ])('that answers %s forbids everything until it answers again', async (_, behavior) => {
    test.fake.on('/robots.txt', behavior, behavior, site.robots(''));
    test.fake.on('/page', site.page('x'));
    const http = test.connect();
    const request = { url: `${test.fake.origin}/page` };
    expect(await http.request(request)).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('/robots.txt cannot be had'),
    });
    expect(await http.request(request)).toMatchObject({ kind: 'later' });
    expect(test.fake.count('/page')).toBe(0);
    test.clock = new Date(test.clock.getTime() + 301_000);
    test.fake.on('/robots.txt', site.robots(''));
    expect(await http.request(request)).toMatchObject({ kind: 'answer' });
  });

  it('is read up to 500 KiB, however long it is', async () => {
    test.fake.on('/robots.txt', site.hugeRobots);
    test.fake.on('/late', site.page('x'));
    expect(await test.get('/early')).toMatchObject({ kind: 'blocked' });
    expect(await test.get('/late')).toMatchObject({ kind: 'answer' });
    for (const [day, behavior] of [site.endless, site.gzipBomb(400)].entries()) {
      test.fake.on('/robots.txt', behavior);
      test.clock = new Date(Date.UTC(2026, 11, day + 1));
      expect(await test.get('/late')).toMatchObject({ kind: 'answer' });
    }
    expect(test.fake.count('/robots.txt')).toBe(3);
  });

  it('spaces requests, by a minute at most', async () => {
    test.fake.on('/robots.txt', site.robots('User-agent: *\nCrawl-delay: 900'));
    test.fake.on('/page', site.page('x'));
    const http = test.connect();
    for (let i = 0; i < 3; i += 1) await http.request({ url: `${test.fake.origin}/page` });
    expect(test.slept).toEqual([2_000, 60_000, 60_000]);
  });

  it('rules over the target of a redirect', async () => {
    test.fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /private'));
    test.fake.on('/page', site.redirect('/private'));
    expect(await test.get('/page')).toMatchObject({ kind: 'blocked' });
    expect(test.fake.count('/private')).toBe(0);
  });
});
