import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PageCache } from '#lib/site/page-cache.ts';
import type { SourceAnswer } from '#lib/site/page-source.ts';

const page = (text: string, status = 200): SourceAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  body: Buffer.from(text),
});

function makeCache(render: (path: string, call: number) => Promise<SourceAnswer>) {
  const world = { key: 'one', fresh: true, calls: 0 };
  const cache = new PageCache({
    render: (path) => {
      world.calls += 1;
      return render(path, world.calls);
    },
    state: async () => ({ key: world.key, fresh: world.fresh }),
  });
  return { cache, world };
}

describe('PageCache', () => {
  it('renders a page once for readers who ask at the same time, and keeps it while the state stands', async () => {
    const { cache, world } = makeCache(async (_path, call) => page(`page ${call}`));
    const replies = await Promise.all([cache.get('/a'), cache.get('/a'), cache.get('/a')]);
    await cache.get('/a');
    expect(world.calls).toBe(1);
    expect(new Set(replies.map((reply) => Buffer.from(reply.body).toString()))).toEqual(new Set(['page 1']));
    world.key = 'two';
    expect(Buffer.from((await cache.get('/a')).body).toString()).toBe('page 2');
  });

  it('serves the last good copy, marked, when a new one cannot be made', async () => {
    const { cache, world } = makeCache(async (_path, call) => {
      if (call === 1) return page('good');
      if (call === 2) return page('broken', 500);
      throw new Error('gone');
    });
    await cache.get('/a');
    world.key = 'two';
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const reply = await cache.get('/a');
      expect(Buffer.from(reply.body).toString()).toBe('good');
      expect(reply.headers['cache-control']).toBe('no-store');
    }
    await expect(cache.get('/never-seen')).rejects.toThrow('gone');
  });

  it('does not keep an answer with an error', async () => {
    const { cache } = makeCache(async (_path, call) => page(`page ${call}`, call === 1 ? 500 : 200));
    const failed = await cache.get('/a');
    expect(failed.status).toBe(503);
    expect(Buffer.from(failed.body).toString()).toContain('try again');
    expect((await cache.get('/a')).status).toBe(200);
  });

  it('marks what it holds while the database cannot be asked', async () => {
    const { cache, world } = makeCache(async () => page('good'));
    await cache.get('/a');
    world.fresh = false;
    expect((await cache.get('/a')).headers.warning).toContain('stale');
  });

  it('sends a validator, a policy made of the page’s own scripts, and compressed copies of the same bytes', async () => {
    const text = `<script>go()</script>${'<p>long enough to compress</p>'.repeat(40)}`;
    const { cache } = makeCache(async () => page(text));
    const reply = await cache.get('/a');
    expect(reply.headers.etag).toMatch(/^"one-/);
    expect(reply.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect(reply.headers['cache-control']).toBe('public, no-cache');
    expect(gunzipSync(reply.gzip ?? '').toString()).toBe(text);
  });
});
