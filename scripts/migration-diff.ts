import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DossierError } from '#lib/errors.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrate, readMigrations } from '#lib/postgres/migrations.ts';
import { diffSchema } from '#lib/postgres/schema-diff.ts';
import { readSchemaFiles } from '#lib/postgres/schema-files.ts';
import { runCommand } from './run-command.ts';

const usage = `Writes the next migration: the difference between prisma/migrations and the Prisma schema.

  npm run db:diff -- <name>      writes prisma/migrations/<time>_<name>/migration.sql
  npm run db:diff -- --stdout    prints the SQL and writes nothing`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { stdout: { type: 'boolean' } },
    allowPositionals: true,
  });
  const name = positionals[0];
  if (values.stdout !== true && name === undefined) {
    throw new DossierError('bad_request', { what: 'A name for the migration is missing', mend: usage });
  }
  const sql = await diffAgainstMigrations();
  if (sql === '') {
    console.error('The migrations and the schema agree; there is nothing to write.');
  } else if (values.stdout === true || name === undefined) {
    console.log(sql);
  } else {
    console.error(
      `Wrote ${writeMigration(name, sql)}; read it, add what the schema cannot say, then run npm run db:migrate.`,
    );
  }
});

async function diffAgainstMigrations(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-diff-'));
  const database = await startEmbeddedPostgres({ folder, throwAway: true });
  try {
    const migrations = existsSync('prisma/migrations') ? readMigrations(resolve('prisma/migrations')) : [];
    await migrate({ databaseUrl: database.url, migrations });
    return await diffSchema({ databaseUrl: database.url, schemaFiles: readSchemaFiles(resolve('prisma')) });
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeMigration(name: string, sql: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join('prisma/migrations', `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  writeFileSync(file, `${sql}\n`, { flag: 'wx' });
  return file;
}
