import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { closeDb, connectDb } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import { openDatabase } from '#lib/postgres/open-database.ts';
import { answerQuestions } from '#lib/records/answers.ts';
import { prepareDatabase } from './prepare-database.ts';
import { runCommand } from './run-command.ts';

// npm run answers: docs/answers.md, what the database alone says to the questions that the first article raises.
await runCommand(async () => {
  const database = await openDatabase(getEnv(), console.log);
  try {
    await prepareDatabase(database.url, getEnv().SEED_DIR);
    connectDb(database.url);
    const path = resolve(import.meta.dirname, '../docs/answers.md');
    writeFileSync(path, await answerQuestions());
    console.log(`Wrote ${path}`);
  } finally {
    await closeDb();
    await database.close();
  }
});
