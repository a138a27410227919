import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { ByteCache } from './byte-cache.ts';
import { hashInlineScripts, isEmbed, toPolicy } from './content-security.ts';
import type { SourceAnswer } from './page-source.ts';
import { type Reply, toTextReply } from './reply.ts';

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

const compressible =
  /^(text\/|application\/(json|ld\+json|javascript|manifest\+json|xml|atom\+xml|yaml)|image\/svg)/;
const worthCompressing = 512;

/** Next's own error page is empty without JavaScript; a sentence is not. */
const unavailable = toTextReply(503, 'This page cannot be made at the moment. Please try again in a minute.');

/** Rendered pages and files, kept as they are sent. */
type CachedPage = { state: string; reply: Reply };

export type PageCacheOptions = {
  render: (path: string) => Promise<SourceAnswer>;
  /** Current site state; see SiteState. */
  state: () => Promise<{ key: string; fresh: boolean }>;
  limitBytes?: number;
  /** Origins beside ours that a page's scripts may ask. */
  hostsOf?: (path: string) => readonly string[];
};

/**
 * The page cache. A page is rendered once a state, however many readers ask at once; when rendering fails, the last
 * good copy is served and marked, or a sentence where there is none. Errors are not kept.
 */
export class PageCache {
  #options: PageCacheOptions;
  #pages: ByteCache<CachedPage>;
  #rendering = new Map<string, Promise<Reply>>();

  constructor(options: PageCacheOptions) {
    this.#options = options;
    this.#pages = new ByteCache(options.limitBytes ?? 128 * 2 ** 20);
  }

  /** @param path canonical path and query, which is also the key */
  async get(path: string): Promise<Reply> {
    // Files of the build never change under their name; they need no look at the database.
    const immutable = path.startsWith('/_next/static/');
    const state = immutable ? { key: 'build', fresh: true } : await this.#options.state();
    const held = this.#pages.get(path);
    if (held !== undefined && held.state === state.key)
      return state.fresh ? held.reply : markStale(held.reply);
    const key = `${state.key} ${path}`;
    const rendering = this.#rendering.get(key) ?? this.#render(path, state.key, key);
    try {
      const reply = await rendering;
      if (reply.status < 500) return reply;
      return held === undefined ? unavailable : markStale(held.reply);
    } catch (error) {
      if (held !== undefined) return markStale(held.reply);
      throw error;
    }
  }

  #render(path: string, state: string, key: string): Promise<Reply> {
    const rendering = this.#options
      .render(path)
      .then((answer) => toReply(path, answer, state, this.#options.hostsOf?.(path)))
      .then((reply) => {
        if (reply.status < 500) this.#pages.set(path, { state, reply }, countBytes(path, reply));
        return reply;
      })
      .finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }
}

/** Fits Next's answer for readers: policy from its own scripts, validator, caching, compressed forms. */
export async function toReply(
  path: string,
  answer: SourceAnswer,
  state: string,
  hosts: readonly string[] = [],
): Promise<Reply> {
  const { 'cache-control': sourceCaching, ...headers } = answer.headers;
  const type = headers['content-type'] ?? '';
  const isPage = type.startsWith('text/html');
  if (isPage) {
    headers['content-security-policy'] = toPolicy(
      hashInlineScripts(Buffer.from(answer.body).toString('utf8')),
      false,
      hosts,
      isEmbed(path) ? '*' : "'none'",
    );
    // A page that a stranger's page may frame must also be allowed to come from another origin.
    if (isEmbed(path)) headers['cross-origin-resource-policy'] = 'cross-origin';
  }
  if (answer.status >= 500) headers['cache-control'] = 'no-store';
  else if (path.startsWith('/_next/static/'))
    headers['cache-control'] = sourceCaching ?? 'public, max-age=31536000, immutable';
  // Any cache may keep it, and must ask each time: a correction shows at once, an unchanged page costs 304.
  else headers['cache-control'] = 'public, no-cache';
  if (answer.status === 200) headers.etag = `"${state}-${answer.body.length.toString(36)}"`;
  const reply: Reply = { status: answer.status, headers, body: answer.body };
  if (answer.body.length < worthCompressing || !compressible.test(type)) return reply;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [gzipped, brotlied] = await Promise.all([
    compressGzip(answer.body),
    compressBrotli(answer.body, brotli),
  ]);
  return { ...reply, gzip: gzipped, brotli: brotlied };
}

/** An older copy, sent because a new one cannot be made: caches must not keep it, and the header says so. */
function markStale(reply: Reply): Reply {
  return {
    ...reply,
    headers: { ...reply.headers, 'cache-control': 'no-store', warning: '110 - "Response is stale"' },
  };
}

function countBytes(path: string, reply: Reply): number {
  const encoded = (reply.gzip?.length ?? 0) + (reply.brotli?.length ?? 0);
  return path.length * 2 + reply.body.length + encoded + 1000;
}
