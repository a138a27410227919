import { describe, expect, it } from 'vitest';
import * as site from '../../../../fakes/generic-site.ts';
import { bytesOf, setUpClient } from './client-harness.ts';

const test = setUpClient();

describe('trouble', () => {
  it('is tried five times with growing waits, then answered with its status', async () => {
    test.fake.on('/busy', site.status(503, {}, 'busy'));
    expect(await test.get('/busy', { robots: false })).toMatchObject({ kind: 'answer', status: 503 });
    expect(test.fake.count('/busy')).toBe(5);
    expect(test.slept).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('ends when it ends', async () => {
    test.fake.on('/busy', site.reset, site.status(502), site.breakOff, site.page('at last'));
    expect(bytesOf(await test.get('/busy', { robots: false })).toString()).toBe('at last');
  });

  it('gives a 500 one more chance, and a 429 none beyond five', async () => {
    test.fake.on('/broken', site.status(500));
    expect(await test.get('/broken', { robots: false })).toMatchObject({ kind: 'answer', status: 500 });
    expect(test.fake.count('/broken')).toBe(2);
    test.fake.on('/limited', site.status(429));
    expect(await test.get('/limited', { robots: false })).toMatchObject({ kind: 'later' });
    expect(test.fake.count('/limited')).toBe(5);
  });

  it('waits as long as the host says, in seconds or by date', async () => {
    const date = site.status(503, { 'retry-after': 'Thu, 26 Nov 2026 10:02:00 GMT' });
    test.fake.on('/busy', site.status(429, { 'retry-after': '90' }), date, site.page('x'));
    const waits: { host: string; ms: number }[] = [];
    const http = test.connect({ onWait: (wait) => waits.push(wait) });
    const answer = await http.request({ url: `${test.fake.origin}/busy` }, { robots: false });
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(waits.map(({ ms }) => ms)).toEqual([90_000, 30_000, 30_000]);
    expect(waits[0]?.host).toBe(`127.0.0.1:${test.fake.port}`);
    // A sleep is a minute at most, so that progress can be shown.
    expect(test.slept).toEqual([60_000, 30_000, 30_000]);
  });

  it('leaves a host alone for at least as long as its operator asks for', async () => {
    test.fake.on('/busy', site.status(429), site.status(504, { 'retry-after': '1' }), site.page('x'));
    const http = test.connect({
      scrape: { hosts: [{ host: '127.0.0.1', minIntervalMs: 1, minBackoffMs: 30_000 }] },
    });
    expect(await http.request({ url: `${test.fake.origin}/busy` }, { robots: false })).toMatchObject({
      status: 200,
    });
    expect(test.slept).toEqual([30_000, 30_000]);
  });

  it('puts a unit off rather than wait more than an hour, and leaves the host alone meanwhile', async () => {
    test.fake.on('/busy', site.status(429, { 'retry-after': '7200' }));
    const after = new Date('2026-11-26T12:00:00Z');
    expect(await test.get('/busy', { robots: false })).toMatchObject({ kind: 'later', after });
    expect(await test.get('/other', { robots: false })).toMatchObject({ kind: 'later', after });
    expect(test.fake.requests).toHaveLength(1);
    expect(test.slept).toEqual([]);
  });

  it('retries the statuses that an adapter names', async () => {
    test.fake.on('/prepared', site.status(202), site.page('ready'));
    expect(bytesOf(await test.get('/prepared', { robots: false, retryOn: [202] })).toString()).toBe('ready');
  });

  it('that nobody answers is put off', async () => {
    test.fake.on('/silent', site.silence);
    expect(await test.get('/silent', { robots: false, timeoutMs: 100 })).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('longer than'),
    });
    expect(test.fake.count('/silent')).toBe(5);
  });
});

it('stops where it is told to', async () => {
  test.fake.on('/page', site.slowDrip);
  const stop = new AbortController();
  const http = test.connect({ signal: stop.signal });
  const request = http.request({ url: `${test.fake.origin}/page` }, { robots: false });
  setTimeout(() => stop.abort(new Error('stopped by a person')), 100);
  await expect(request).rejects.toThrow('stopped by a person');
  const { rows } = await test.pool.query('select held_by from host_budget where held_by is not null');
  expect(rows).toEqual([]);
});
