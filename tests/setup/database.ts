import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { withConnection } from '#lib/postgres/connect.ts';

export const templateName = 'dossier_template';

export type TestDatabase = {
  /** Connection string of the owner of the tables. */
  url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
};

/** A migrated, empty database of this test file's own. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(templateName);
}

/** A database without any table. */
export function createBareDatabase(options = ''): Promise<TestDatabase> {
  return createFrom('template0', options);
}

export async function createFrom(template: string, options = ''): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withConnection(server, (client) =>
    client.query(`create database ${name} template ${template} ${options}`),
  );
  return {
    url: toDatabaseUrl(server, name),
    drop: async () => {
      await withConnection(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** The same server and user, another database. */
export function toDatabaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
