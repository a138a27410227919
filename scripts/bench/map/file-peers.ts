import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort, type RunningServer, startServer } from './child-server.ts';

const run = promisify(execFile);

/** Tiles by path, gzip, as both peers send them. */
export type TileFiles = ReadonlyMap<string, Uint8Array>;

/** nginx sending compressed files; null where it is not installed. */
export async function startNginx(folder: string, tiles: TileFiles): Promise<RunningServer | null> {
  const installed = await run('nginx', ['-v']).then(
    () => true,
    () => false,
  );
  if (!installed) return null;
  for (const [path, bytes] of tiles) {
    const file = join(folder, 'files', `${path}.gz`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const port = await findFreePort();
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr crit;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off; sendfile on; keepalive_requests 1000000;
  open_file_cache max=10000 inactive=60s;
  types { application/vnd.mapbox-vector-tile mvt; }
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/files; gzip_static always; add_header cache-control "public, max-age=31536000, immutable"; }
}
`,
  );
  const [first = '/'] = tiles.keys();
  return startServer('nginx', ['-c', config, '-p', folder], { port, path: first });
}

/** A Next route handler that sends the same bytes from a Map: what the site would do without a server of its own. */
export async function startNextHandler(folder: string, tiles: TileFiles): Promise<RunningServer> {
  const app = join(folder, 'next');
  const project = resolve(import.meta.dirname, '../../..');
  mkdirSync(join(app, 'app/tiles/[...path]'), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(app, 'node_modules'));
  writeFileSync(
    join(app, 'tiles.json'),
    JSON.stringify([...tiles].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')])),
  );
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'peer', private: true, type: 'module' }));
  // The symbolic link to the packages leads out of the folder, which Turbopack allows inside its root only.
  writeFileSync(
    join(app, 'next.config.mjs'),
    `export default { turbopack: { root: '/' }, typescript: { ignoreBuildErrors: true } };\n`,
  );
  writeFileSync(
    join(app, 'app/layout.js'),
    `export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n`,
  );
  writeFileSync(
    join(app, 'app/tiles/[...path]/route.js'),
    `import { readFileSync } from 'node:fs';
export const dynamic = 'force-dynamic';
const tiles = new Map(JSON.parse(readFileSync(process.env.TILES, 'utf8')).map(([path, text]) => [path, Buffer.from(text, 'base64')]));
export async function GET(request, { params }) {
  const { path } = await params;
  const bytes = tiles.get('/tiles/' + path.join('/'));
  if (bytes === undefined) return new Response(null, { status: 404 });
  return new Response(bytes, { headers: { 'content-type': 'application/vnd.mapbox-vector-tile', 'content-encoding': 'gzip' } });
}
`,
  );
  const next = join(project, 'node_modules/next/dist/bin/next');
  const env = { TILES: join(app, 'tiles.json'), NEXT_TELEMETRY_DISABLED: '1' };
  await run(process.execPath, [next, 'build', '--webpack'], {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const port = await findFreePort();
  const [first = '/'] = tiles.keys();
  return startServer(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    port,
    path: first,
    cwd: app,
    env,
  });
}
