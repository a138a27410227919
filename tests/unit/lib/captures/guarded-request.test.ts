import type { LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GuardedRequest, guardedRequest, NoAnswerError } from '#lib/captures/guarded-request.ts';
import { checkRedirect } from '#lib/captures/guarded-url.ts';
import { toMemory } from '#lib/captures/read-body.ts';
import * as site from '../../../fakes/generic-site.ts';

let fake: site.GenericSite;
beforeEach(async () => {
  fake = await site.startGenericSite();
});
afterEach(() => fake.close());

const limits = { maxWireBytes: 1_000_000, maxBytes: 1_000_000 };
const ask = (path: string, options: Partial<GuardedRequest> = {}) =>
  guardedRequest(fake.origin + path, toMemory, {
    userAgent: 'PublicDossier/0 (test)',
    limits,
    timeout: 20_000,
    loopbackPorts: fake.ports,
    ...options,
  });

describe('guardedRequest', { timeout: 30_000 }, () => {
  it('gives headers in lower case, without cookies, and says which server answered', async () => {
    fake.on('/page', (_, response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.setHeader('X-Many', ['one', 'two']);
      response.setHeader('ETag', 'W/"x"');
      response.end('body');
    });
    const answer = await ask('/page');
    expect(answer).toMatchObject({
      status: 200,
      ip: '127.0.0.1',
      headers: { etag: 'W/"x"', 'x-many': 'one, two' },
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(Buffer.from(answer.body ?? []).toString()).toBe('body');
  });

  it('posts a form', async () => {
    fake.on('/form', site.page('ok'));
    await ask('/form', { method: 'POST', form: { data: 'a&b', ü: '1' } });
    expect(fake.requests[0]).toMatchObject({
      method: 'POST',
      body: 'data=a%26b&%C3%BC=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'gzip, br' },
    });
  });

  it.each(['Cookie', 'Host', 'User-Agent', 'Content-Length'])('lets nobody set %s', async (name) => {
    await expect(ask('/page', { headers: { [name]: 'x' } })).rejects.toThrow(/client's own/);
    expect(fake.requests).toEqual([]);
  });

  it('returns a redirect without its body, and does not follow it', async () => {
    fake.on('/page', (_, response) => {
      response.writeHead(302, { location: '/next' });
      response.write('never read');
    });
    expect(await ask('/page')).toMatchObject({ status: 302, location: '/next', body: undefined });
    expect(fake.count('/next')).toBe(0);
  });

  it('cuts a body where that is wanted instead of refusing it', async () => {
    fake.on('/endless', site.endless);
    const cut = { ...limits, maxBytes: 250_001, beyond: 'cut' } as const;
    expect((await ask('/endless', { limits: cut })).body).toHaveLength(250_001);
    fake.on('/short', site.page(gzipSync('short'), { 'content-encoding': 'gzip' }));
    expect((await ask('/short', { limits: cut })).body).toHaveLength(5);
  });

  it('caps the ratio as its caller wants', async () => {
    fake.on('/zeros', site.page(gzipSync(Buffer.alloc(2_000_000)), { 'content-encoding': 'gzip' }));
    const wide = { ...limits, maxBytes: 3_000_000 };
    await expect(ask('/zeros', { limits: wide })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await ask('/zeros', { limits: { ...wide, maxRatio: 2_000 } })).body).toHaveLength(2_000_000);
  });

  it.each<[string, site.Behavior, NoAnswerError['kind']]>([
    ['a connection that is reset', site.reset, 'broken'],
    ['an answer that breaks off', site.breakOff, 'broken'],
    ['bytes that are no gzip', site.page('plain', { 'content-encoding': 'gzip' }), 'broken'],
    ['silence', site.silence, 'timeout'],
    ['a slow drip', site.slowDrip, 'timeout'],
  ])('tells %s apart from a refusal', async (_, behavior, kind) => {
    fake.on('/page', behavior);
    const failure = await ask('/page', { timeout: 300 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoAnswerError);
    expect(failure).toMatchObject({ kind, code: 'bad_request' });
  });

  it('tells a port that nobody listens on, and a name that nobody knows', async () => {
    const closed = await site.startGenericSite();
    await closed.close();
    const options = { userAgent: 'x', limits, timeout: 5_000, loopbackPorts: closed.ports };
    await expect(guardedRequest(closed.origin, toMemory, options)).rejects.toMatchObject({
      kind: 'unreachable',
    });
    const lookup: LookupFunction = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    await expect(
      guardedRequest('http://no.example/', toMemory, { ...options, lookup }),
    ).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('lets a full disk under the sink through as what it is', async () => {
    fake.on('/page', site.endless);
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const sink = async (body: AsyncIterable<Buffer>) => {
      for await (const _ of body) throw full;
    };
    const options = { userAgent: 'x', limits, timeout: 5_000, loopbackPorts: fake.ports };
    await expect(guardedRequest(`${fake.origin}/page`, sink, options)).rejects.toBe(full);
  });

  it('ends for the reason that its caller gives', async () => {
    fake.on('/page', site.silence);
    const reason = new Error('stopped by a person');
    const stop = new AbortController();
    const request = ask('/page', { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 50);
    await expect(request).rejects.toBe(reason);
  });
});

describe('checkRedirect', () => {
  const from = new URL('https://site.example/a/b?c');

  it('resolves what servers write', () => {
    expect(checkRedirect(from, '../d', {}).href).toBe('https://site.example/d');
    expect(checkRedirect(from, '//other.example/', {}).href).toBe('https://other.example/');
  });

  it.each([
    'http://site.example/',
    'http://10.0.0.1/',
    'https://[::1]/',
    'https://site.example:22/',
    'file:///x',
    'http://[',
  ])('refuses %s', (location) => {
    expect(() => checkRedirect(from, location, {})).toThrow(/is not fetched/);
  });
});
