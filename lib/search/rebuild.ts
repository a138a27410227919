import type { SqlClient } from '#lib/postgres/sql.ts';
import { rebuildDocuments } from './documents.ts';
import { refreshTexts } from './texts.ts';

/**
 * Brings what search reads in line with the records, inside the caller's transaction.
 * @param subjects ids of the records whose names or facts changed; null for all
 */
export async function rebuildSearch(client: SqlClient, subjects: readonly string[] | null): Promise<void> {
  await rebuildDocuments(client, subjects);
  await refreshTexts(client);
}
