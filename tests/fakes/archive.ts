import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the archives misbehave; all off by default. */
export interface ArchiveTrouble {
  /** SPN2: 200 with this `status_ext` and no job id. */
  submitError?: string;
  /** SPN2: the job ends with this `status_ext`. */
  jobError?: string;
  /** SPN2: polls that say "pending" before the job ends. */
  pendingPolls?: number;
  /** SPN2: polls that answer with a page of HTML instead. */
  brokenPolls?: number;
  /** Everything answers with 503 and a page of HTML. */
  offline?: boolean;
  /** SPN2: success without a timestamp. */
  noTimestamp?: boolean;
  /** CDX: rows without the header; absent: nothing is held. */
  held?: readonly [timestamp: string, original: string][];
  /** Perma.cc: this status with this body. */
  perma?: { status: number; body: unknown };
}

export interface FakeArchive {
  origin: string;
  trouble: ArchiveTrouble;
  requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
  close: () => Promise<void>;
}

/** Save Page Now 2, the CDX server and the archives endpoint of Perma.cc, on one loopback port. */
export async function startArchive(): Promise<FakeArchive> {
  let polls = 0;
  const fake: FakeArchive = { origin: '', trouble: {}, requests: [], close: async () => {} };
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    const body = Buffer.concat(chunks).toString();
    fake.requests.push({ method, path: url, headers, body });
    const { trouble } = fake;
    if (trouble.offline === true) return sendPage(response, 503);
    if (url === '/save') {
      polls = 0;
      return sendJson(response, 200, submit(headers, body, trouble));
    }
    if (url.startsWith('/save/status/')) {
      polls += 1;
      if (polls <= (trouble.brokenPolls ?? 0)) return sendPage(response, 502);
      return sendJson(response, 200, toJob(polls, trouble));
    }
    if (url.startsWith('/cdx/search/cdx')) {
      const rows = trouble.held ?? [];
      return sendJson(response, 200, rows.length === 0 ? [] : [['timestamp', 'original'], ...rows]);
    }
    if (url === '/v1/archives/') {
      const { status, body: answer } = trouble.perma ?? { status: 201, body: record };
      return sendJson(response, headers.authorization === 'ApiKey perma-key' ? status : 401, answer);
    }
    return sendPage(response, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fake.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return fake;
}

const record = { guid: 'AB12-CD34', creation_timestamp: '2026-11-26T16:11:19.516152Z', url: 'x' };
const job = 'spn2-0123456789abcdef';

function submit(headers: IncomingMessage['headers'], body: string, trouble: ArchiveTrouble): unknown {
  const url = new URLSearchParams(body).get('url');
  if (headers.authorization !== 'LOW access:secret')
    return { status: 'error', status_ext: 'error:unauthorized', message: 'You need to be logged in.' };
  if (trouble.submitError !== undefined)
    return { status: 'error', status_ext: trouble.submitError, message: 'It cannot be saved.' };
  return { url, job_id: job };
}

function toJob(polls: number, trouble: ArchiveTrouble): unknown {
  if (polls <= (trouble.brokenPolls ?? 0) + (trouble.pendingPolls ?? 0))
    return { status: 'pending', job_id: job };
  if (trouble.jobError !== undefined) return { status: 'error', status_ext: trouble.jobError, job_id: job };
  return {
    status: 'success',
    job_id: job,
    original_url: 'https://news.example/lamps',
    ...(trouble.noTimestamp === true ? {} : { timestamp: '20261126101112' }),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Temporarily offline</title>');
}
