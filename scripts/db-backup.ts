import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getEnv } from '#lib/env.ts';
import { backUp, privateFolders } from '#lib/postgres/backup.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

// npm run db:backup -- [folder]: every row, the private captures and reviews under way, restorable by npm run db:restore.
await runCommand(async () => {
  const env = getEnv();
  const stamp = new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19);
  const folder = resolve(process.argv[2] ?? join(env.DATA_DIR, 'backups', stamp));
  const database = await openDatabase(env, console.log);
  try {
    const manifest = await backUp(database.url, folder, (line) => console.log(`  ${line}`));
    for (const name of privateFolders) {
      const path = join(env.DATA_DIR, name);
      if (existsSync(path)) cpSync(path, join(folder, name), { recursive: true });
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Backed up ${rows} rows of ${manifest.tables.length} tables to ${folder}`);
  } finally {
    await database.close();
  }
});
