import type { SqlClient } from '#lib/postgres/sql.ts';
import { maxHits } from './entity-search.ts';
import { fold } from './fold.ts';

/** `text`: its words contain the words of the query (0.45, or 0.55 side by side); `mention`: it is about a found entity (0.3). */
export type TextMatch = 'text' | 'mention';

export type WorkHit = {
  kind: 'work';
  id: string;
  slug: string;
  title: string;
  titleLang: string;
  why: TextMatch;
  score: number;
};
export type ClaimHit = {
  kind: 'claim';
  id: string;
  says: string;
  work: { slug: string; title: string; titleLang: string };
  why: TextMatch;
  score: number;
};

const phraseScore = 0.55;
const wordsScore = 0.45;
const mentionScore = 0.3;

/** As near to `fold` as plain SQL comes: NFKD, lower case, without combining marks and apostrophes. */
const sqlFold = (column: string) =>
  `regexp_replace(lower(normalize(${column}, nfkd)), '[\\u0300-\\u036f''’‘ʻʼ]', '', 'g')`;

type Words = { folded: string[]; raw: string[] };

/** Words in both spellings: titles in traditional characters are not simplified in SQL, so the raw word is tried too. */
function toWords(q: string): Words | undefined {
  const folded = fold(q)
    .split(' ')
    .filter((word) => word !== '');
  if (folded.length === 0) return undefined;
  const plain = q
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’‘ʻʼ]/gu, '');
  return { folded, raw: plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '') };
}

/** A condition on `text` (an SQL expression) that every word occurs, and one that they stand side by side. */
function toConditions(
  words: Words,
  text: string,
  param: (value: unknown) => string,
): { all: string; phrase: string } {
  const spellings = [words.folded, words.raw];
  const contains = (needle: string) => `strpos(${text}, ${param(needle)}::text) > 0`;
  return {
    all: spellings.map((list) => `(${list.map(contains).join(' and ')})`).join(' or '),
    phrase: spellings.map((list) => contains(list.join(' '))).join(' or '),
  };
}

/** Works by title, best first. */
export async function searchWorks(client: SqlClient, q: string): Promise<WorkHit[]> {
  const words = toWords(q);
  if (words === undefined) return [];
  const values: unknown[] = [];
  const { all, phrase } = toConditions(words, 'folded', (value) => `$${values.push(value)}`);
  const { rows } = await client.query<Omit<WorkHit, 'kind' | 'why'>>(
    `select id, slug, title, title_lang as "titleLang",
            case when ${phrase} then ${phraseScore} else ${wordsScore} end::float8 as score
       from (select *, ${sqlFold('title')} as folded from work) as w
      where ${all} order by score desc, published_earliest desc nulls last, id limit ${maxHits}`,
    values,
  );
  return rows.map((row) => ({ kind: 'work', ...row, why: 'text' }));
}

/**
 * Claims by our wording of them (`says`), then claims that name one of the entities found. Withdrawn claims are not
 * found; their page and the log still have them.
 */
export async function searchClaims(client: SqlClient, q: string, entityIds: string[]): Promise<ClaimHit[]> {
  const words = toWords(q);
  if (words === undefined) return [];
  const values: unknown[] = [entityIds];
  const { all, phrase } = toConditions(words, 'folded', (value) => `$${values.push(value)}`);
  const { rows } = await client.query<{
    id: string;
    says: string;
    slug: string;
    title: string;
    titleLang: string;
    score: number;
  }>(
    `select c.id, c.says, w.slug, w.title, w.title_lang as "titleLang", c.score
       from (select *, case when ${phrase} then ${phraseScore} when ${all} then ${wordsScore} else ${mentionScore} end::float8 as score
               from (select *, ${sqlFold('says')} as folded from claim where review_state <> 'withdrawn') as folded_claim
              where ${all} or exists (select 1 from claim_entity ce where ce.claim_id = folded_claim.id and ce.entity_id = any ($1::text[]))
            ) as c
       join work w on w.id = c.work_id
      order by c.score desc, w.published_earliest desc nulls last, c.work_id, c.position limit ${maxHits}`,
    values,
  );
  return rows.map(({ id, says, slug, title, titleLang, score }) => ({
    kind: 'claim',
    id,
    says,
    work: { slug, title, titleLang },
    why: score === mentionScore ? 'mention' : 'text',
    score,
  }));
}
