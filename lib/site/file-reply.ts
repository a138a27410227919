import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** A file on this machine, sent whole or as the one byte range that a reader asks for. */
export type FileReply = {
  file: string;
  size: number;
  /** Lower-case names; `etag` should be among them. */
  headers: Record<string, string>;
};

/** @throws nothing once the head is sent: a file that ends early cuts the connection */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { file, size, headers }: FileReply,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('accept-ranges', 'bytes');
  const condition = request.headers['if-range'];
  const isCurrent = condition === undefined || condition === headers.etag;
  const range = isCurrent ? parseRange(request.headers.range, size) : 'whole';
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    response.writeHead(416).end();
    return;
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
  if (range !== 'whole') response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
  response.setHeader('content-length', end - start + 1);
  response.writeHead(range === 'whole' ? 200 : 206);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(file, { start, end }), response);
  } catch {
    // The reader left, or the file changed: `pipeline` cut the connection, so that a part never looks like the whole.
  }
}

/** One range of RFC 9110 §14; several ranges, and anything else that is allowed to be ignored, mean the whole file. */
export function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'whole' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return start > end ? 'unsatisfiable' : { start, end };
}
