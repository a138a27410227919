import type { ClientBase } from 'pg';

/**
 * From now on the connection has the rights of `dossier_<actor>`, where that role exists and may be taken. No error
 * where a hand-made server lacks it: that server then has one wall, which docs/operations.md says.
 */
export async function actAs(client: ClientBase, actor: 'site' | 'ingest'): Promise<void> {
  await client.query(
    `select set_config('role', rolname, false) from pg_roles
      where rolname = $1 and pg_has_role(current_user, oid, 'SET')`,
    [`dossier_${actor}`],
  );
}
