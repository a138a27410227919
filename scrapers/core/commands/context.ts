import type { Pool } from 'pg';
import { openPool } from '#lib/db.ts';
import type { Env } from '#lib/env.ts';
import { migrateToHead, openDatabase } from '#lib/postgres/open-database.ts';
import type { SourceRegistry } from '../source.ts';

/** What every command gets. */
export interface CommandContext {
  registry: SourceRegistry;
  env: Env;
  /** Folder of the packs. */
  packs: string;
  /** One JSON document a line instead of text. */
  json: boolean;
  /** To stdout: the answer of the command. */
  print: (text: string) => void;
  /** To stderr: what it is doing. */
  tell: (text: string) => void;
  now: () => Date;
}

/** Opens the database, brings its tables up to date, and closes both again whatever happens. */
export async function withDatabase<T>(
  context: CommandContext,
  work: (pool: Pool, url: string) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(context.env, context.tell);
  try {
    await migrateToHead(database.url, context.tell);
    const pool = openPool(database.url, 'ingest');
    try {
      return await work(pool, database.url);
    } finally {
      await pool.end();
    }
  } finally {
    await database.close();
  }
}
