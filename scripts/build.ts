import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { buildSite } from './build-site.ts';
import { step } from './progress.ts';
import { runCommand } from './run-command.ts';

// npm run build: builds whether or not it is needed.
await runCommand(async () => {
  const database = await step('Database', (report) => openDatabase(getEnv(), report));
  try {
    await step('Build', () => buildSite(database.url));
  } finally {
    await database.close();
  }
});
