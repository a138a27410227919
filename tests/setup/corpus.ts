import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { copyFirstWork } from '../../scripts/first-work.ts';
import { loadCorpus } from '../../scripts/load.ts';
import { createFrom, type TestDatabase, templateName, toDatabaseUrl } from './database.ts';

const corpusName = 'dossier_corpus';
/** Any number, as long as every test process uses the same. */
const lockKey = 76_113;

/**
 * A database of this test file's own that holds the packs and the first work with its entities. The first file of
 * a run that asks for it pays for the load (about a minute); the others copy it.
 */
export async function createCorpusDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  await withConnection(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [corpusName]);
    if (rowCount !== 0) return;
    const building = `${corpusName}_building`;
    await client.query(`drop database if exists ${building}`);
    await client.query(`create database ${building} template ${templateName}`);
    const folder = mkdtempSync(join(tmpdir(), 'dossier-first-work-'));
    try {
      const dataFolder = copyFirstWork('data', folder);
      await loadCorpus({ databaseUrl: toDatabaseUrl(server, building), report: () => {}, dataFolder });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await client.query(`alter database ${building} rename to ${corpusName}`);
  });
  return createFrom(corpusName);
}
