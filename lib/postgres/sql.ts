/** What the writers need of a database connection; a `pg` client and a pool client both fit. */
export interface SqlClient {
  query<R extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}
