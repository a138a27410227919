import type pg from 'pg';
import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';

const oldestVersion = 160_000;

const serverFacts = z.object({
  version: z.coerce.number(),
  encoding: z.string(),
  lowered: z.string(),
  trigram_available: z.boolean(),
  trigram_schema: z.string().nullable(),
  read_only: z.string(),
});

/**
 * Checks that a server can hold the dossier: Postgres ≥ 16, UTF-8, a locale that knows letters beyond ASCII, `pg_trgm`
 * at hand, and writable.
 *
 * @throws DossierError `database_unfit` for the first thing that is missing
 */
export async function checkServer(client: pg.Client): Promise<void> {
  const result = await client.query(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
            lower('Ü') as lowered, current_setting('transaction_read_only') as read_only,
            exists (select from pg_available_extensions where name = 'pg_trgm') as trigram_available,
            (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
              where e.extname = 'pg_trgm') as trigram_schema`,
  );
  const facts = serverFacts.parse(result.rows[0]);
  if (facts.version < oldestVersion) {
    throw unfit(
      `The server is Postgres ${Math.floor(facts.version / 10_000)}, and 16 or newer is needed`,
      'Upgrade that server, or unset DATABASE_URL to use the embedded Postgres 18.',
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw unfit(
      `The database encodes text as ${facts.encoding}, and names here come in every script`,
      "Create another one: CREATE DATABASE … ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0.",
    );
  }
  if (facts.lowered !== 'ü') throw wrongLocale();
  if (!facts.trigram_available) {
    throw unfit(
      'The server has no pg_trgm extension',
      "Install the server's contrib package (postgresql-contrib).",
    );
  }
  if (facts.read_only === 'on') {
    throw unfit('The server accepts no writes (a replica?)', 'Point DATABASE_URL at the primary server.');
  }
  if (facts.trigram_schema !== null) await checkTrigrams(client);
}

/** Search needs trigrams of Chinese names; under a C locale `pg_trgm` silently drops every non-ASCII letter. */
export async function checkTrigrams(client: pg.Client): Promise<void> {
  const result = await client.query<{ count: number }>(`select cardinality(show_trgm('新疆')) as count`);
  if ((result.rows[0]?.count ?? 0) === 0) throw wrongLocale();
}

function wrongLocale(): DossierError {
  return unfit(
    "The database's locale knows only ASCII letters (C or POSIX), so search would miss most names",
    "Create another one: CREATE DATABASE … LOCALE 'C.UTF-8' ENCODING 'UTF8' TEMPLATE template0.",
  );
}

function unfit(what: string, mend: string): DossierError {
  return new DossierError('database_unfit', { what, mend });
}
