import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { Reply } from '#lib/site/reply.ts';

const compress = promisify(gzip);

export async function toJsonReply(value: unknown, caching = 'public, no-cache'): Promise<Reply> {
  const body = Buffer.from(JSON.stringify(value));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': caching };
  return { status: 200, headers, body, gzip: await compress(body, { level: 4 }) };
}

export async function compressWell(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes, { level: 6 });
}

/** The same reply with other caching; a body that is made only when it is read stays so. */
export function withCaching(reply: Reply, caching: string): Reply {
  const { status, headers, gzip: gzipped, brotli } = reply;
  return {
    status,
    headers: { ...headers, 'cache-control': caching },
    ...(gzipped && { gzip: gzipped }),
    ...(brotli && { brotli }),
    get body() {
      return reply.body;
    },
  };
}

/** What is held compressed is only unpacked for the rare reader who does not take gzip. */
export function toGzipReply(gzipped: Uint8Array, type: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': type },
    gzip: gzipped,
    get body() {
      return gunzipSync(gzipped);
    },
  };
}
