import { z } from 'zod';
import { type CaptureFolders, readCapture } from '#lib/captures/store.ts';
import { entityKinds } from '#lib/claims/predicate-schema.ts';
import type { Registry } from '#lib/claims/registry.ts';
import type { Surroundings } from '#lib/claims/validation-context.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { WorkRows } from './work-rows.ts';

const entityRow = z.object({ id: z.string(), kind: z.enum(entityKinds), withheld: z.boolean() });

/** What claims files may refer to; a file that has come in adds its own. */
export type GrowingSurroundings = Surroundings & { add(rows: Pick<WorkRows, 'work' | 'claim'>): void };

/** What claims files may refer to, as the database holds it now. */
export async function readSurroundings(
  client: SqlClient,
  registry: Registry,
  folders: CaptureFolders,
): Promise<GrowingSurroundings> {
  const entities = await client.query(
    'SELECT id, kind::text AS kind, identity_withheld AS withheld FROM entity',
  );
  const claims = await client.query<{ id: string }>('SELECT id FROM claim');
  const works = await client.query<{ id: string }>('SELECT id FROM work');
  const held = {
    claims: new Set(claims.rows.map((row) => row.id)),
    works: new Set(works.rows.map((row) => row.id)),
  };
  return {
    registry,
    entities: new Map(
      entities.rows.map((row) => {
        const { id, kind, withheld } = entityRow.parse(row);
        return [id, { kind, identityWithheld: withheld }];
      }),
    ),
    ...held,
    readCopy: (capture) => readCapture(capture, folders),
    add: (rows) => {
      for (const { id } of rows.claim) held.claims.add(String(id));
      for (const { id } of rows.work) held.works.add(String(id));
    },
  };
}
