import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { copyWorkers } from './build-site.ts';
import { prepareDatabase } from './prepare-database.ts';
import { step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { requireFreePort, startSite } from './site-server.ts';
import { onStopSignal } from './stop-signal.ts';

// npm run dev: as npm start, with Next's development server instead of a build.
await runCommand(async () => {
  const env = getEnv();
  await requireFreePort(env.PORT, env.HOST);
  const database = await step('Database', (report) => openDatabase(env, report));
  const stop = onStopSignal(database.close);
  try {
    await prepareDatabase(database.url, env.SEED_DIR);
    copyWorkers();
    const site = await startSite({
      databaseUrl: database.url,
      host: env.HOST,
      port: env.PORT,
      mode: 'development',
    });
    stop.beforeClose(site.stop);
    console.log(`\nDevelopment server: ${site.url}\nCtrl-C stops it.`);
    process.exitCode = await site.ended;
  } finally {
    await stop.close();
  }
});
