import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold, tokens } from '#lib/search/fold.ts';

export type PackName = {
  entity: string;
  kind: 'place' | 'organization' | 'program';
  label: string;
  text: string;
  lang: string;
  population: number | null;
};

const named = z.object({
  code: z.string(),
  label: z.string().optional(),
  names: z.record(z.string(), z.string()),
});
const town = z.object({ id: z.int(), name: z.string(), population: z.int() });
const agency = z.object({ key: z.string(), name: z.string(), lang: z.string() });

/** Real names in many scripts from the packed datasets: towns, countries and regions in their languages, agencies. */
export function readPackNames(): PackName[] {
  const places = [
    ...readPack('natural-earth/places', named),
    ...readPack('unicode-cldr/countries', named),
  ].flatMap(({ code, label, names }): PackName[] => {
    const shown = label ?? names.en ?? code;
    const place = { entity: `place.${code}`, kind: 'place' as const, label: shown, population: null };
    return [
      { ...place, text: shown, lang: 'en' },
      ...Object.entries(names).map(([lang, text]) => ({ ...place, text, lang })),
    ];
  });
  const towns = readPack('geonames-cities/towns', town).map(
    ({ id, name, population }): PackName => ({
      entity: `place.gn-${id}`,
      kind: 'place',
      label: name,
      text: name,
      lang: 'und',
      population,
    }),
  );
  const agencies = ['wikidata-agencies', 'eff-atlas-2020', 'private-eyes-2024'].flatMap((pack) =>
    readPack(`${pack}/agencies`, agency).map(
      ({ key, name, lang }): PackName => ({
        entity: `org.${key}`,
        kind: 'organization',
        label: name,
        text: name,
        lang,
        population: null,
      }),
    ),
  );
  return [...places, ...towns, ...agencies];
}

function readPack<T>(name: string, schema: z.ZodType<T>): T[] {
  const file = `data/packs/${name}.jsonl.gz`;
  if (!existsSync(file)) throw new Error(`${file} is missing: the packs are part of the repository`);
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}

/** Inserts names as search sees them. Needs a superuser: the names come without their dataset records. */
export async function insertNames(client: SqlClient, names: PackName[]): Promise<void> {
  await client.query('set session_replication_role = replica');
  for (let start = 0; start < names.length; start += 5000) {
    const rows = names.slice(start, start + 5000).map((name, i) => ({
      ...name,
      id: `n${start + i}`,
      slug: name.entity.replace(/^\w+\./, ''),
      folded: fold(name.text, name.lang),
      tokens: tokens(name.text, name.lang),
    }));
    const json = JSON.stringify(rows);
    await client.query(
      `insert into entity (id, kind, slug, label, label_lang, declared_by)
       select entity, kind::entity_kind, slug, label, 'und', 'test'
         from json_to_recordset($1) as r (entity text, kind text, slug text, label text) on conflict do nothing`,
      [json],
    );
    await client.query(
      `insert into place (entity_id, code, level, population) select entity, slug, 'town', population
         from json_to_recordset($1) as r (entity text, kind text, slug text, population int) where kind = 'place' on conflict do nothing`,
      [json],
    );
    await client.query(
      `insert into entity_name (id, entity_id, text, lang, kind, folded, tokens) select id, entity, text, lang, 'common', folded, tokens
         from json_to_recordset($1) as r (id text, entity text, text text, lang text, folded text, tokens text[])`,
      [json],
    );
  }
  await client.query('set session_replication_role = origin');
  await client.query('analyze');
}
