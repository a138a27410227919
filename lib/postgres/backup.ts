import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { DossierError, isDiskFull } from '#lib/errors.ts';
import { withConnection } from './connect.ts';
import { type Migration, migrate } from './migrations.ts';
import { countRows, findTables, quote, type Table } from './tables.ts';

/**
 * A backup is a folder: `manifest.json` and one `<table>.copy.gz` a table, the text of `COPY … TO STDOUT` in the order
 * of the primary key. No `pg_dump` is needed, which the embedded Postgres does not bring.
 */
const manifestSchema = z.object({
  format: z.literal('public-dossier-backup@1'),
  createdAt: z.iso.datetime(),
  /** Migrations that made the tables, oldest first. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      /** sha256 of the uncompressed COPY text, hex. */
      sha256: z.string(),
    }),
  ),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

/**
 * Writes a backup of one consistent moment into a new or empty folder; the site may go on running.
 *
 * @throws DossierError `conflict` when the folder holds something, `disk_full`, `database_unreachable`
 */
export async function backUp(
  databaseUrl: string,
  folder: string,
  report: (line: string) => void = () => {},
): Promise<BackupManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new DossierError('conflict', {
      what: 'The backup folder is not empty',
      where: folder,
      mend: 'Name a new folder; an older backup is never overwritten.',
    });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return withConnection(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const tables = await findTables(client);
    const counts = await countRows(client, tables);
    const entries: BackupManifest['tables'] = [];
    for (const table of tables) {
      const rows = counts.get(table.name) ?? 0;
      report(`${table.name}: ${rows} rows`);
      const file = createWriteStream(join(folder, `${table.name}.copy.gz`), { mode: 0o600 });
      const sha256 = await copyOut(client, table, createGzip({ level: 6 }), file);
      entries.push({ name: table.name, columns: table.columns, rows, sha256 });
    }
    const migrations = await readHistory(client);
    await client.query('commit');
    const manifest = {
      format: 'public-dossier-backup@1' as const,
      createdAt: new Date().toISOString(),
      migrations,
      tables: entries,
    };
    // Last, so that a folder with a manifest is a whole backup.
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return manifest;
  });
}

/** Reads the manifest of a backup. @throws DossierError `invalid_input` when there is none or it is damaged */
export function readManifest(folder: string): BackupManifest {
  const file = join(folder, 'manifest.json');
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new DossierError('invalid_input', {
      what: 'This folder holds no whole backup: its manifest is missing or damaged',
      where: file,
      mend: 'Name the folder that `npm run db:backup` wrote.',
      cause,
    });
  }
}

/**
 * Restores a backup into an empty database: makes the tables as they were, loads every row in one transaction with all
 * keys, checks and triggers on, reads the rows back, and commits only when each table's hash equals the manifest's.
 * Then applies the migrations that came later.
 *
 * @throws DossierError `conflict` when the database holds rows, `integrity` when a file or a row differs, `migration`
 */
export async function restore(
  input: { databaseUrl: string; folder: string; migrations: Migration[] },
  report: (line: string) => void = () => {},
): Promise<BackupManifest> {
  const manifest = readManifest(input.folder);
  const then = chooseMigrations(manifest, input.migrations);
  await withConnection(input.databaseUrl, requireEmpty);
  await migrate({ databaseUrl: input.databaseUrl, migrations: then });
  await withConnection(input.databaseUrl, async (client) => {
    const tables = await findTables(client);
    await client.query('begin');
    try {
      for (const table of tables) {
        const entry = manifest.tables.find((candidate) => candidate.name === table.name);
        if (entry === undefined) continue;
        report(`${table.name}: ${entry.rows} rows`);
        await copyIn(client, table, entry, input.folder);
      }
      // The deferred rules speak now, while everything can still be undone.
      await client.query('set constraints all immediate');
      for (const table of tables) await compare(client, table, manifest);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
    await client.query('analyze');
  });
  await migrate({ databaseUrl: input.databaseUrl, migrations: input.migrations, report });
  return manifest;
}

async function copyOut(
  client: pg.ClientBase,
  table: Table,
  ...sinks: [Transform, Writable] | [Writable]
): Promise<string> {
  const hash = createHash('sha256');
  const order =
    table.key.length === 0 ? '' : `order by ${table.key.map((column) => `${quote(column)}`).join(', ')}`;
  const columns = table.columns.map(quote).join(', ');
  const source = client.query(
    copyTo(`copy (select ${columns} from ${quote(table.name)} ${order}) to stdout`),
  );
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    if (sinks.length === 1) await pipeline(source, tap, sinks[0]);
    else await pipeline(source, tap, sinks[0], sinks[1]);
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw new DossierError('disk_full', {
      what: 'The disk is full',
      mend: 'Free some space, remove the unfinished folder, and run the command again.',
      cause,
    });
  }
  return hash.digest('hex');
}

async function copyIn(
  client: pg.ClientBase,
  table: Table,
  entry: BackupManifest['tables'][number],
  folder: string,
): Promise<void> {
  const file = join(folder, `${table.name}.copy.gz`);
  const sink = client.query(
    copyFrom(`copy ${quote(table.name)} (${entry.columns.map(quote).join(', ')}) from stdin`),
  );
  try {
    await pipeline(createReadStream(file), createGunzip(), sink);
  } catch (cause) {
    throw new DossierError('integrity', {
      what: `Table ${table.name} cannot be restored: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: file,
      mend: 'Use another backup; the database is unchanged.',
      cause,
    });
  }
}

async function compare(client: pg.ClientBase, table: Table, manifest: BackupManifest): Promise<void> {
  const entry = manifest.tables.find((candidate) => candidate.name === table.name);
  if (entry === undefined) return;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const sha256 = await copyOut(client, { ...table, columns: entry.columns }, nowhere);
  if (sha256 === entry.sha256) return;
  throw new DossierError('integrity', {
    what: `Table ${table.name} reads back differently from what the backup recorded`,
    where: `${table.name}.copy.gz`,
    mend: 'The file was changed or damaged: use another backup; the database is unchanged.',
  });
}

function chooseMigrations(manifest: BackupManifest, migrations: Migration[]): Migration[] {
  return manifest.migrations.map(({ name, checksum }) => {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (migration?.checksum === checksum) return migration;
    throw new DossierError('migration', {
      what: `The backup was made with migration ${name}, which this checkout ${migration === undefined ? 'does not have' : 'has in another form'}`,
      mend: 'Check out the version that made the backup or a later one, and restore there.',
    });
  });
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const counts = await countRows(client, await findTables(client));
  const full = [...counts].filter(([, rows]) => rows > 0).map(([name, rows]) => `${name} ${rows}`);
  if (full.length === 0) return;
  throw new DossierError('conflict', {
    what: `The database is not empty (${full.slice(0, 5).join(', ')}${full.length > 5 ? ', …' : ''} rows)`,
    mend: 'Restore into a new database, or empty this one with `npm run db:reset` first.',
  });
}

async function readHistory(client: pg.ClientBase): Promise<BackupManifest['migrations']> {
  const result = await client.query(
    `select migration_name as name, checksum from _prisma_migrations
      where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return manifestSchema.shape.migrations.parse(result.rows);
}
