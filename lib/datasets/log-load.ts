import { appendLog } from '../log/append.ts';
import type { SqlClient } from '../postgres/sql.ts';
import type { DatasetDescription } from './dataset-schema.ts';
import { computeRecordRoot } from './record-root.ts';

/**
 * Counts the present records of a dataset and commits to them with one entry of the ledger, inside the caller's transaction.
 *
 * @returns number of present records
 */
export async function logLoad(
  client: SqlClient,
  input: { dataset: DatasetDescription; sha256: string; actor: string; reason: string; at: Date },
): Promise<number> {
  const { dataset, sha256, actor, reason, at } = input;
  const { rows, root } = await computeRecordRoot(client, dataset.id);
  await client.query('UPDATE dataset SET row_count = $2 WHERE id = $1', [dataset.id, rows]);
  const content = { dataset: dataset.id, version: dataset.version, sha256, rows, merkleRoot: root };
  const change = { recordKind: 'dataset', recordId: dataset.id, op: 'load' as const, actor, reason, content };
  await appendLog(client, [change], at);
  return rows;
}
