import type { QueryResultRow } from 'pg';

/**
 * What code that runs SQL asks of its caller: something that runs one statement. A pool, a client and a client inside
 * a transaction all fit; code that must not commit by itself takes this and leaves the transaction to its caller.
 */
export interface SqlClient {
  query<R extends QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}
