import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { getEnv } from '#lib/env.ts';
import { writeExport } from '#lib/exports/write-export.ts';
import { LedgerFolder } from '#lib/log/ledger-folder.ts';
import { publishCheckpoint } from '#lib/log/sequencer.ts';
import { withConnection } from '#lib/postgres/connect.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

// npm run export -- [folder]: everything public with the ledger, signed; without a folder, one named by the newest change.
await runCommand(async () => {
  const env = getEnv();
  const database = await openDatabase(env, console.log);
  const ledger = new LedgerFolder(env.DATA_DIR);
  try {
    await withConnection(database.url, async (client) => {
      const folder = resolve(
        process.argv[2] ?? join(env.DATA_DIR, 'exports', await nameByNewestChange(client)),
      );
      const manifest = await writeExport(client, {
        folder,
        findLicenseText,
        publish: () =>
          withConnection(database.url, (own) => publishCheckpoint(own, ledger, { siteUrl: env.SITE_URL })),
        report: (line) => console.log(`  ${line}`),
      });
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      console.log(
        `Exported ${manifest.files.length} files (${(bytes / 1e6).toFixed(1)} MB) to ${folder}; ` +
          `ledger of ${manifest.ledger.size} entries, root ${manifest.ledger.root}`,
      );
    });
  } finally {
    await database.close();
  }
});

async function nameByNewestChange(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') || '-' || size as name from log_head order by size desc limit 1`,
  );
  return `public-dossier-${rows[0]?.name ?? 'empty'}`;
}

/** The license files that lie beside the packs and the curated data. */
function findLicenseText(dataset: string | null): string | undefined {
  const file = resolve(
    import.meta.dirname,
    '../data',
    dataset === null ? 'LICENSE' : `packs/${dataset}/LICENSE`,
  );
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
