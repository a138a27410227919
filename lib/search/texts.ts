import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold } from './fold.ts';

/**
 * Folds the texts that are searched by their wording: titles of works with their publisher, and our wording of claims. Only
 * what changed since the last time is read.
 */
export async function refreshTexts(client: SqlClient): Promise<void> {
  const { rows } = await client.query<{ id: string; text: string; hash: string }>(
    `select t.id, t.text, md5(t.text) as hash
       from (select c.id, c.says as text from claim c
             union all
             select w.id, w.title || ' ' || coalesce(w.publisher_name, e.label, '')
               from work w left join entity e on e.id = w.publisher_id) as t
       left join search_text s on s.id = t.id
      where s.hash is distinct from md5(t.text)`,
  );
  await insertRows(
    client,
    'search_text',
    { id: 'text', hash: 'text', folded: 'text' },
    rows.map(({ id, text, hash }) => ({ id, hash, folded: fold(text) })),
    'on conflict (id) do update set hash = excluded.hash, folded = excluded.folded',
  );
}
