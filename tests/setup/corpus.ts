import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';
import { copyFirstWork } from '../../scripts/first-work.ts';
import { loadCorpus } from '../../scripts/load.ts';
import { createFrom, type TestDatabase, templateName, toDatabaseUrl } from './database.ts';

const corpusName = 'dossier_corpus';
const wholeCorpusName = 'dossier_whole_corpus';
/** Any numbers, as long as every test process uses the same. */
const lockKeys = { [corpusName]: 76_113, [wholeCorpusName]: 76_114 } as const;

/**
 * A database of this test file's own that holds the packs and the first work with its entities. The first file of
 * a run that asks for it pays for the load (about a minute); the others copy it.
 */
export async function createCorpusDatabase(): Promise<TestDatabase> {
  await buildCorpus();
  return createFrom(corpusName);
}

/** As `createCorpusDatabase`, with every work: the packs are copied, the works take a minute or two more. */
export async function createWholeCorpusDatabase(): Promise<TestDatabase> {
  await buildCorpus();
  await buildOnce(wholeCorpusName, corpusName, (databaseUrl) =>
    loadCorpus({ databaseUrl, report: () => {} }),
  );
  return createFrom(wholeCorpusName);
}

function buildCorpus(): Promise<void> {
  return buildOnce(corpusName, templateName, async (databaseUrl) => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-first-work-'));
    try {
      const dataFolder = copyFirstWork('data', folder);
      await loadCorpus({ databaseUrl, report: () => {}, dataFolder });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Other processes wait for the one that builds. A database that broke off keeps another name and is never taken for whole. */
async function buildOnce(
  name: keyof typeof lockKeys,
  template: string,
  load: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  const server = inject('postgresUrl');
  await withConnection(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKeys[name]]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const building = `${name}_building`;
    await client.query(`drop database if exists ${building}`);
    await client.query(`create database ${building} template ${template}`);
    await load(toDatabaseUrl(server, building));
    await client.query(`alter database ${building} rename to ${name}`);
  });
}
