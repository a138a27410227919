import { createServer } from 'node:http';
import { openPool } from '#lib/db.ts';
import { send } from '#lib/site/reply.ts';
import { toSecurityHeaders, toTileHeaders } from '#lib/site/security-headers.ts';
import { TileRoutes } from '#lib/tiles/tile-routes.ts';

// Process of scripts/bench/map.ts: the tile routes of the site alone, with its headers. Arguments: database, port, bytes of the tile cache.
const [databaseUrl = '', port = '', cacheBytes = '0'] = process.argv.slice(2);
const tiles = new TileRoutes({
  client: openPool(databaseUrl, 'site'),
  databaseUrl,
  cacheBytes: Number(cacheBytes),
  patience: 600_000,
  report: (line) => process.stderr.write(`${line}\n`),
});
const always = toTileHeaders(toSecurityHeaders({ https: true, development: false }));
const server = createServer((request, response) => {
  const known = tiles.recall(request.url ?? '');
  if (known !== undefined) {
    send(request, response, known, always);
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.invalid');
  tiles.get(pathname, searchParams, request.url).then(
    (reply) => send(request, response, reply, always),
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(port), '127.0.0.1');
