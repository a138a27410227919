import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { privateFolders, restore } from '#lib/postgres/backup.ts';
import { openDatabase, readCheckoutMigrations } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

// npm run db:restore -- <folder>: into an empty database; all or nothing.
await runCommand(async () => {
  const env = getEnv();
  const argument = process.argv[2];
  if (argument === undefined) {
    throw new DossierError('bad_request', {
      what: 'The backup folder is missing',
      mend: 'npm run db:restore -- <folder>',
    });
  }
  const folder = resolve(argument);
  const database = await openDatabase(env, console.log);
  try {
    const input = { databaseUrl: database.url, folder, migrations: readCheckoutMigrations() };
    const manifest = await restore(input, (line) => console.log(`  ${line}`));
    for (const name of privateFolders) {
      const path = join(folder, name);
      if (existsSync(path)) cpSync(path, join(env.DATA_DIR, name), { recursive: true });
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows from ${folder} (backed up ${manifest.createdAt})`);
  } finally {
    await database.close();
  }
});
