import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findDeviceDatasets } from '#lib/devices/queries.ts';
import { getEnv } from '#lib/env.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { exportMap } from '#lib/tiles/export-map.ts';
import { readSnapshot } from '#lib/tiles/read-snapshot.ts';
import { runCommand } from './run-command.ts';

// npm run map:export -- [folder]: the whole map as PMTiles, one file a license; without a folder, where the site offers it.
await runCommand(async () => {
  const env = getEnv();
  const database = await openDatabase(env, console.log);
  try {
    await withConnection(database.url, async (client) => {
      const folder = resolve(process.argv[2] ?? join(env.DATA_DIR, 'map'));
      const snapshot = await readSnapshot(client);
      const datasets = await findDeviceDatasets(client);
      const { files } = exportMap({ snapshot, datasets, folder, findLicenseText });
      for (const { name, devices, bytes, license } of files) {
        console.log(`  ${name}: ${devices} devices, ${(bytes / 1e6).toFixed(1)} MB, ${license}`);
      }
      console.log(
        files.length === 0 ? 'There is no device to export.' : `Wrote ${files.length} files to ${folder}`,
      );
    });
  } finally {
    await database.close();
  }
});

function findLicenseText(dataset: string): string | undefined {
  const file = resolve(import.meta.dirname, '../data/packs', dataset, 'LICENSE');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
