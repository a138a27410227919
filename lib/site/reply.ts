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

/**
 * Sends a reply: 304 when the reader holds it already, the best encoding the reader takes, no body for HEAD.
 *
 * @param always headers of every reply; the reply's own replace them
 */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  always: Headers = noHeaders,
): void {
  const tag = reply.headers.etag;
  if (reply.status === 200 && tag !== undefined && holds(request.headers['if-none-match'], tag)) {
    const { 'content-type': _, ...headers } = { ...always, ...reply.headers, ...toVary(reply) };
    response.writeHead(304, headers).end();
    return;
  }
  const { bytes, encoding } = choose(reply, request.headers['accept-encoding']);
  response.writeHead(reply.status, toHead(reply, { bytes, encoding }, always));
  response.end(request.method === 'HEAD' || bytes.length === 0 ? undefined : bytes);
}

type Headers = Readonly<Record<string, string>>;
type Encoding = 'br' | 'gzip' | null;
type Chosen = { bytes: Uint8Array; encoding: Encoding };

const noHeaders: Headers = {};
const heads = new WeakMap<Reply, { always: Headers; encoding: Encoding; head: string[] }>();

/** Names and values in turns, made once for a reply that is sent again and again. */
function toHead(reply: Reply, { bytes, encoding }: Chosen, always: Headers): string[] {
  const known = heads.get(reply);
  if (known?.always === always && known.encoding === encoding) return known.head;
  const headers = {
    ...always,
    ...reply.headers,
    ...toVary(reply),
    ...(encoding !== null && { 'content-encoding': encoding }),
    // 204 and 304 have no length by definition.
    ...(reply.status !== 204 && reply.status !== 304 && { 'content-length': String(bytes.length) }),
  };
  const head = Object.entries(headers).flat();
  heads.set(reply, { always, encoding, head });
  return head;
}

function toVary({ gzip, brotli }: Reply): Record<string, string> {
  return gzip === undefined && brotli === undefined ? {} : { vary: 'accept-encoding' };
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
  // As browsers write it: names alone.
  if (typeof header === 'string' && !header.includes(';')) return namesCoding(header, coding);
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  for (const part of text.split(',')) {
    const [name, ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name === coding) return !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  }
  return false;
}

/** True when a header without weights names the coding, whatever stands around it. */
function namesCoding(header: string, coding: string): boolean {
  const text = header.toLowerCase();
  for (let at = text.indexOf(coding); at >= 0; at = text.indexOf(coding, at + 1)) {
    const isEdge = (character: string | undefined) => character === undefined || /[,\s]/.test(character);
    if (isEdge(text[at - 1]) && isEdge(text[at + coding.length])) return true;
  }
  return false;
}

function choose(reply: Reply, header: string | string[] | undefined): Chosen {
  if (reply.brotli !== undefined && accepts(header, 'br')) return { bytes: reply.brotli, encoding: 'br' };
  if (reply.gzip !== undefined && accepts(header, 'gzip')) return { bytes: reply.gzip, encoding: 'gzip' };
  return { bytes: reply.body, encoding: null };
}
