import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeDb, connectDb } from '#lib/db.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { answerQuestions } from '#lib/records/answers.ts';
import { copyFirstWork } from './first-work.ts';
import { loadCorpus } from './load.ts';
import { runCommand } from './run-command.ts';

// npm run answers: docs/answers.md, what a database with the first work alone says to the questions that it raises.
await runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-answers-'));
  const database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), throwAway: true });
  try {
    await migrateToHead(database.url, console.log);
    const dataFolder = copyFirstWork(resolve(import.meta.dirname, '../data'), join(folder, 'data'));
    await loadCorpus({ databaseUrl: database.url, report: console.log, dataFolder });
    connectDb(database.url);
    const path = resolve(import.meta.dirname, '../docs/answers.md');
    writeFileSync(path, await answerQuestions());
    console.log(`Wrote ${path}`);
  } finally {
    await closeDb();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
