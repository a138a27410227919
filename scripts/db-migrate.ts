import { getEnv } from '#lib/env.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import { runCommand } from './run-command.ts';

// npm run db:migrate: applies what is pending and says what it was.
await runCommand(async () => {
  const database = await openDatabase(getEnv(), console.log);
  try {
    const applied = await migrateToHead(database.url, console.log);
    console.log(
      applied.length === 0
        ? `${database.place} is up to date.`
        : `Applied ${applied.length} to ${database.place}.`,
    );
  } finally {
    await database.close();
  }
});
