import { leafHash, merkleRoot } from '../log/merkle.ts';
import type { SqlClient } from '../postgres/sql.ts';

/**
 * What the ledger's entry of a bulk load commits to: the RFC 6962 root over the present records of a dataset, ordered by id in
 * byte order, each leaf being `<record id> <raw hash>`. Reads the rows of the caller's transaction.
 */
export async function computeRecordRoot(
  client: SqlClient,
  datasetId: string,
): Promise<{ rows: number; root: string }> {
  const { rows } = await client.query<{ leaf: string }>(
    `SELECT id || ' ' || raw_hash AS leaf FROM dataset_record WHERE dataset_id = $1 AND state = 'present' ORDER BY id COLLATE "C"`,
    [datasetId],
  );
  return { rows: rows.length, root: merkleRoot(rows.map(({ leaf }) => leafHash(leaf))).toString('hex') };
}
