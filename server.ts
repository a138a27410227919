import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { closeDb, getDatabaseUrl, getPool } from '#lib/db.ts';
import { DownloadRoutes } from '#lib/devices/download/download-routes.ts';
import { setDeviceCounter } from '#lib/devices/known-counts.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError, getErrorCode, toCliLine } from '#lib/errors.ts';
import { HereRoutes } from '#lib/here/here-routes.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { LedgerRoutes } from '#lib/log/ledger-routes.ts';
import { toMapHosts } from '#lib/site/content-security.ts';
import { type FileReply, sendFile } from '#lib/site/file-reply.ts';
import { toPageAddress } from '#lib/site/page-address.ts';
import { PageCache } from '#lib/site/page-cache.ts';
import { PageSource } from '#lib/site/page-source.ts';
import { withReadableErrors } from '#lib/site/readable-errors.ts';
import { type Reply, send, toTextReply } from '#lib/site/reply.ts';
import {
  asksForPosition,
  toSecurityHeaders,
  toTileHeaders,
  withPosition,
} from '#lib/site/security-headers.ts';
import { SiteState } from '#lib/site/site-state.ts';
import { type StreamReply, sendStream } from '#lib/site/stream-reply.ts';
import { MapFileRoutes } from '#lib/tiles/map-file-routes.ts';
import { TileRoutes } from '#lib/tiles/tile-routes.ts';

/**
 * The one process of the site: tiles, base map and the ledger's files first, then the page cache, then Next. Nothing about a reader is
 * written down: no address, no path, no header; an error on the terminal carries a random number that its page shows.
 */
const env = getEnv();
const development = env.NODE_ENV !== 'production';
const app = next({ dev: development, dir: import.meta.dirname, hostname: env.HOST, port: env.PORT });
const pool = getPool();
const tiles = new TileRoutes({
  client: pool,
  databaseUrl: getDatabaseUrl(),
  streetFile: env.BASEMAP_PMTILES,
  report: (line) => process.stderr.write(`${line}\n`),
});
setDeviceCounter((view) => tiles.count(view));
const mapFiles = new MapFileRoutes(join(env.DATA_DIR, 'map'));
const downloads = new DownloadRoutes(pool);
const here = new HereRoutes();
const ledger = new LedgerRoutes(pool, new LedgerFolder(env.DATA_DIR));
const always = toSecurityHeaders({ https: env.SITE_URL?.startsWith('https:') ?? false, development });
const ofTiles = toTileHeaders(always);

try {
  await app.prepare();
  await listen();
} catch (error) {
  process.stderr.write(`${toCliLine(error)}\n`);
  process.exit(1);
}

async function listen(): Promise<void> {
  const renderDirectly = app.getRequestHandler();
  const host = env.SITE_URL === undefined ? `${env.HOST}:${env.PORT}` : new URL(env.SITE_URL).host;
  const source = new PageSource((request, response) => void renderDirectly(request, response), host);
  const state = new SiteState(pool, readBuildId());
  const pages = new PageCache({
    render: withReadableErrors((path) => source.get(path)),
    state: () => state.get(),
    hostsOf: (path) => toMapHosts(path, env.MAPBOX_TOKEN),
  });

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 });
  server.on('request', (request, response) => {
    // Tiles come by the dozen, and most were sent before.
    const known = request.method === 'GET' ? tiles.recall(request.url ?? '') : undefined;
    if (known !== undefined) {
      send(request, response, known, ofTiles);
      return;
    }
    for (const [name, value] of Object.entries(toHeaders(request.url ?? ''))) response.setHeader(name, value);
    if (development && ![tiles, ledger, here, downloads].some((routes) => routes.owns(request.url ?? ''))) {
      void renderDirectly(request, response);
      return;
    }
    answer(request, pages)
      .then((reply) => {
        if ('chunks' in reply) return sendStream(request, response, reply);
        return 'file' in reply ? sendFile(request, response, reply) : send(request, response, reply);
      })
      .catch((error: unknown) => fail(response, error));
  });
  // No listener for `upgrade`: Node then answers the request as if none had been asked for. Only Next's development server
  // speaks WebSocket, and it adds its own.

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(toListenError(cause)));
    server.listen(env.PORT, env.HOST, resolve);
  });
  // A reader of the map should not wait for the devices to be read, but pages do not need them, and the first page would
  // wait behind seconds of reading: so that begins after the first answer, or when nobody asks.
  const warm = () =>
    void tiles
      .warm()
      .then(() => here.warm())
      .catch(() => {});
  const unasked = setTimeout(warm, 10_000);
  server.once('request', (_, response) => {
    clearTimeout(unasked);
    response.once('close', warm);
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const forced = setTimeout(() => server.closeAllConnections(), 5000);
    server.close(() => {
      clearTimeout(forced);
      source.close();
      void Promise.allSettled([tiles.stop(), here.stop(), app.close(), closeDb()]).then(() =>
        process.exit(0),
      );
    });
    // What does not end by itself (the compiler of the development server, an open WebSocket) must not keep us.
    setTimeout(() => process.exit(0), 8000);
    server.closeIdleConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function toHeaders(target: string): Readonly<Record<string, string>> {
  if (tiles.owns(target)) return ofTiles;
  return asksForPosition(target) ? withPosition(always) : always;
}

async function answer(request: IncomingMessage, pages: PageCache): Promise<Reply | StreamReply | FileReply> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const refusal = toTextReply(405, 'Everything here is read with GET.');
    return { ...refusal, headers: { ...refusal.headers, allow: 'GET, HEAD' } };
  }
  // No server action exists; the header is only ever sent to probe for one.
  if (request.headers['next-action'] !== undefined) return toTextReply(404, 'Not found.');
  const address = toPageAddress(request.url ?? '/');
  if (!address.ok) return toTextReply(address.status, address.reason);
  const { pathname, searchParams } = new URL(address.path, 'http://site.invalid');
  if (ledger.owns(pathname)) return ledger.get(decodeURIComponent(pathname));
  if (downloads.owns(pathname)) return downloads.get(pathname, searchParams);
  if (here.owns(pathname)) return here.get(decodeURIComponent(pathname));
  if (mapFiles.owns(pathname)) return mapFiles.get(decodeURIComponent(pathname));
  return tiles.owns(pathname)
    ? tiles.get(decodeURIComponent(pathname), searchParams, request.url)
    : pages.get(address.path);
}

function fail(response: ServerResponse, error: unknown): void {
  const id = randomUUID().slice(0, 8);
  process.stderr.write(`error ${id}: ${toCliLine(error)}\n`);
  const databaseGone = error instanceof DossierError && error.code === 'database_unreachable';
  const text = databaseGone ? 'The database cannot be reached' : 'Something went wrong on our side';
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.writeHead(503).end(`${text} (error ${id}). Please try again in a minute.\n`);
}

function readBuildId(): string {
  if (development) return 'development';
  return readFileSync(join(import.meta.dirname, '.next/BUILD_ID'), 'utf8').trim();
}

function toListenError(cause: unknown): unknown {
  const code = getErrorCode(cause);
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return cause;
  return new DossierError('port_taken', {
    what: `The site cannot listen on ${env.HOST}:${env.PORT} (${code})`,
    mend: `Stop the program that uses it, or choose another port: PORT=${env.PORT + 1}.`,
    cause,
  });
}
