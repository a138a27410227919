import { join, resolve } from 'node:path';
import { toPlace, withConnection } from './connect.ts';
import { startEmbeddedPostgres } from './launcher.ts';
import { type Migration, migrate, readMigrations } from './migrations.ts';

export type OpenDatabase = {
  /** Connection string of the owner of the tables. */
  url: string;
  /** What to tell the person: where the database is. */
  place: string;
  embedded: boolean;
  /** True when another command had started the embedded server already. */
  shared: boolean;
  /** Stops the embedded server if this process is the one that must; otherwise nothing. */
  close(): Promise<void>;
};

/**
 * The database that the commands work on: the server of DATABASE_URL when it is set, else the embedded one under
 * `dataDir`, started or adopted.
 *
 * @throws DossierError `database_unreachable`, or what `startEmbeddedPostgres` throws
 */
export async function openDatabase(
  settings: { DATABASE_URL?: string | undefined; DATA_DIR: string },
  report?: (line: string) => void,
): Promise<OpenDatabase> {
  const url = settings.DATABASE_URL;
  if (url !== undefined) {
    await withConnection(url, (client) => client.query('select 1'));
    return { url, place: toPlace(url), embedded: false, shared: false, close: () => Promise.resolve() };
  }
  const folder = join(settings.DATA_DIR, 'postgres');
  const server = await startEmbeddedPostgres(report === undefined ? { folder } : { folder, report });
  return {
    url: server.url,
    place: `embedded Postgres on 127.0.0.1:${server.port}`,
    embedded: true,
    shared: server.adopted && !server.owned,
    close: () => server.stop(),
  };
}

/** The migrations of this checkout, oldest first. */
export function readCheckoutMigrations(): Migration[] {
  return readMigrations(resolve(import.meta.dirname, '../../prisma/migrations'));
}

/** Applies the migrations of this checkout. Returns the names of those applied now. */
export function migrateToHead(databaseUrl: string, report?: (line: string) => void): Promise<string[]> {
  const input = { databaseUrl, migrations: readCheckoutMigrations() };
  return migrate(report === undefined ? input : { ...input, report });
}
