import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';

/** Answers one request; the body of a POST was read already. */
export type Behavior = (request: SeenRequest, response: ServerResponse) => void;

export interface SeenRequest {
  method: string;
  /** Path with query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** performance.now() at arrival. */
  startedAt: number;
}

export interface GenericSite {
  origin: string;
  port: number;
  /** For the client's test-only allow-list. */
  ports: ReadonlySet<number>;
  requests: SeenRequest[];
  /** Most requests that were open at one moment. */
  mostOpen: () => number;
  /** The n-th request to a path gets the n-th behavior, later ones the last. */
  on: (path: string, ...behaviors: [Behavior, ...Behavior[]]) => void;
  /** Requests to a path so far. */
  count: (path: string) => number;
  close: () => Promise<void>;
}

/** A site on loopback that misbehaves on request. Without a behavior a path answers 404, `/robots.txt` too. */
export async function startGenericSite(): Promise<GenericSite> {
  const behaviors = new Map<string, Behavior[]>();
  const requests: SeenRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer(async (incoming, response) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    const request = await read(incoming);
    const [path = ''] = request.path.split('?');
    const planned = behaviors.get(path) ?? [status(404)];
    requests.push(request);
    const behave = planned[count(path) - 1] ?? planned.at(-1);
    behave?.(request, response);
  });
  const count = (path: string) => requests.filter((request) => request.path.split('?')[0] === path).length;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    ports: new Set([port]),
    requests,
    mostOpen: () => mostOpen,
    on: (path, ...planned) => behaviors.set(path, planned),
    count,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString(), startedAt };
}

/** 200 with an ETag of its content, and 304 to whoever holds that. */
export function page(body: string | Uint8Array, headers: Record<string, string> = {}): Behavior {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag, ...headers }).end(body);
  };
}

/** Never 304: the tag is always the same, whatever the body is. */
export function staleTag(body: string): Behavior {
  return (_, response) => response.writeHead(200, { etag: '"always"' }).end(body);
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Behavior {
  return (_, response) => response.writeHead(code, headers).end(body);
}

export function redirect(location: string, code = 302): Behavior {
  return status(code, { location });
}

/** Keeps the connection and sends nothing. */
export const silence: Behavior = () => {};

/** Ends the connection before, or in the middle of, the answer. */
export const reset: Behavior = (_, response) => response.socket?.destroy();
export const breakOff: Behavior = (_, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('half', () => response.socket?.destroy());
};

/** A byte every 20 ms, for ever. */
export const slowDrip: Behavior = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(timer));
};

/** As fast as the client takes it, for ever. */
export const endless: Behavior = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const chunk = Buffer.alloc(100_000, 'x');
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  write();
};

/** `megabytes` of zeros in a thousandth of the bytes. */
export function gzipBomb(megabytes: number): Behavior {
  return (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html' });
    const gzip = createGzip();
    gzip.pipe(response);
    let left = megabytes;
    const chunk = Buffer.alloc(1_000_000);
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!gzip.write(chunk)) return;
      }
      gzip.end();
    };
    gzip.on('drain', write).on('error', () => {});
    write();
  };
}

/** Says that it was encoded twice. */
export const stackedEncodings: Behavior = (_, response) =>
  response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('x')));

/** Two characters in GBK: declared as UTF-8, or without any declaration. */
const gbk = Buffer.from([0xbc, 0xe0, 0xbf, 0xd8]);
export const wrongCharset = page(gbk, { 'content-type': 'text/html; charset=utf-8' });
export const gbkWithoutHeader = page(gbk, { 'content-type': 'text/html' });

const challengePage = '<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>';
export const challengeIn200 = status(200, { 'content-type': 'text/html' }, challengePage);
export const challengeIn403 = status(403, { 'content-type': 'text/html', 'cf-mitigated': 'challenge' });

export function robots(text: string): Behavior {
  return status(200, { 'content-type': 'text/plain' }, text);
}

/** A rule, then more comment than RFC 9309 wants to be read, then another rule. */
export const hugeRobots = robots(
  `User-agent: *\nDisallow: /early\n${'# padding\n'.repeat(80_000)}Disallow: /late\n`,
);
