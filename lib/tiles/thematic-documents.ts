import { getFlowMap } from '#lib/flows/flow-map.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { getThematic } from '#lib/thematic/queries.ts';

/** The documents that the thematic map is answered from, by path. */
const documents: Record<string, (today: string, client: SqlClient) => Promise<unknown>> = {
  '/tiles/thematic.json': getThematic,
  '/tiles/flows.json': getFlowMap,
};

/** JSON text of a document, or undefined for another path. */
export async function getThematicDocument(path: string, client: SqlClient): Promise<unknown> {
  return documents[path]?.(toIsoDay(new Date()), client);
}

/** What the documents change with: the day, the log, and the datasets. */
export async function readDocumentVersion(client: SqlClient): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    `select coalesce((select max(size) from log_head), 0) || ' ' ||
            coalesce((select md5(string_agg(id || version || sha256 || coalesce(published_run, ''), ' ' order by id)) from dataset), '') as version`,
  );
  return `${toIsoDay(new Date())} ${rows[0]?.version ?? ''}`;
}

export function ownsThematicDocument(path: string): boolean {
  return path in documents;
}
