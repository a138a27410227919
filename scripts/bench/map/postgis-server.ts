import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pg from 'pg';

// Process of scripts/bench/map.ts, the peer: PostGIS makes each tile, Node compresses and sends it. Arguments: database, port.
const [databaseUrl = '', port = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
const compress = promisify(gzip);
const text = `select st_asmvt(q, 'devices', 4096, 'geom') as tile from (
  select st_asmvtgeom(geom, st_tileenvelope($1, $2, $3), 4096, 0, true) as geom, t, ts, s, o, d, g, y, c, b
    from device where geom && st_tileenvelope($1, $2, $3)) q`;

const server = createServer((request, response) => {
  const [, z = 0, x = 0, y = 0] = (/\/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(request.url ?? '') ?? []).map(Number);
  pool
    .query<{ tile: Buffer }>({ name: 'tile', text, values: [z, x, y] })
    .then(({ rows }) => compress(rows[0]?.tile ?? Buffer.alloc(0), { level: 1 }))
    .then(
      (bytes) => {
        response.setHeader('content-type', 'application/vnd.mapbox-vector-tile');
        response.setHeader('content-encoding', 'gzip');
        response.setHeader('content-length', bytes.length);
        response.end(bytes);
      },
      () => response.writeHead(500).end(),
    );
});
server.listen(Number(port), '127.0.0.1');
