import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold, queryTokens } from './fold.ts';
import type { SearchKind } from './schema.ts';

/**
 * Why a result is there, with its score. A name found by a worse match never stands above one found by a better match.
 *
 *   exact        1.0        the whole name equals the query
 *   prefix       0.8        the name begins with the query
 *   words        0.6        the name has all words of the query, in any order
 *   word_prefix  0.5        as `words`, but the last word is only begun
 *   similar      ≤ 0.4      trigrams in common (typos); asked for only when little else was found
 *
 * Equal scores: by kind, then larger population, shorter name, label, id.
 */
export type NameMatch = 'exact' | 'prefix' | 'words' | 'word_prefix' | 'similar';

export type EntityHit = {
  kind: SearchKind;
  id: string;
  slug: string;
  label: string;
  labelLang: string;
  isWorkingTitle: boolean;
  /** The name that matched; it may be in another language than the label. */
  matched: { text: string; lang: string };
  why: NameMatch;
  score: number;
  population: number | null;
};

type Row = Omit<EntityHit, 'matched' | 'why' | 'score'> & {
  text: string;
  lang: string;
  why: NameMatch;
  rank: number;
};

/** Hits beyond this are not looked at: the query is too general to be answered by a list. */
export const maxHits = 1000;
const enoughHits = 5;
const shortestTypo = 4;

const rankOf = { exact: 1, prefix: 0.8, words: 0.6, word_prefix: 0.5 } as const;
const similarFactor = 0.4;
/** Of pg_trgm, from 0 to 1. `hikvison` has 0.58 of `hikvision`; one letter missing from a word of eight leaves about 0.5. */
const leastLikeness = 0.42;

/** Entities that have a matching name in any language or script, best first. Entities merged into another show as that one. */
export async function searchEntities(client: SqlClient, q: string): Promise<EntityHit[]> {
  const variants = toVariants(q);
  if (variants.length === 0) return [];
  const hits = await findByName(client, variants);
  const [folded] = variants;
  if (hits.length >= enoughHits || folded === undefined || Array.from(folded.text).length < shortestTypo)
    return hits;
  const known = new Set(hits.map((hit) => hit.id));
  const similar = await findSimilar(client, folded.text);
  return [...hits, ...similar.filter((hit) => !known.has(hit.id))];
}

type Variant = { text: string; tokens: string[]; lastWord: string; others: string[] };

/** A query tells no language, so letters in Arabic script are tried as Arabic and as another language. */
function toVariants(q: string): Variant[] {
  const byText = new Map<string, Variant>();
  for (const lang of ['ar', 'ug']) {
    const text = fold(q, lang);
    const words = text.split(' ');
    const lastWord = words.at(-1) ?? '';
    const others = queryTokens(words.slice(0, -1).join(' '), lang);
    if (text !== '') byText.set(text, { text, tokens: queryTokens(text, lang), lastWord, others });
  }
  return [...byText.values()];
}

/** Folded text holds letters, marks, digits and spaces only, so it needs no escaping in LIKE. */
async function findByName(client: SqlClient, variants: Variant[]): Promise<EntityHit[]> {
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
    `select n.entity_id, n.text, n.lang,
            case when ${any((b) => b.exact)} then 'exact' when ${any((b) => b.prefix)} then 'prefix'
                 when ${any((b) => b.words)} then 'words' else 'word_prefix' end as why,
            case when ${any((b) => b.exact)} then ${rankOf.exact} when ${any((b) => b.prefix)} then ${rankOf.prefix}
                 when ${any((b) => b.words)} then ${rankOf.words} else ${rankOf.word_prefix} end::float8 as rank
       from entity_name n
      where ${any((b) => b.prefix)} or ${any((b) => b.words)} or ${any((b) => b.begun)}`,
    values,
  );
}

/** `%` compares whole names, `<<%` the best run of whole words in a longer name; both use the trigram index. */
async function findSimilar(client: SqlClient, folded: string): Promise<EntityHit[]> {
  return readHits(
    client,
    `select entity_id, text, lang, 'similar' as why, ${similarFactor} * likeness as rank
       from (select n.*, greatest(similarity($1::text, n.folded), strict_word_similarity($1::text, n.folded)) as likeness
               from entity_name n where n.folded % $1::text or $1::text <<% n.folded) as n
      where likeness >= ${leastLikeness}`,
    [folded],
  );
}

async function readHits(client: SqlClient, names: string, values: unknown[]): Promise<EntityHit[]> {
  const { rows } = await client.query<Row>(
    `with names as (${names}),
          best as (
            select distinct on (target) coalesce(e.merged_into_id, e.id) as target, names.*
              from names join entity e on e.id = names.entity_id
             order by target, rank desc, length(names.text), names.text)
     select e.kind, e.id, e.slug, e.label, e.label_lang as "labelLang", e.label_is_working_title as "isWorkingTitle",
            best.text, best.lang, best.why, best.rank, p.population
       from best join entity e on e.id = best.target left join place p on p.entity_id = e.id
      where e.kind <> 'provision'
      order by best.rank desc, p.population desc nulls last, length(best.text), e.id limit ${maxHits}`,
    values,
  );
  return rows.map(({ text, lang, why, rank, ...entity }) => ({
    ...entity,
    matched: { text, lang },
    why,
    score: rank,
  }));
}
