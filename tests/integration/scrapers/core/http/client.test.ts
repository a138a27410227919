import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '#lib/db.ts';
import { createSourceHttp, type SourceHttpOptions } from '#scrapers/core/http/client.ts';
import type { HttpAnswer, SourceHttp } from '#scrapers/core/source.ts';
import * as site from '../../../../fakes/generic-site.ts';
import { createTestDatabase, type TestDatabase } from '../../../../setup/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let dataDir: string;
let fake: site.GenericSite;
/** A clock that only moves when somebody sleeps. */
let clock: Date;
let slept: number[];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, 'ingest');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-http-'));
  fake = await site.startGenericSite();
  clock = new Date('2026-11-26T10:00:00Z');
  slept = [];
  await pool.query('delete from snapshot_fetch');
  await pool.query('delete from host_budget');
  await pool.query('delete from quota_use');
});
afterEach(async () => {
  await fake.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function connect(options: Partial<SourceHttpOptions> = {}): SourceHttp {
  return createSourceHttp({
    pool,
    datasetId: 'test-set',
    scrape: { hosts: [] },
    dataDir,
    userAgent: 'PublicDossier/0.0.0 (test; desk@dossier.example)',
    loopbackPorts: fake.ports,
    now: () => clock,
    sleep: async (ms) => {
      slept.push(ms);
      clock = new Date(clock.getTime() + ms);
    },
    random: () => 1,
    ...options,
  });
}

const get = (path: string, options: Parameters<SourceHttp['request']>[1] = {}) =>
  connect().request({ url: fake.origin + path }, options);

function bytesOf(answer: HttpAnswer): Buffer {
  if (answer.kind !== 'answer') throw new Error(`Not an answer: ${JSON.stringify(answer)}`);
  return readFileSync(answer.snapshot.path);
}

const rowsOf = async (unitKey: string) => {
  const { rows } = await pool.query('select * from snapshot_fetch where unit_key = $1 order by fetched_at', [
    unitKey,
  ]);
  return rows;
};

describe('an ordinary answer', () => {
  it('is kept by its hash, privately, with a row, and says who asked', async () => {
    fake.on('/data/rows.csv', site.page('a,b\n1,2\n', { 'content-type': 'text/csv' }));
    const answer = await get('/data/rows.csv?page=1&api_key=s3cret');
    expect(bytesOf(answer).toString()).toBe('a,b\n1,2\n');
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 200,
      url: `${fake.origin}/data/rows.csv?page=1`,
      headers: { 'content-type': 'text/csv', etag: expect.any(String) },
      snapshot: { name: 'rows.csv', bytes: 8, mediaType: 'text/csv', fetchedAt: clock.toISOString() },
    });
    if (answer.kind !== 'answer') return;
    const { sha256, path } = answer.snapshot;
    expect(path).toBe(join(dataDir, 'snapshots', sha256.slice(0, 2), sha256));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'snapshots')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dataDir, 'snapshots', 'incoming'))).toEqual([]);
    expect(await rowsOf(`${fake.origin}/data/rows.csv?page=1`)).toMatchObject([
      {
        status: 200,
        method: 'network',
        sha256,
        bytes: '8',
        media_type: 'text/csv',
        warc: expect.stringMatching(/^test-set-2026-11-001\.warc\.gz#urn:uuid:/),
      },
    ]);
    expect(fake.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'PublicDossier/0.0.0 (test; desk@dossier.example)',
    });
    expect(fake.requests.at(-1)?.headers.cookie).toBeUndefined();
  });

  it('posts a form, and adds a key that is never kept', async () => {
    fake.on('/query', site.page('{}'));
    await connect({ secrets: () => 's3cret' }).request(
      {
        url: `${fake.origin}/query`,
        method: 'POST',
        form: { data: 'out:json;' },
        secret: { variable: 'ANY', header: 'X-App-Token' },
      },
      { robots: false },
    );
    expect(fake.requests).toMatchObject([
      { method: 'POST', body: 'data=out%3Ajson%3B', headers: { 'x-app-token': 's3cret' } },
    ]);
    expect(JSON.stringify(await rowsOf(`${fake.origin}/query`))).not.toContain('s3cret');
  });

  it('comes for 404 and other statuses that the adapter knows', async () => {
    fake.on('/bad', site.status(400, {}, 'line 1: parse error'));
    expect(await get('/none')).toMatchObject({ kind: 'answer', status: 404 });
    expect(await get('/bad')).toMatchObject({ kind: 'answer', status: 400, snapshot: { bytes: 19 } });
    expect(fake.count('/bad')).toBe(1);
  });

  it('keeps bytes as they came, whatever charset they claim', async () => {
    fake.on('/gbk', site.wrongCharset);
    expect([...bytesOf(await get('/gbk'))]).toEqual([0xbc, 0xe0, 0xbf, 0xd8]);
    fake.on('/plain', site.gbkWithoutHeader);
    expect(await get('/plain')).toMatchObject({ snapshot: { mediaType: 'text/html' } });
  });
});

describe('a second look', () => {
  it('sends the tag, and takes 304 for unchanged', async () => {
    fake.on('/page', site.page('same'));
    await get('/page', { conditional: 'unit' });
    clock = new Date('2026-11-27T10:00:00Z');
    expect(await get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
    expect(fake.requests.at(-1)?.headers['if-none-match']).toMatch(/^"[0-9a-f]{16}"$/);
    expect(fake.requests.at(-1)?.headers['if-modified-since']).toBeUndefined();
    expect(await rowsOf('unit')).toMatchObject([{ status: 200 }, { status: 304, fetched_at: clock }]);
  });

  it('sends the date where there is no tag', async () => {
    const modified = 'Thu, 26 Nov 2026 09:00:00 GMT';
    fake.on('/page', site.status(200, { 'last-modified': modified }, 'x'), site.status(304));
    await get('/page', { conditional: 'unit' });
    expect(await get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
    expect(fake.requests.at(-1)?.headers['if-modified-since']).toBe(modified);
  });

  it('takes a 200 with the same bytes for unchanged too, whatever its tag', async () => {
    fake.on(
      '/page',
      site.status(200, { etag: '"one"' }, 'same'),
      site.status(200, { etag: '"two"' }, 'same'),
    );
    await get('/page', { conditional: 'unit' });
    expect(await get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
  });

  it('believes the bytes rather than the tag', async () => {
    fake.on('/page', site.staleTag('one'), site.staleTag('two'));
    await get('/page', { conditional: 'unit' });
    expect(bytesOf(await get('/page', { conditional: 'unit' })).toString()).toBe('two');
  });

  it('asks anew for bytes that no run has taken in', async () => {
    fake.on('/page', site.page('one'), site.page('two'));
    const first = await get('/page', { conditional: 'unit' });
    await get('/page', { conditional: 'unit' });
    // A worker died before it noted the second answer: what its run holds is the first.
    const held = first.kind === 'answer' ? [first.snapshot.sha256] : [];
    expect(bytesOf(await get('/page', { conditional: 'unit', held })).toString()).toBe('two');
  });

  it('asks anew for another address, or when the bytes are gone from here', async () => {
    fake.on('/page', site.page('x'));
    fake.on('/other', site.page('x'));
    const first = await get('/page', { conditional: 'unit' });
    expect(await get('/other', { conditional: 'unit' })).toMatchObject({ kind: 'answer' });
    expect(fake.requests.at(-1)?.headers['if-none-match']).toBeUndefined();
    if (first.kind === 'answer') rmSync(first.snapshot.path);
    expect(await get('/other', { conditional: 'unit' })).toMatchObject({ kind: 'answer' });
  });
});

describe('blocked means blocked', () => {
  it.each([
    ['401', site.status(401)],
    ['403', site.status(403)],
    ['451', site.status(451)],
    ['a challenge in a 403', site.challengeIn403],
    ['a challenge in a 200', site.challengeIn200],
    ['a challenge in a 503', site.status(503, { 'cf-mitigated': 'challenge' })],
  ])('%s is asked once, kept, and never taken for an answer', async (_, behavior) => {
    fake.on('/page', behavior);
    expect(await get('/page', { conditional: 'unit' })).toMatchObject({
      kind: 'blocked',
      reason: expect.stringContaining('refuses this client'),
    });
    expect(fake.count('/page')).toBe(1);
    expect(await rowsOf('unit')).toEqual([]);
    expect(existsSync(join(dataDir, 'warc', 'test-set-2026-11-001.warc.gz'))).toBe(true);
  });

  it('a 410 is a statement', async () => {
    fake.on('/page', site.status(410));
    expect(await get('/page')).toMatchObject({ kind: 'gone' });
  });
});

describe('trouble', () => {
  it('is tried five times with growing waits, then answered with its status', async () => {
    fake.on('/busy', site.status(503, {}, 'busy'));
    expect(await get('/busy', { robots: false })).toMatchObject({ kind: 'answer', status: 503 });
    expect(fake.count('/busy')).toBe(5);
    expect(slept).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('ends when it ends', async () => {
    fake.on('/busy', site.reset, site.status(502), site.breakOff, site.page('at last'));
    expect(bytesOf(await get('/busy', { robots: false })).toString()).toBe('at last');
  });

  it('gives a 500 one more chance, and a 429 none beyond five', async () => {
    fake.on('/broken', site.status(500));
    expect(await get('/broken', { robots: false })).toMatchObject({ kind: 'answer', status: 500 });
    expect(fake.count('/broken')).toBe(2);
    fake.on('/limited', site.status(429));
    expect(await get('/limited', { robots: false })).toMatchObject({ kind: 'later' });
    expect(fake.count('/limited')).toBe(5);
  });

  it('waits as long as the host says, in seconds or by date', async () => {
    const date = site.status(503, { 'retry-after': 'Thu, 26 Nov 2026 10:02:00 GMT' });
    fake.on('/busy', site.status(429, { 'retry-after': '90' }), date, site.page('x'));
    const waits: { host: string; ms: number }[] = [];
    const http = connect({ onWait: (wait) => waits.push(wait) });
    const answer = await http.request({ url: `${fake.origin}/busy` }, { robots: false });
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(waits.map(({ ms }) => ms)).toEqual([90_000, 30_000, 30_000]);
    expect(waits[0]?.host).toBe(`127.0.0.1:${fake.port}`);
    // A sleep is a minute at most, so that progress can be shown.
    expect(slept).toEqual([60_000, 30_000, 30_000]);
  });

  it('leaves a host alone for at least as long as its operator asks for', async () => {
    fake.on('/busy', site.status(429), site.status(504, { 'retry-after': '1' }), site.page('x'));
    const http = connect({
      scrape: { hosts: [{ host: '127.0.0.1', minIntervalMs: 1, minBackoffMs: 30_000 }] },
    });
    expect(await http.request({ url: `${fake.origin}/busy` }, { robots: false })).toMatchObject({
      status: 200,
    });
    expect(slept).toEqual([30_000, 30_000]);
  });

  it('puts a unit off rather than wait more than an hour, and leaves the host alone meanwhile', async () => {
    fake.on('/busy', site.status(429, { 'retry-after': '7200' }));
    const after = new Date('2026-11-26T12:00:00Z');
    expect(await get('/busy', { robots: false })).toMatchObject({ kind: 'later', after });
    expect(await get('/other', { robots: false })).toMatchObject({ kind: 'later', after });
    expect(fake.requests).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it('retries the statuses that an adapter names', async () => {
    fake.on('/prepared', site.status(202), site.page('ready'));
    expect(bytesOf(await get('/prepared', { robots: false, retryOn: [202] })).toString()).toBe('ready');
  });

  it('that nobody answers is put off', async () => {
    fake.on('/silent', site.silence);
    expect(await get('/silent', { robots: false, timeoutMs: 100 })).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('longer than'),
    });
    expect(fake.count('/silent')).toBe(5);
  });
});

describe('robots.txt', () => {
  it('is asked first, once, and obeyed by the rule that it names', async () => {
    fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /private'));
    fake.on('/page', site.page('x'));
    const http = connect();
    expect(await http.request({ url: `${fake.origin}/private/a?key=s3cret` })).toEqual({
      kind: 'blocked',
      reason: `robots.txt of 127.0.0.1:${fake.port} forbids /private/a (line 2: Disallow: /private)`,
    });
    expect(await http.request({ url: `${fake.origin}/page` })).toMatchObject({ kind: 'answer' });
    expect(await http.request({ url: `${fake.origin}/robots.txt` })).toMatchObject({ kind: 'answer' });
    expect(fake.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/page', '/robots.txt']);
  });

  it('is remembered for a day, by later processes too, and no longer', async () => {
    fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /'));
    await get('/page');
    clock = new Date('2026-11-27T09:59:00Z');
    expect(await get('/page')).toMatchObject({ kind: 'blocked' });
    expect(fake.count('/robots.txt')).toBe(1);
    clock = new Date('2026-11-27T10:00:01Z');
    await get('/page');
    expect(fake.count('/robots.txt')).toBe(2);
  });

  it.each([
    ['404', site.status(404)],
    ['403', site.status(403)],
    ['endless redirects', site.redirect('/robots.txt')],
  ])('that answers %s allows everything', async (_, behavior) => {
    fake.on('/robots.txt', behavior);
    fake.on('/page', site.page('x'));
    expect(await get('/page')).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('may have moved', async () => {
    fake.on('/robots.txt', site.redirect('/there', 301));
    fake.on('/there', site.robots('User-agent: *\nDisallow: /page'));
    expect(await get('/page')).toMatchObject({ kind: 'blocked' });
  });

  it.each([
    ['500', site.status(500)],
    ['503', site.status(503)],
    ['429', site.status(429)],
    ['nothing', site.reset],
    ['a redirect into a private network', site.redirect('http://10.0.0.1/robots.txt')],
    ['two encodings', site.stackedEncodings],
  ])('that answers %s forbids everything until it answers again', async (_, behavior) => {
    fake.on('/robots.txt', behavior, behavior, site.robots(''));
    fake.on('/page', site.page('x'));
    const http = connect();
    const request = { url: `${fake.origin}/page` };
    expect(await http.request(request)).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('/robots.txt cannot be had'),
    });
    expect(await http.request(request)).toMatchObject({ kind: 'later' });
    expect(fake.count('/page')).toBe(0);
    clock = new Date(clock.getTime() + 301_000);
    fake.on('/robots.txt', site.robots(''));
    expect(await http.request(request)).toMatchObject({ kind: 'answer' });
  });

  it('is read up to 500 KiB, however long it is', async () => {
    fake.on('/robots.txt', site.hugeRobots);
    fake.on('/late', site.page('x'));
    expect(await get('/early')).toMatchObject({ kind: 'blocked' });
    expect(await get('/late')).toMatchObject({ kind: 'answer' });
    for (const [day, behavior] of [site.endless, site.gzipBomb(400)].entries()) {
      fake.on('/robots.txt', behavior);
      clock = new Date(Date.UTC(2026, 11, day + 1));
      expect(await get('/late')).toMatchObject({ kind: 'answer' });
    }
    expect(fake.count('/robots.txt')).toBe(3);
  });

  it('spaces requests, by a minute at most', async () => {
    fake.on('/robots.txt', site.robots('User-agent: *\nCrawl-delay: 900'));
    fake.on('/page', site.page('x'));
    const http = connect();
    for (let i = 0; i < 3; i += 1) await http.request({ url: `${fake.origin}/page` });
    expect(slept).toEqual([2_000, 60_000, 60_000]);
  });

  it('rules over the target of a redirect', async () => {
    fake.on('/robots.txt', site.robots('User-agent: *\nDisallow: /private'));
    fake.on('/page', site.redirect('/private'));
    expect(await get('/page')).toMatchObject({ kind: 'blocked' });
    expect(fake.count('/private')).toBe(0);
  });
});

describe('hostile answers', () => {
  it.each([
    ['a gzip bomb', site.gzipBomb(400), /100 times its compressed size|bytes after decompression/],
    ['two encodings', site.stackedEncodings, /encoded as gzip, gzip/],
    ['an endless body', site.endless, /more than 20000000 bytes/],
    ['a redirect loop', site.redirect('/page'), /redirects too often/],
    ['a redirect to a private address', site.redirect('http://192.168.0.1/'), /private or reserved network/],
    ['a redirect to the machine itself', site.redirect('http://127.0.0.1:1/'), /Port 1 is not fetched/],
    ['a redirect to a file', site.redirect('file:///etc/passwd'), /Only http and https/],
    [
      'a redirect with a password',
      site.redirect('http://user:s3cret@site.example/'),
      /user name or password/,
    ],
    ['a redirect to nonsense', site.redirect('http://[::1'), /not an address/],
  ])('%s is refused, and nothing is kept', async (_, behavior, message) => {
    fake.on('/page', behavior);
    await expect(get('/page', { robots: false })).rejects.toThrow(message);
    await expect(get('/page', { robots: false })).rejects.toMatchObject({ code: 'forbidden' });
    expect(readdirSync(join(dataDir, 'snapshots')).filter((name) => name !== 'incoming')).toEqual([]);
    expect(readdirSync(join(dataDir, 'snapshots', 'incoming'))).toEqual([]);
    const { rows } = await pool.query('select held_by from host_budget where held_by is not null');
    expect(rows).toEqual([]);
  });

  it('a slow drip ends with its time', async () => {
    fake.on('/page', site.slowDrip);
    expect(await get('/page', { robots: false, timeoutMs: 200 })).toMatchObject({ kind: 'later' });
    expect(readdirSync(join(dataDir, 'snapshots', 'incoming'))).toEqual([]);
  });

  it('a POST is not carried to another site, nor are headers that may hold a key', async () => {
    const other = await site.startGenericSite();
    try {
      const ports = new Set([fake.port, other.port]);
      const http = connect({ loopbackPorts: ports, secrets: () => 's3cret' });
      fake.on('/form', site.redirect(`${other.origin}/form`, 307));
      await expect(
        http.request({ url: `${fake.origin}/form`, method: 'POST', form: { a: 'b' } }, { robots: false }),
      ).rejects.toThrow(/form of a POST to another site/);
      fake.on('/page', site.redirect(`${other.origin}/page`));
      await http.request(
        {
          url: `${fake.origin}/page`,
          headers: { accept: 'text/csv' },
          secret: { variable: 'ANY', header: 'x-own' },
        },
        { robots: false },
      );
      expect(fake.requests.at(-1)?.headers['x-own']).toBe('s3cret');
      expect(other.requests).toHaveLength(1);
      expect(other.requests[0]?.headers['x-own']).toBeUndefined();
      expect(other.requests[0]?.headers.accept).toBe('text/csv');
    } finally {
      await other.close();
    }
  });

  it('no address of a private network is ever asked, and none is looked up or noted', async () => {
    const targets = [
      'http://0x7f000001/',
      'http://2130706433/',
      'http://127.1/',
      'http://0177.0.0.1/',
      'http://①②⑦.⓪.⓪.①/',
      'http://[::1]/',
      'http://[::ffff:7f00:1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
      'http://100.64.0.1/',
      'http://169.254.169.254/',
      'http://10.0.0.1/',
      'http://0/',
      'http://localhost/',
      'http://printer.local/',
      'ftp://site.example/',
      'file:///etc/passwd',
      'http://user:s3cret@site.example/',
      'http://site.example:22/',
    ];
    const lookups: string[] = [];
    const http = connect({
      lookup: (hostname, _, callback) => {
        lookups.push(hostname);
        callback(new Error('no look-up in tests'), []);
      },
    });
    for (const url of targets)
      await expect(http.request({ url }), url).rejects.toMatchObject({ code: 'forbidden' });
    expect(lookups).toEqual([]);
    expect((await pool.query('select 1 from host_budget')).rowCount).toBe(0);
  });

  it('a name that resolves into a private network is refused, and not tried again', async () => {
    let lookups = 0;
    const http = connect({
      lookup: (_hostname, _options, callback) => {
        lookups += 1;
        callback(null, [{ address: '10.0.0.7', family: 4 }]);
      },
    });
    const request = http.request({ url: 'http://rebind.example/' }, { robots: false });
    await expect(request).rejects.toMatchObject({ code: 'forbidden' });
    expect(lookups).toBe(1);
  });

  it('loopback stays out of reach without the list that tests bring', async () => {
    const options = {
      pool,
      datasetId: 'test-set',
      scrape: { hosts: [] },
      dataDir,
      userAgent: 'PublicDossier/0',
    };
    const http = createSourceHttp(options);
    await expect(http.request({ url: `${fake.origin}/page` })).rejects.toMatchObject({ code: 'forbidden' });
    expect(fake.requests).toEqual([]);
  });
});

it('streams a bulk file to disk, beyond the default cap, up to its own', async () => {
  const megabyte = Buffer.alloc(1_000_000, 'row,with,some,text\n');
  fake.on('/bulk.csv', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    for (let i = 0; i < 60; i += 1) response.write(megabyte);
    response.end();
  });
  let seen = 0;
  const http = connect({ onBytes: (bytes) => (seen = bytes) });
  const request = { url: `${fake.origin}/bulk.csv` };
  const answer = await http.request(request, { robots: false, maxBytes: 80_000_000, timeoutMs: 50_000 });
  expect(answer).toMatchObject({ kind: 'answer', snapshot: { bytes: 60_000_000 } });
  expect(seen).toBe(60_000_000);
  await expect(http.request(request, { robots: false, maxBytes: 30_000_000 })).rejects.toThrow(
    /more than 30000000/,
  );
});

it('stops where it is told to', async () => {
  fake.on('/page', site.slowDrip);
  const stop = new AbortController();
  const http = connect({ signal: stop.signal });
  const request = http.request({ url: `${fake.origin}/page` }, { robots: false });
  setTimeout(() => stop.abort(new Error('stopped by a person')), 100);
  await expect(request).rejects.toThrow('stopped by a person');
  const { rows } = await pool.query('select held_by from host_budget where held_by is not null');
  expect(rows).toEqual([]);
});
