import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { accepts } from './reply.ts';

/** An answer that is too long to hold in memory. */
export type StreamReply = {
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Begun when the reader takes the body; ended early (`return()`) when the reader leaves. */
  chunks: () => AsyncGenerator<string>;
};

/**
 * Sends a long answer as fast as its reader takes it, compressed where the reader allows.
 *
 * @throws what making the body throws before its first byte; after that the connection is cut, because a short file must not look
 * like a whole one
 */
export async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, chunks }: StreamReply,
): Promise<void> {
  const sendHead = () => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('vary', 'accept-encoding');
  };
  if (request.method === 'HEAD') {
    sendHead();
    response.writeHead(200).end();
    return;
  }
  const body = chunks();
  const first = await body.next();
  sendHead();
  const compressed = accepts(request.headers['accept-encoding'], 'gzip');
  if (compressed) response.setHeader('content-encoding', 'gzip');
  response.writeHead(200);
  const source = Readable.from(startWith(first, body));
  try {
    if (compressed) await pipeline(source, createGzip({ level: 4 }), response);
    else await pipeline(source, response);
  } catch {
    // The reader left, or the database did: either way the connection is already cut by `pipeline`.
  }
}

async function* startWith(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  try {
    if (first.done === true) return;
    yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
