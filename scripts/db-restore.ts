import { resolve } from 'node:path';
import { getEnv } from '#lib/env.ts';
import { DossierError } from '#lib/errors.ts';
import { restore } from '#lib/postgres/backup.ts';
import { openDatabase, readCheckoutMigrations } from '#lib/postgres/open-database.ts';
import { copyFolders, privateFolders, snapshotFolders } from '#lib/postgres/private-folders.ts';
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
    copyFolders(folder, env.DATA_DIR, [...privateFolders, ...snapshotFolders]);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Restored ${rows} rows from ${folder} (backed up ${manifest.createdAt})`);
  } finally {
    await database.close();
  }
});
