import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPool } from '#lib/db.ts';
import { Desk } from '#lib/desk/desk.ts';
import { serveDesk } from '#lib/desk/serve.ts';
import { getEnv } from '#lib/env.ts';
import { DossierError, toCliLine } from '#lib/errors.ts';

/**
 * The process of the desk: SURFACE=desk npm start runs it in the place of server.ts, with which it shares no address, no page and no right.
 * `--data <folder>` names another one than the repository's `data`, for tests.
 */
try {
  const env = getEnv();
  if (env.DATABASE_URL === undefined) {
    throw new DossierError('environment', {
      what: 'The desk was given no database',
      mend: 'Start it with SURFACE=desk npm start, which sets DATABASE_URL.',
    });
  }
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataFolder = resolve(values.data ?? join(import.meta.dirname, '../data'));
  const pool = openPool(env.DATABASE_URL, 'ingest');
  const desk = new Desk({
    env,
    pool,
    folders: {
      seedDir: env.SEED_DIR,
      dataDir: env.DATA_DIR,
      dataFolder,
      worksFolder: join(dataFolder, 'works'),
    },
  });
  const server = await serveDesk({ desk, host: env.HOST, port: env.PORT });
  // A mistake in the files of `data` shows on the page that needs them.
  void desk.warm().catch(() => {});
  const stop = () => {
    server.close(() => void pool.end().then(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${toCliLine(error)}\n`);
  process.exit(1);
}
