import type { Pool } from 'pg';
import { z } from 'zod';

const row = z.object({ index: z.coerce.number(), id: z.string(), isRedaction: z.boolean() });

/** What was read so far of the log of a pool's database: it only grows, so that no entry is looked at twice. */
const known = new WeakMap<Pool, { next: number; ids: Set<string> }>();

/** Ids of all records of which some version was ever redacted, whatever their kind. */
export async function findRedactedIds(pool: Pool): Promise<ReadonlySet<string>> {
  const { next, ids } = known.get(pool) ?? { next: 0, ids: new Set<string>() };
  const { rows } = await pool.query(
    `select index, record_id as id, is_redaction as "isRedaction" from (
       select index, record_id, entry like '%"op":"redact"%' and entry::jsonb ->> 'op' = 'redact' as is_redaction,
              row_number() over (order by index desc) = 1 as is_last
         from log_entry where index >= $1) as entry
      where is_redaction or is_last order by index`,
    [next],
  );
  const found = z.array(row).parse(rows);
  const all = new Set([...ids, ...found.filter(({ isRedaction }) => isRedaction).map(({ id }) => id)]);
  known.set(pool, { next: (found.at(-1)?.index ?? next - 1) + 1, ids: all });
  return all;
}
