import { resolve } from 'node:path';
import { getEnv } from '#lib/env.ts';
import { keepSigning } from '#lib/log/signing-loop.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { keepWatching } from '#scrapers/core/links/keep-watching.ts';
import { keepNews } from '#scrapers/news/keep-news.ts';
import { buildSite, isBuilt } from './build-site.ts';
import { prepareDatabase } from './prepare-database.ts';
import { formatSeconds, step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { requireFreePort, startSite } from './site-server.ts';
import { onStopSignal } from './stop-signal.ts';

// npm start: from nothing to one URL. Each step does only what is missing. SURFACE=desk starts the desk instead of the site; both may
// run beside each other and share the database.
await runCommand(async () => {
  const started = performance.now();
  const env = getEnv();
  await requireFreePort(env.PORT, env.HOST);
  const database = await step('Database', async (report) => {
    const opened = await openDatabase(env, report);
    report(opened.shared ? `${opened.place}, started by another command; sharing it` : opened.place);
    return opened;
  });
  const stop = onStopSignal(database.close);
  try {
    await prepareDatabase(database.url, env.SEED_DIR);
    const server = { databaseUrl: database.url, host: env.HOST, port: env.PORT, mode: 'production' } as const;
    if (env.SURFACE === 'desk') {
      const desk = await startSite({ ...server, surface: 'desk' });
      stop.beforeClose(desk.stop);
      console.log(
        `\nThe desk is ready in ${formatSeconds(performance.now() - started)}: ${desk.url}/desk\nCtrl-C stops it.`,
      );
      process.exitCode = await desk.ended;
      return;
    }
    await step('Build', async (report) => (isBuilt() ? report('up to date') : await buildSite(database.url)));
    const site = await startSite(server);
    stop.beforeClose(site.stop);
    const signing = keepSigning({
      databaseUrl: database.url,
      dataDir: env.DATA_DIR,
      siteUrl: env.SITE_URL,
      report: (line) => console.error(line),
    });
    stop.beforeClose(signing.stop);
    const watch = await keepWatching({
      databaseUrl: database.url,
      env,
      report: (line) => console.error(line),
    });
    stop.beforeClose(watch.stop);
    const news = await keepNews({
      databaseUrl: database.url,
      env,
      dataFolder: resolve(import.meta.dirname, '../data'),
      report: (line) => console.error(line),
    });
    stop.beforeClose(news.stop);
    console.log(`\nReady in ${formatSeconds(performance.now() - started)}: ${site.url}\nCtrl-C stops it.`);
    process.exitCode = await site.ended;
  } finally {
    await stop.close();
  }
});
