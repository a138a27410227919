import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { DossierError, isDiskFull } from '#lib/errors.ts';
import { withConnection } from './connect.ts';
import { checkServer, checkTrigrams } from './server-check.ts';
import { type SqlStatement, splitStatements } from './sql-statements.ts';

/** The key that `prisma migrate` locks too, so that the two never run at once. */
const advisoryLockKey = 72_707_369;

export type Migration = {
  /** Folder name, e.g. `20261123000000_init`. */
  name: string;
  file: string;
  sql: string;
  /** sha256 of the file in hex, as Prisma computes it. */
  checksum: string;
};

const appliedRow = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished: z.boolean(),
});

/** Every `<folder>/<name>/migration.sql`, in the order of the names. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = join(folder, name, 'migration.sql');
      const sql = readFileSync(file, 'utf8');
      return { name, file, sql, checksum: toChecksum(sql) };
    });
}

/**
 * Brings a database up to date: each pending migration in one transaction, under Prisma's advisory lock, recorded in
 * Prisma's `_prisma_migrations` table, so that `prisma migrate` sees the same history. Run as the owner of the tables.
 *
 * @returns names of the migrations applied now, in order
 * @throws DossierError `database_unreachable`, `database_unfit`, or `migration`: a changed file, a database that is
 * newer than this checkout, or a failing statement (rolled back; names file, line and SQLSTATE)
 */
export async function migrate(input: {
  databaseUrl: string;
  migrations: Migration[];
  report?: (line: string) => void;
}): Promise<string[]> {
  return withConnection(input.databaseUrl, async (client) => {
    await checkServer(client);
    await client.query('select pg_advisory_lock($1)', [advisoryLockKey]);
    try {
      await createHistoryTable(client);
      const pending = findPending(await readApplied(client), input.migrations);
      for (const migration of pending) {
        input.report?.(`Applying migration ${migration.name}`);
        await applyMigration(client, migration);
      }
      if (pending.length > 0) await checkTrigramsIfThere(client);
      return pending.map((migration) => migration.name);
    } finally {
      // A broken connection has given the lock back already.
      await client.query('select pg_advisory_unlock($1)', [advisoryLockKey]).catch(() => {});
    }
  });
}

/**
 * The migrations that the database lacks.
 *
 * @throws DossierError `migration` when the history and the files disagree
 */
export function findPending(applied: z.infer<typeof appliedRow>[], migrations: Migration[]): Migration[] {
  const done = applied.filter((row) => row.finished);
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of done) {
    const migration = byName.get(row.migration_name);
    if (migration === undefined) {
      throw new DossierError('migration', {
        what: `The database has migration ${row.migration_name}, which this checkout does not know: it was used by a newer version`,
        mend: 'Update this checkout (git pull), or point DATABASE_URL or DATA_DIR at another database.',
      });
    }
    if (!matchesChecksum(migration, row.checksum)) {
      throw new DossierError('migration', {
        what: `Migration ${row.migration_name} was changed after it had been applied`,
        where: migration.file,
        mend: 'Restore the file as it was (git checkout), and put the change into a new migration.',
      });
    }
  }
  const finished = new Set(done.map((row) => row.migration_name));
  return migrations.filter((migration) => !finished.has(migration.name));
}

async function createHistoryTable(client: pg.Client): Promise<void> {
  // Prisma's own definition, column by column.
  await client.query(`create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`);
}

async function readApplied(client: pg.Client): Promise<z.infer<typeof appliedRow>[]> {
  // We hold the lock, so a row without an end belongs to a run that died; its transaction went with it.
  await client.query(
    `update _prisma_migrations set rolled_back_at = now(), logs = coalesce(logs, 'interrupted before it was committed')
      where finished_at is null and rolled_back_at is null`,
  );
  const result = await client.query(
    `select migration_name, checksum, finished_at is not null as finished from _prisma_migrations
      where rolled_back_at is null order by started_at`,
  );
  return z.array(appliedRow).parse(result.rows);
}

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  let current: SqlStatement = { text: '', line: 1 };
  try {
    await client.query('begin');
    // A table that somebody else holds must not queue every reader behind us for long.
    await client.query(`set local lock_timeout = '10s'`);
    for (const statement of splitStatements(migration.sql)) {
      current = statement;
      await client.query(statement.text);
    }
    await client.query(
      'update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1',
      [id],
    );
    await client.query('commit');
  } catch (cause) {
    const failure = toFailure(migration, current, cause);
    await client.query('rollback').catch(() => {});
    await client
      .query('update _prisma_migrations set rolled_back_at = now(), logs = $2 where id = $1', [
        id,
        failure.message,
      ])
      .catch(() => {});
    throw failure;
  }
}

function toFailure(migration: Migration, statement: SqlStatement, cause: unknown): DossierError {
  if (isDiskFull(cause)) {
    return new DossierError('disk_full', {
      what: `The disk is full; migration ${migration.name} was rolled back`,
      mend: 'Free some space and run the command again.',
      cause,
    });
  }
  const error = cause instanceof pg.DatabaseError ? cause : undefined;
  const offset = Number(error?.position ?? 1) - 1;
  const line = statement.line + statement.text.slice(0, offset).split('\n').length - 1;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new DossierError('migration', {
    what: `Migration ${migration.name} failed and was rolled back: ${message} (SQLSTATE ${error?.code ?? 'none'})`,
    where: `${migration.file}:${line}`,
    mend: `${toMend(error?.code)} The database is as it was before this migration.`,
    cause,
  });
}

function toMend(code: string | undefined): string {
  if (code === '42501')
    return 'Give the user of DATABASE_URL that right (it must own the tables and may need CREATEROLE).';
  if (code === '55P03') return 'Another command holds that table: stop it and run this one again.';
  if (code?.startsWith('23') === true)
    return 'Rows already there break the new rule: mend those rows and run again.';
  return 'Mend the statement, or report it with this line, and run again.';
}

async function checkTrigramsIfThere(client: pg.Client): Promise<void> {
  const found = await client.query(`select 1 from pg_extension where extname = 'pg_trgm'`);
  if (found.rowCount === 1) await checkTrigrams(client);
}

function matchesChecksum(migration: Migration, checksum: string): boolean {
  // A checkout on Windows may have changed the line ends; Prisma forgives that too.
  const unix = migration.sql.replaceAll('\r\n', '\n');
  return [migration.sql, unix, unix.replaceAll('\n', '\r\n')].some((sql) => toChecksum(sql) === checksum);
}

function toChecksum(sql: string): string {
  return createHash('sha256').update(sql, 'utf8').digest('hex');
}
