import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import pg from 'pg';
import { coneZoom } from '#lib/tiles/device-tiles.ts';

// Process of scripts/bench/map.ts, the peer: PostGIS makes each tile, Node compresses and sends it. Arguments: database, port.
const [databaseUrl = '', port = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
const compress = promisify(gzip);
const select = 'select st_asmvtgeom(geom, st_tileenvelope($1, $2, $3), 4096, 0, true) as geom';
const rows = 'from device where geom && st_tileenvelope($1, $2, $3)';
const devices = `(select st_asmvt(q, 'devices', 4096, 'geom', 'id') from (${select}, id, t, ts, s, o, d, g, y, c, b ${rows}) q)`;
const cones = `(select st_asmvt(q, 'cones', 4096, 'geom') from (${select}, t, ts, s, o, d, g, y, c, b ${rows} and b is not null) q)`;
// What our tiles hold: ids in all, from zoom 13 a second layer.
const far = { name: 'far', text: `select ${devices} as tile` };
const near = { name: 'near', text: `select coalesce(${devices}, '') || coalesce(${cones}, '') as tile` };

const server = createServer((request, response) => {
  const [, z = 0, x = 0, y = 0] = (/\/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(request.url ?? '') ?? []).map(Number);
  pool
    .query<{ tile: Buffer }>({ ...(z < coneZoom ? far : near), values: [z, x, y] })
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
