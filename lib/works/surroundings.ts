import { z } from 'zod';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import { entityKinds } from '#lib/claims/predicate-schema.ts';
import type { Registry } from '#lib/claims/registry.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';

const entityRow = z.object({ id: z.string(), kind: z.enum(entityKinds), withheld: z.boolean() });

/** What claims files may refer to, as the database holds it now. */
export async function readSurroundings(
  client: SqlClient,
  registry: Registry,
  folders: CaptureFolders,
): Promise<Surroundings> {
  const entities = await client.query(
    'SELECT id, kind::text AS kind, identity_withheld AS withheld FROM entity',
  );
  const claims = await client.query<{ id: string }>('SELECT id FROM claim');
  const works = await client.query<{ id: string }>('SELECT id FROM work');
  return {
    registry,
    entities: new Map(
      entities.rows.map((row) => {
        const { id, kind, withheld } = entityRow.parse(row);
        return [id, { kind, identityWithheld: withheld }];
      }),
    ),
    claims: new Set(claims.rows.map((row) => row.id)),
    works: new Set(works.rows.map((row) => row.id)),
    readCopy: (capture) => readCapture(capture, folders),
  };
}
