import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as site from '../../../../fakes/generic-site.ts';
import { bytesOf, setUpClient } from './client-harness.ts';

const test = setUpClient();

const rowsOf = async (unitKey: string) => {
  const { rows } = await test.pool.query(
    'select * from snapshot_fetch where unit_key = $1 order by fetched_at',
    [unitKey],
  );
  return rows;
};

describe('an ordinary answer', () => {
  it('is kept by its hash, privately, with a row, and says who asked', async () => {
    test.fake.on('/data/rows.csv', site.page('a,b\n1,2\n', { 'content-type': 'text/csv' }));
    const answer = await test.get('/data/rows.csv?page=1&api_key=s3cret');
    expect(bytesOf(answer).toString()).toBe('a,b\n1,2\n');
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 200,
      url: `${test.fake.origin}/data/rows.csv?page=1`,
      headers: { 'content-type': 'text/csv', etag: expect.any(String) },
      snapshot: { name: 'rows.csv', bytes: 8, mediaType: 'text/csv', fetchedAt: test.clock.toISOString() },
    });
    if (answer.kind !== 'answer') return;
    const { sha256, path } = answer.snapshot;
    expect(path).toBe(join(test.dataDir, 'snapshots', sha256.slice(0, 2), sha256));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(test.dataDir, 'snapshots')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(test.dataDir, 'snapshots', 'incoming'))).toEqual([]);
    expect(await rowsOf(`${test.fake.origin}/data/rows.csv?page=1`)).toMatchObject([
      {
        status: 200,
        method: 'network',
        sha256,
        bytes: '8',
        media_type: 'text/csv',
        warc: expect.stringMatching(/^test-set-2026-11-001\.warc\.gz#urn:uuid:/),
      },
    ]);
    expect(test.fake.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'PublicDossier/0.0.0 (test; desk@dossier.example)',
    });
    expect(test.fake.requests.at(-1)?.headers.cookie).toBeUndefined();
  });

  it('posts a form, and adds a key that is never kept', async () => {
    test.fake.on('/query', site.page('{}'));
    await test.connect({ secrets: () => 's3cret' }).request(
      {
        url: `${test.fake.origin}/query`,
        method: 'POST',
        form: { data: 'out:json;' },
        secret: { variable: 'ANY', header: 'X-App-Token' },
      },
      { robots: false },
    );
    expect(test.fake.requests).toMatchObject([
      { method: 'POST', body: 'data=out%3Ajson%3B', headers: { 'x-app-token': 's3cret' } },
    ]);
    expect(JSON.stringify(await rowsOf(`${test.fake.origin}/query`))).not.toContain('s3cret');
  });

  it('comes for 404 and other statuses that the adapter knows', async () => {
    test.fake.on('/bad', site.status(400, {}, 'line 1: parse error'));
    expect(await test.get('/none')).toMatchObject({ kind: 'answer', status: 404 });
    expect(await test.get('/bad')).toMatchObject({ kind: 'answer', status: 400, snapshot: { bytes: 19 } });
    expect(test.fake.count('/bad')).toBe(1);
  });

  it('keeps bytes as they came, whatever charset they claim', async () => {
    test.fake.on('/gbk', site.wrongCharset);
    expect([...bytesOf(await test.get('/gbk'))]).toEqual([0xbc, 0xe0, 0xbf, 0xd8]);
    test.fake.on('/plain', site.gbkWithoutHeader);
    expect(await test.get('/plain')).toMatchObject({ snapshot: { mediaType: 'text/html' } });
  });
});

describe('a second look', () => {
  it('sends the tag, and takes 304 for unchanged', async () => {
    test.fake.on('/page', site.page('same'));
    await test.get('/page', { conditional: 'unit' });
    test.clock = new Date('2026-11-27T10:00:00Z');
    expect(await test.get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
    expect(test.fake.requests.at(-1)?.headers['if-none-match']).toMatch(/^"[0-9a-f]{16}"$/);
    expect(test.fake.requests.at(-1)?.headers['if-modified-since']).toBeUndefined();
    expect(await rowsOf('unit')).toMatchObject([{ status: 200 }, { status: 304, fetched_at: test.clock }]);
  });

  it('sends the date where there is no tag', async () => {
    const modified = 'Thu, 26 Nov 2026 09:00:00 GMT';
    test.fake.on('/page', site.status(200, { 'last-modified': modified }, 'x'), site.status(304));
    await test.get('/page', { conditional: 'unit' });
    expect(await test.get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
    expect(test.fake.requests.at(-1)?.headers['if-modified-since']).toBe(modified);
  });

  it('takes a 200 with the same bytes for unchanged too, whatever its tag', async () => {
    test.fake.on(
      '/page',
      site.status(200, { etag: '"one"' }, 'same'),
      site.status(200, { etag: '"two"' }, 'same'),
    );
    await test.get('/page', { conditional: 'unit' });
    expect(await test.get('/page', { conditional: 'unit' })).toEqual({ kind: 'unchanged' });
  });

  it('believes the bytes rather than the tag', async () => {
    test.fake.on('/page', site.staleTag('one'), site.staleTag('two'));
    await test.get('/page', { conditional: 'unit' });
    expect(bytesOf(await test.get('/page', { conditional: 'unit' })).toString()).toBe('two');
  });

  it('asks anew for bytes that no run has taken in', async () => {
    test.fake.on('/page', site.page('one'), site.page('two'));
    const first = await test.get('/page', { conditional: 'unit' });
    await test.get('/page', { conditional: 'unit' });
    // A worker died before it noted the second answer: what its run holds is the first.
    const held = first.kind === 'answer' ? [first.snapshot.sha256] : [];
    expect(bytesOf(await test.get('/page', { conditional: 'unit', held })).toString()).toBe('two');
  });

  it('asks anew for another address, or when the bytes are gone from here', async () => {
    test.fake.on('/page', site.page('x'));
    test.fake.on('/other', site.page('x'));
    const first = await test.get('/page', { conditional: 'unit' });
    expect(await test.get('/other', { conditional: 'unit' })).toMatchObject({ kind: 'answer' });
    expect(test.fake.requests.at(-1)?.headers['if-none-match']).toBeUndefined();
    if (first.kind === 'answer') rmSync(first.snapshot.path);
    expect(await test.get('/other', { conditional: 'unit' })).toMatchObject({ kind: 'answer' });
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
    test.fake.on('/page', behavior);
    expect(await test.get('/page', { conditional: 'unit' })).toMatchObject({
      kind: 'blocked',
      reason: expect.stringContaining('refuses this client'),
    });
    expect(test.fake.count('/page')).toBe(1);
    expect(await rowsOf('unit')).toEqual([]);
    expect(existsSync(join(test.dataDir, 'warc', 'test-set-2026-11-001.warc.gz'))).toBe(true);
  });

  it('a 410 is a statement', async () => {
    test.fake.on('/page', site.status(410));
    expect(await test.get('/page')).toMatchObject({ kind: 'gone' });
  });
});

it('streams a bulk file to disk, beyond the default cap, up to its own', async () => {
  const megabyte = Buffer.alloc(1_000_000, 'row,with,some,text\n');
  test.fake.on('/bulk.csv', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    for (let i = 0; i < 60; i += 1) response.write(megabyte);
    response.end();
  });
  let seen = 0;
  const http = test.connect({ onBytes: (bytes) => (seen = bytes) });
  const request = { url: `${test.fake.origin}/bulk.csv` };
  const answer = await http.request(request, { robots: false, maxBytes: 80_000_000, timeoutMs: 50_000 });
  expect(answer).toMatchObject({ kind: 'answer', snapshot: { bytes: 60_000_000 } });
  expect(seen).toBe(60_000_000);
  await expect(http.request(request, { robots: false, maxBytes: 30_000_000 })).rejects.toThrow(
    /more than 30000000/,
  );
});
