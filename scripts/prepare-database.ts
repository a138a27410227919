import { withConnection } from '#lib/postgres/connect.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { hashCorpus } from './corpus-hash.ts';
import { loadCorpus } from './load.ts';
import { step } from './progress.ts';

/** Migrates a database and loads the starter corpus, unless exactly this corpus is in it already. */
export async function prepareDatabase(databaseUrl: string, seedFolder: string): Promise<void> {
  await step('Migrations', async (report) => {
    const applied = await migrateToHead(databaseUrl, report);
    if (applied.length === 0) report('up to date');
  });
  await step('Starter corpus', async (report) => {
    if ((await readCorpusHash(databaseUrl)) === hashCorpus(seedFolder)) report('loaded already');
    else await loadCorpus({ databaseUrl, report });
  });
}

async function readCorpusHash(databaseUrl: string): Promise<string | undefined> {
  return withConnection(databaseUrl, async (client) => {
    const result = await client.query<{ value: string }>(
      `select value from setting where key = 'corpus_hash'`,
    );
    return result.rows[0]?.value;
  });
}
