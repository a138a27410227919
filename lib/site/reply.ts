import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the front sends, before it is fitted to one request. */
export type Reply = {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** The same body compressed, where that was worth it. */
  gzip?: Uint8Array;
  brotli?: Uint8Array;
};

const noBytes = new Uint8Array();

export function toTextReply(status: number, text: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(`${text}\n`),
  };
}

export function toEmptyReply(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: noBytes };
}

/** Sends a reply: 304 when the reader holds it already, the best encoding the reader takes, no body for HEAD. */
export function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (reply.gzip !== undefined || reply.brotli !== undefined) response.setHeader('vary', 'accept-encoding');
  const tag = reply.headers.etag;
  if (reply.status === 200 && tag !== undefined && holds(request.headers['if-none-match'], tag)) {
    response.removeHeader('content-type');
    response.writeHead(304).end();
    return;
  }
  const { bytes, encoding } = choose(reply, request.headers['accept-encoding']);
  if (encoding !== null) response.setHeader('content-encoding', encoding);
  // 204 and 304 have no length by definition.
  if (reply.status !== 204 && reply.status !== 304) response.setHeader('content-length', bytes.length);
  response.writeHead(reply.status);
  response.end(request.method === 'HEAD' || bytes.length === 0 ? undefined : bytes);
}

/** True when `if-none-match` names the tag; weak comparison (RFC 9110 §8.8.3.2), which is what GET asks for. */
export function holds(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const plain = tag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === plain);
}

/** True when `accept-encoding` allows the coding: named, and not with weight 0. */
export function accepts(header: string | string[] | undefined, coding: string): boolean {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  for (const part of text.split(',')) {
    const [name, ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name === coding) return !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  }
  return false;
}

function choose(
  reply: Reply,
  header: string | string[] | undefined,
): { bytes: Uint8Array; encoding: string | null } {
  if (reply.brotli !== undefined && accepts(header, 'br')) return { bytes: reply.brotli, encoding: 'br' };
  if (reply.gzip !== undefined && accepts(header, 'gzip')) return { bytes: reply.gzip, encoding: 'gzip' };
  return { bytes: reply.body, encoding: null };
}
