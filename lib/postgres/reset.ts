import { DossierError, getErrorCode } from '#lib/errors.ts';
import { withConnection } from './connect.ts';
import { countRows, findTables } from './tables.ts';

export type Contents = {
  /** Tables that hold rows, the fullest first. */
  tables: { name: string; rows: number }[];
  /** Entries of the public log, which no file can bring back. */
  ledgerEntries: number;
};

/** What a reset would destroy. */
export async function describeContents(databaseUrl: string): Promise<Contents> {
  return withConnection(databaseUrl, async (client) => {
    const counts = await countRows(client, await findTables(client));
    const tables = [...counts].filter(([, rows]) => rows > 0).map(([name, rows]) => ({ name, rows }));
    tables.sort((a, b) => b.rows - a.rows);
    return { tables, ledgerEntries: counts.get('log_entry') ?? 0 };
  });
}

/**
 * Removes every table, type and function of the database, the migration history included.
 *
 * @throws DossierError `conflict` when another command holds a table
 */
export async function emptyDatabase(databaseUrl: string): Promise<void> {
  await withConnection(databaseUrl, async (client) => {
    await client.query(`set lock_timeout = '10s'`);
    try {
      await client.query('begin; drop schema public cascade; create schema public; commit');
    } catch (cause) {
      if (getErrorCode(cause) !== '55P03' && getErrorCode(cause) !== '40P01') throw cause;
      throw new DossierError('conflict', {
        what: 'Another command is using the database',
        mend: 'Stop the site and every other command, then reset again.',
        cause,
      });
    }
  });
}
