import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold, queryTokens } from './fold.ts';
import type { SearchKind } from './schema.ts';

/**
 * How a name fits a query. A name found by a worse match never stands above one found by a better match.
 *
 *   exact        1.0        the whole name equals the query
 *   prefix       0.8        the name begins with the query
 *   words        0.6        the name has all words of the query, in any order
 *   word_prefix  0.5        as `words`, but the last word is only begun
 *   within       0.48, 0.3  the query has the whole name among its words; the lower score for places
 *   similar      ≤ 0.4      trigrams in common (typos); asked for only when little else was found
 */
export type NameMatch = 'exact' | 'prefix' | 'words' | 'word_prefix' | 'within' | 'similar';

/** What a list of results says of a record. */
export type EntityHead = {
  kind: SearchKind;
  id: string;
  slug: string;
  label: string;
  labelLang: string;
  isWorkingTitle: boolean;
  population: number | null;
  /** How many claims speak of it; 0 for records of datasets. */
  claims: number;
};

export type NameHit = EntityHead & {
  why: NameMatch;
  score: number;
  /** The name that matched; it may be in another language than the label. Undefined for a name of ours, which no page shows. */
  matched: { text: string; lang: string } | undefined;
};

/** Hits beyond this are not looked at: the query is too general to be answered by a list. */
export const maxHits = 1000;

const rankOf = {
  exact: 1,
  prefix: 0.8,
  words: 0.6,
  word_prefix: 0.5,
  within: 0.48,
  place_within: 0.3,
} as const;
const similarFactor = 0.4;
/** Of pg_trgm, from 0 to 1. `hikvison` has 0.58 of `hikvision`; one letter missing from a word of eight leaves about 0.5. */
const leastLikeness = 0.42;
const longestRun = 4;
const shortestRun = 3;

/** Names that pages show, and those that only search knows. */
const allNames = `(select entity_id, text, lang, folded, tokens, '' as source from entity_name
   union all select entity_id, text, lang, folded, tokens, source from search_name)`;

export type Variant = { text: string; tokens: string[]; lastWord: string; others: string[] };

/**
 * A query tells no language, so letters in Arabic script are tried as Arabic and as another language, and `ae` as the `ä`
 * that a keyboard may lack.
 */
export function toVariants(q: string): Variant[] {
  const byText = new Map<string, Variant>();
  for (const [form, lang] of [
    [q, 'ar'],
    [q, 'ug'],
    [q.replace(/([aou])e/gi, '$1'), 'de'],
  ] as const) {
    const text = fold(form, lang);
    const words = text.split(' ');
    const lastWord = words.at(-1) ?? '';
    const others = queryTokens(words.slice(0, -1).join(' '), lang);
    if (text !== '') byText.set(text, { text, tokens: queryTokens(text, lang), lastWord, others });
  }
  return [...byText.values()];
}

/** Folded text holds letters, marks, digits and spaces only, so it needs no escaping in LIKE. */
export async function findByName(client: SqlClient, variants: readonly Variant[]): Promise<NameHit[]> {
  const values: unknown[] = [];
  const param = (value: unknown) => `$${values.push(value)}`;
  const branches = variants.map(({ text, tokens, lastWord, others }) => {
    const exact = `n.folded = ${param(text)}::text`;
    const prefix = `n.folded like ${param(`${text}%`)}::text`;
    const words = `n.tokens @> ${param(tokens)}::text[]`;
    const begun = `n.tokens @> ${param(others)}::text[] and (n.folded like ${param(`${lastWord}%`)}::text or n.folded like ${param(`% ${lastWord}%`)}::text)`;
    return { exact, prefix, words, begun };
  });
  const any = (pick: (branch: (typeof branches)[number]) => string) =>
    branches.map((branch) => `(${pick(branch)})`).join(' or ');
  return readHits(
    client,
    `select n.entity_id, n.text, n.lang, n.source,
            case when ${any((b) => b.exact)} then 'exact' when ${any((b) => b.prefix)} then 'prefix'
                 when ${any((b) => b.words)} then 'words' else 'word_prefix' end as why,
            case when ${any((b) => b.exact)} then ${rankOf.exact} when ${any((b) => b.prefix)} then ${rankOf.prefix}
                 when ${any((b) => b.words)} then ${rankOf.words} else ${rankOf.word_prefix} end::float8 as rank
       from ${allNames} n
      where ${any((b) => b.prefix)} or ${any((b) => b.words)} or ${any((b) => b.begun)}`,
    values,
  );
}

/** `%` compares whole names, `<<%` the best run of whole words in a longer name; both use the trigram index. */
export async function findSimilar(client: SqlClient, folded: string): Promise<NameHit[]> {
  return readHits(
    client,
    `select entity_id, text, lang, source, 'similar' as why, ${similarFactor} * likeness as rank
       from (select n.*, greatest(similarity($1::text, n.folded), strict_word_similarity($1::text, n.folded)) as likeness
               from ${allNames} n where n.folded % $1::text or $1::text <<% n.folded) as n
      where likeness >= ${leastLikeness}`,
    [folded],
  );
}

/** Curated records and places whose whole name stands among the words of a longer query. */
export async function findWithin(client: SqlClient, variants: readonly Variant[]): Promise<NameHit[]> {
  const runs = [...new Set(variants.flatMap(({ text }) => toRuns(text.split(' '))))];
  if (runs.length === 0) return [];
  return readHits(
    client,
    `select n.entity_id, n.text, n.lang, n.source, 'within' as why,
            (case when n.entity_id like 'place.%' then ${rankOf.place_within} else ${rankOf.within} end)::float8 as rank
       from ${allNames} n join entity e on e.id = n.entity_id
      where n.folded = any ($1::text[]) and (e.declared_by in ('curated', 'vocabularies') or e.kind = 'place')`,
    [runs],
  );
}

/** Runs of neighboring words, without the whole. */
function toRuns(words: readonly string[]): string[] {
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(longestRun, words.length - from) }, (_, more) =>
      words.slice(from, from + more + 1),
    )
      .filter((run) => run.length < words.length)
      .map((run) => run.join(' '))
      .filter((run) => run.length >= shortestRun),
  );
}

const headColumns = `e.kind, e.id, e.slug, e.label, e.label_lang as "labelLang", e.label_is_working_title as "isWorkingTitle",
            p.population, coalesce(d.claims, 0) as claims`;
const headJoins = 'left join place p on p.entity_id = e.id left join search_document d on d.entity_id = e.id';

/** The heads of records that were found by something else than a name. */
export async function readHeads(client: SqlClient, ids: readonly string[]): Promise<Map<string, EntityHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<EntityHead>(
    `select ${headColumns} from entity e ${headJoins} where e.id = any ($1::text[]) and e.kind <> 'provision'`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type Row = EntityHead & { text: string; lang: string; source: string; why: NameMatch; rank: number };

async function readHits(client: SqlClient, names: string, values: unknown[]): Promise<NameHit[]> {
  const { rows } = await client.query<Row>(
    `with names as (${names}),
          best as (
            select distinct on (target) coalesce(e.merged_into_id, e.id) as target, names.*
              from names join entity e on e.id = names.entity_id
             order by target, rank desc, (source = 'ours'), length(names.text), names.text)
     select ${headColumns}, best.text, best.lang, best.source, best.why, best.rank
       from best join entity e on e.id = best.target ${headJoins}
      where e.kind <> 'provision'
      order by best.rank desc, p.population desc nulls last, claims desc, length(best.text), e.id limit ${maxHits}`,
    values,
  );
  return rows.map(({ text, lang, source, why, rank, ...head }) => ({
    ...head,
    matched: source === 'ours' ? undefined : { text, lang },
    why,
    score: rank,
  }));
}
