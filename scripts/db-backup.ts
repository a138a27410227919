import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { getEnv } from '#lib/env.ts';
import { backUp } from '#lib/postgres/backup.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import {
  copyFolders,
  measureFolders,
  privateFolders,
  snapshotFolders,
} from '#lib/postgres/private-folders.ts';
import { runCommand } from './run-command.ts';

// npm run db:backup -- [folder] [--snapshots]: every row, the private captures and reviews under way, with --snapshots also what scrapers saw;
// restorable by npm run db:restore.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { snapshots: { type: 'boolean', default: false } },
  });
  const env = getEnv();
  const stamp = new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19);
  const folder = resolve(positionals[0] ?? join(env.DATA_DIR, 'backups', stamp));
  const database = await openDatabase(env, console.log);
  try {
    const manifest = await backUp(database.url, folder, (line) => console.log(`  ${line}`));
    copyFolders(env.DATA_DIR, folder, privateFolders);
    const left = values.snapshots ? 0 : measureFolders(env.DATA_DIR, snapshotFolders);
    if (values.snapshots)
      console.log(`  snapshots: ${toMegabytes(copyFolders(env.DATA_DIR, folder, snapshotFolders))}`);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`Backed up ${rows} rows of ${manifest.tables.length} tables to ${folder}`);
    if (left > 0)
      console.log(`Left out: ${toMegabytes(left)} that scrapers saw. --snapshots copies them too.`);
  } finally {
    await database.close();
  }
});

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
