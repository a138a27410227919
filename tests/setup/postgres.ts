import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { withConnection } from '#lib/postgres/connect.ts';
import { startEmbeddedPostgres } from '#lib/postgres/launcher.ts';
import { migrateToHead } from '#lib/postgres/open-database.ts';
import { templateName, toDatabaseUrl } from './database.ts';

/** One throw-away server a test run, with a migrated template; DATABASE_URL is never looked at. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'public-dossier-test-'));
  // Test processes inherit it: captures and other private files of tests never land in the project's own folder.
  process.env.DATA_DIR = join(folder, 'data');
  const server = await startEmbeddedPostgres({ folder, throwAway: true });
  await withConnection(server.url, (client) => client.query(`create database ${templateName}`));
  await migrateToHead(toDatabaseUrl(server.url, templateName));
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}
