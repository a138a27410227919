import { insertRows } from '#lib/postgres/insert-rows.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold } from './fold.ts';
import { type Phrase, readPhrases } from './phrases.ts';
import { findStems, type StemRequest, toStemmers } from './stems.ts';
import { toIndexWords, toPlainWords } from './words.ts';

type Text = { text: string; lang: string };

/** What describes a record, before it is cut into words. */
type Description = { id: string; claims: number; names: Text[]; context: Text[] };

/**
 * Writes the search documents of curated records anew: the words of their names, and of what their facts tie them to.
 * Runs inside the caller's transaction after names and facts are written.
 *
 * @param subjects ids of the records that changed; null for all
 */
export async function rebuildDocuments(client: SqlClient, subjects: readonly string[] | null): Promise<void> {
  const descriptions = await describe(client, subjects);
  const toWords = await createWordFinder(
    client,
    descriptions.flatMap(({ names, context }) => [...names, ...context]),
  );
  const rows = descriptions.map(({ id, claims, names, context }) => {
    const own = new Set(names.flatMap(toWords));
    const rest = [...new Set(context.flatMap(toWords))].filter((word) => !own.has(word));
    return { entity_id: id, claims, name_words: [...own], context_words: rest };
  });
  await client.query('delete from search_document where $1::text[] is null or entity_id = any ($1)', [
    subjects,
  ]);
  await insertRows(
    client,
    'search_document',
    { entity_id: 'text', claims: 'int', name_words: 'text[]', context_words: 'text[]' },
    rows,
  );
  await writeWords(client, subjects, rows);
}

/** Words of records that are gone do no harm until the next full run: they lead to no document. */
async function writeWords(
  client: SqlClient,
  subjects: readonly string[] | null,
  rows: readonly { name_words: string[]; context_words: string[] }[],
): Promise<void> {
  if (subjects === null) await client.query('delete from search_word');
  const words = new Set(rows.flatMap((row) => [...row.name_words, ...row.context_words]));
  const list = [...words].filter((word) => word.length > 2).map((word) => ({ word }));
  await insertRows(client, 'search_word', { word: 'text' }, list, 'on conflict do nothing');
}

/** Words and stems of texts; names of countries and phrases come with hundreds of records and are cut up once. */
async function createWordFinder(
  client: SqlClient,
  texts: readonly Text[],
): Promise<(text: Text) => string[]> {
  const unique = new Map(texts.map((text) => [toKey(text), text]));
  const requests = new Map([...unique].map(([key, text]) => [key, toStemRequests(text)]));
  const stems = await findStems(client, [...requests.values()].flat());
  const words = new Map(
    [...unique].map(([key, { text, lang }]) => [
      key,
      [...toIndexWords(text, lang), ...(requests.get(key) ?? []).flatMap((request) => stems.get(request))],
    ]),
  );
  return (text) => words.get(toKey(text)) ?? [];
}

const toKey = ({ text, lang }: Text) => `${lang} ${text}`;

function toStemRequests({ text, lang }: Text): StemRequest[] {
  const languages = toStemmers(text, lang);
  if (languages.length === 0) return [];
  const words = new Set([...toPlainWords(text), ...toPlainWords(fold(text, lang))]);
  return [...words].flatMap((word) => languages.map((language) => ({ word, lang: language })));
}

type Head = {
  id: string;
  /** What follows the kind in the id. */
  key: string;
  label: string;
  lang: string;
  places: string[];
  claims: number;
};
type Tie = { entity: string; term: string | null; other: string | null; text: string | null };

async function describe(client: SqlClient, subjects: readonly string[] | null): Promise<Description[]> {
  const heads = await readHeads(client, subjects);
  const ids = heads.map(({ id }) => id);
  const ties = Map.groupBy(await readTies(client, ids), ({ entity }) => entity);
  const chains = await readChains(client, heads);
  const towns = await findNamedPlaces(client, heads, chains);
  const others = [...ties.values()].flat().flatMap(({ other }) => other ?? []);
  const names = await readNames(client, [
    ...new Set([...ids, ...others, ...chains.values(), ...towns.values()].flat()),
  ]);
  const phrases = readPhrases().map((phrase) => ({
    ...phrase,
    // With spaces around: whole words only.
    english: (phrase.names.en ?? []).map((text) => ` ${fold(text, 'en')} `),
  }));
  return heads.map((head) => {
    const own = [
      { text: head.label, lang: head.lang },
      ...(names.get(head.id) ?? []),
      ...(towns.get(head.id) ?? []).flatMap((place) => names.get(place) ?? []),
      // Ids are made of abbreviations and numbers that people search for: org.tr-btk, law.gh-ei-63-2020.
      { text: head.key.replaceAll('-', ' '), lang: 'und' },
    ];
    const tied = ties.get(head.id) ?? [];
    const terms = new Set(tied.flatMap(({ term, other }) => [term ?? [], other ?? []].flat()));
    // Headings of ours are English whatever language they are marked with: `BVerwG 6 C 6.22, data retention`.
    const folded = own.map(({ text }) => ` ${fold(text, 'en')} `);
    const said = phrases.filter(({ english }) =>
      english.some((phrase) => folded.some((name) => name.includes(phrase))),
    );
    const meant = phrases.filter(({ means }) => means.some((one) => terms.has(one)));
    return {
      id: head.id,
      claims: head.claims,
      names: [...own, ...said.flatMap(toTexts)],
      context: [
        ...meant.flatMap(toTexts),
        ...head.places.flatMap((place) => chains.get(place) ?? []).flatMap((place) => names.get(place) ?? []),
        ...tied.flatMap(({ other }) => (other === null ? [] : (names.get(other) ?? []))),
        ...tied.flatMap(({ text }) => (text === null ? [] : [{ text, lang: 'en' }])),
      ],
    };
  });
}

function toTexts({ names }: Phrase): Text[] {
  return Object.entries(names).flatMap(([lang, texts]) => texts.map((text) => ({ text, lang })));
}

/**
 * Curated records and technologies. Where no fact says a record's place, its id does: org.uy-police and
 * law.us-ca-sb-34 begin with the code of a country or region.
 */
async function readHeads(client: SqlClient, subjects: readonly string[] | null): Promise<Head[]> {
  const { rows } = await client.query<Head>(
    `with head as (
       select e.id, e.label, e.label_lang as lang, substr(e.id, strpos(e.id, '.') + 1) as key,
              array_remove(coalesce(p.place_ids, '{}') || array[l.jurisdiction_id, o.place_id, h.place_id], null) as places,
              (select count(*) from claim_entity c where c.entity_id = e.id)::int as claims
         from entity e
         left join program p on p.entity_id = e.id left join law l on l.entity_id = e.id
         left join organization o on o.entity_id = e.id left join person h on h.entity_id = e.id
        where e.declared_by in ('curated', 'vocabularies') and e.kind in ('program', 'law', 'organization', 'person', 'technology')
          and e.merged_into_id is null and not e.identity_withheld and ($1::text[] is null or e.id = any ($1)))
     select id, key, label, lang, claims,
            places || coalesce((select array_agg(entity_id) from place
              where code in (upper(split_part(key, '-', 1)), upper(split_part(key, '-', 1) || '-' || split_part(key, '-', 2)))
                and position('-' in key) > 0), '{}') as places
       from head order by id`,
    [subjects],
  );
  return rows;
}

/** What facts tie a record to: terms, technologies, bodies and laws, and the numbers of cases. Denied facts tie nothing. */
async function readTies(client: SqlClient, ids: readonly string[]): Promise<Tie[]> {
  const { rows } = await client.query<Tie>(
    `select distinct entity_id as entity, value ->> 'vocabulary' || '/' || (value ->> 'code') as term,
            case when value_entity_id not like 'place.%' then value_entity_id end as other,
            case when predicate in ('case.number', 'law.identity') then value ->> 'text' end as text
       from fact
      where entity_id = any ($1::text[]) and wording <> 'denied'
        and (predicate in ('case.number', 'law.identity', 'program.type', 'law.type', 'org.type')
             or value_entity_id is not null and predicate not like 'speech.%')`,
    [ids],
  );
  return rows;
}

/** Place → itself and what it lies in. */
async function readChains(client: SqlClient, heads: readonly Head[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ place: string; chain: string[] }>(
    `with recursive up (place, part) as (
       select entity_id, entity_id from place where entity_id = any ($1::text[])
       union select up.place, p.parent_id from up join place p on p.entity_id = up.part where p.parent_id is not null)
     select place, array_agg(part) as chain from up group by place`,
    [[...new Set(heads.flatMap(({ places }) => places))]],
  );
  return new Map(rows.map(({ place, chain }) => [place, chain]));
}

const longestPlaceName = 3;
const smallestTown = 20_000;

/**
 * Towns and regions that a record's label names, inside the countries of the record: so that a town's name in another
 * script finds what an English heading ties to it.
 */
async function findNamedPlaces(
  client: SqlClient,
  heads: readonly Head[],
  chains: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, string[]>> {
  const runs = new Map(heads.map(({ id, label }) => [id, toRuns(fold(label).split(' '))]));
  const { rows } = await client.query<{ folded: string; place: string; country: string }>(
    `select distinct n.folded, p.entity_id as place, coalesce(up.parent_id, p.parent_id) as country
       from unnest($1::text[]) as run
       join entity_name n on n.folded = run
       join place p on p.entity_id = n.entity_id
       left join place up on up.entity_id = p.parent_id
      where p.level = 'region' or p.level = 'town' and p.population >= ${smallestTown}`,
    [[...new Set([...runs.values()].flat())]],
  );
  const byName = Map.groupBy(rows, ({ folded }) => folded);
  return new Map(
    heads.map(({ id, places }) => {
      const around = new Set(places.flatMap((place) => chains.get(place) ?? []));
      const named = (runs.get(id) ?? []).flatMap((run) => byName.get(run) ?? []);
      return [id, [...new Set(named.filter(({ country }) => around.has(country)).map(({ place }) => place))]];
    }),
  );
}

/** Runs of neighboring words. */
function toRuns(words: readonly string[]): string[] {
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(longestPlaceName, words.length - from) }, (_, more) =>
      words.slice(from, from + more + 1).join(' '),
    ),
  );
}

async function readNames(client: SqlClient, ids: readonly string[]): Promise<Map<string, Text[]>> {
  const { rows } = await client.query<Text & { entity: string }>(
    `select entity_id as entity, text, lang from entity_name where entity_id = any ($1::text[])
     union select entity_id, text, lang from search_name where entity_id = any ($1::text[])
     union select id, label, label_lang from entity where id = any ($1::text[])`,
    [ids],
  );
  return Map.groupBy(rows, ({ entity }) => entity);
}
