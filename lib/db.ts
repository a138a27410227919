import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { getEnv } from './env.ts';
import { DossierError } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { actAs } from './postgres/act-as.ts';

/**
 * Who a connection acts as. The database roles are the second wall: `site` reads and can change nothing, `ingest`
 * writes but can neither update nor delete the log. `owner` is the connecting user itself (migrations, backups).
 */
export type Actor = 'site' | 'ingest' | 'owner';

const poolSettings: Record<Actor, pg.PoolConfig> = {
  site: { max: 8, statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000 },
  ingest: { max: 3, lock_timeout: 30_000 },
  owner: { max: 3 },
};

/**
 * A `pg` pool that acts as `actor` where that role exists. For raw SQL, COPY and tiles; close it with `pool.end()`.
 *
 * @param url connection string of the owner of the tables
 */
export function openPool(url: string, actor: Actor): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    // Long enough for a busy machine, short enough to fail a request rather than queue for ever.
    connectionTimeoutMillis: 10_000,
    application_name: `public-dossier ${actor}`,
    ...poolSettings[actor],
    onConnect: async (client) => {
      if (actor === 'owner') return;
      await actAs(client, actor);
    },
  });
  // Without a listener an idle connection that breaks (server restart) would end the process.
  pool.on('error', () => {});
  return pool;
}

type Database = { pool: pg.Pool; prisma: PrismaClient };

declare global {
  // In development Next evaluates modules again at each change; the connections must outlive that.
  var dossierDatabase: Database | undefined;
}

/**
 * The site's read-only Prisma client, made once a process.
 *
 * @throws DossierError `environment` when no database was given: the commands set DATABASE_URL for the server they start
 */
export function getDb(): PrismaClient {
  return getDatabase().prisma;
}

/** The site's read-only pool, for tiles, search and aggregates. */
export function getPool(): pg.Pool {
  return getDatabase().pool;
}

/** Points `getDb` and `getPool` at a database that a command opened itself. Before their first use. */
export function connectDb(url: string): void {
  globalThis.dossierDatabase ??= connect(url);
}

/** Closes what `getDb` and `getPool` opened. */
export async function closeDb(): Promise<void> {
  const database = globalThis.dossierDatabase;
  globalThis.dossierDatabase = undefined;
  await database?.prisma.$disconnect();
  await database?.pool.end();
}

function getDatabase(): Database {
  globalThis.dossierDatabase ??= openDatabase();
  return globalThis.dossierDatabase;
}

/**
 * Where `getDb` and `getPool` connect to, for a thread that needs its own connection.
 *
 * @throws DossierError `environment` when no database was given
 */
export function getDatabaseUrl(): string {
  const url = getEnv().DATABASE_URL;
  if (url === undefined) {
    throw new DossierError('environment', {
      what: 'This process was given no database',
      mend: 'Start the site with `npm start` or `npm run dev`, which set DATABASE_URL, or set it yourself.',
    });
  }
  return url;
}

function openDatabase(): Database {
  return connect(getDatabaseUrl());
}

function connect(url: string): Database {
  const pool = openPool(url, 'site');
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}
