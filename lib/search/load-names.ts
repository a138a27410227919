import type { Pool } from 'pg';
import { packsRoot, readRows } from '#lib/datasets/read-pack.ts';
import { townNamesRowSchema } from '#lib/places/pack-rows.ts';
import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { withTransaction } from '#lib/postgres/transaction.ts';
import { fold, tokens } from './fold.ts';
import { readOwnNames } from './phrases.ts';

const townNames = 'geonames-cities';

type Row = {
  id: string;
  entity_id: string;
  text: string;
  lang: string;
  source: string;
  folded: string;
  tokens: string[];
};

const columns = {
  id: 'text',
  entity_id: 'text',
  text: 'text',
  lang: 'text',
  source: 'text',
  folded: 'text',
  tokens: 'text[]',
};

/**
 * Writes the names that only search knows: other names of towns, labels that stand nowhere as a name, our own words
 * (data/search). Names of records that are not here are left out. Towns are read again only when their pack changed.
 */
export async function loadSearchNames(pool: Pool, packs = packsRoot): Promise<void> {
  await withTransaction(pool, async (client) => {
    await loadTownNames(client, packs);
    await loadOwnNames(client);
  });
}

async function loadTownNames(client: SqlClient, packs: string): Promise<void> {
  const key = 'search_town_names';
  const { rows: known } = await client.query<{ unchanged: boolean }>(
    `select exists (select from setting s join dataset d on d.id = $2 where s.key = $1 and s.value = d.sha256) as unchanged`,
    [key, townNames],
  );
  if (known[0]?.unchanged === true) return;
  await client.query('delete from search_name where source = $1', [townNames]);
  const { rows } = await client.query<{ entity: string; folded: string[] }>(
    `select n.entity_id as entity, array_agg(n.folded) as folded from entity_name n join place p on p.entity_id = n.entity_id
      where p.level = 'town' group by n.entity_id`,
  );
  const held = new Map(rows.map(({ entity, folded }) => [entity, new Set(folded)]));
  let batch: Row[] = [];
  for await (const { id, names } of readRows(townNames, 'names.jsonl.gz', townNamesRowSchema, packs)) {
    const entity = `place.gn-${id}`;
    const seen = held.get(entity);
    if (seen === undefined) continue;
    for (const text of names) batch.push(...toNewRow({ entity, text, lang: 'und', source: townNames }, seen));
    if (batch.length > 20_000) {
      await insertRows(client, 'search_name', columns, batch);
      batch = [];
    }
  }
  await insertRows(client, 'search_name', columns, batch);
  await client.query(
    `insert into setting (key, value) select $1, sha256 from dataset where id = $2
     on conflict (key) do update set value = excluded.value`,
    [key, townNames],
  );
}

async function loadOwnNames(client: SqlClient): Promise<void> {
  const own = readOwnNames();
  await client.query(`delete from search_name where source in ('label', 'ours')`);
  const { rows: entities } = await client.query<{ id: string; label: string; lang: string; named: boolean }>(
    `select e.id, e.label, e.label_lang as lang,
            exists (select from entity_name n where n.entity_id = e.id and n.text = e.label) as named
       from entity e where e.declared_by in ('curated', 'vocabularies') or e.id = any ($1::text[])`,
    [Object.keys(own)],
  );
  const rows: Row[] = [];
  for (const { id, label, lang, named } of entities) {
    const seen = new Set<string>();
    if (!named) rows.push(...toNewRow({ entity: id, text: label, lang, source: 'label' }, seen));
    for (const [language, texts] of Object.entries(own[id] ?? {}))
      for (const text of texts)
        rows.push(...toNewRow({ entity: id, text, lang: language, source: 'ours' }, seen));
  }
  await insertRows(client, 'search_name', columns, rows);
}

/** A row for a spelling that is new to search, none for one that it compares as equal to another. */
function toNewRow(
  name: { entity: string; text: string; lang: string; source: string },
  seen: Set<string>,
): Row[] {
  const folded = fold(name.text, name.lang);
  if (folded === '' || seen.has(folded)) return [];
  seen.add(folded);
  return [
    {
      id: `${name.entity}|${name.source}|${seen.size}`,
      entity_id: name.entity,
      text: name.text,
      lang: name.lang,
      source: name.source,
      folded,
      tokens: tokens(name.text, name.lang),
    },
  ];
}
