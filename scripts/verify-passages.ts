import { openPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { verifyAllPassages } from '#lib/works/verify-all.ts';
import { runCommand } from './run-command.ts';

/** npm run verify:passages: reads every capture again and says which passages it still holds. Exit code 2 where one is lost. */
await runCommand(async () => {
  const env = getEnv();
  const database = await openDatabase(env, (line) => console.error(line));
  const pool = openPool(database.url, 'ingest');
  try {
    await migrateToHead(database.url);
    const folders = { seedDir: env.SEED_DIR, dataDir: env.DATA_DIR };
    const { counts, lost, unchecked } = await verifyAllPassages(pool, folders, 'command');
    console.log(
      `${counts.verified} verified, ${counts.verified_normalized} verified after normalization, ` +
        `${counts.lost} lost, ${counts.not_checkable} not checkable here`,
    );
    for (const { reason, count } of unchecked) console.log(`  not checkable: ${count} (${reason})`);
    for (const { id, reason, claims } of lost)
      console.log(`  lost: ${id} (${reason}), the only passage of ${claims.join(', ') || 'no claim'}`);
    if (lost.length > 0) process.exitCode = 2;
  } finally {
    await pool.end();
    await database.close();
  }
});
