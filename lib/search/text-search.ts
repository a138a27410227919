import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold } from './fold.ts';
import { maxHits } from './name-search.ts';

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

/** A condition on `s.folded` that every word of the query occurs, and one that they stand side by side. */
type Conditions = { all: string; phrase: string };

/** Folded text holds letters, marks, digits and spaces only, so it needs no escaping in LIKE. */
function toConditions(q: string, param: (value: unknown) => string): Conditions | undefined {
  const folded = fold(q);
  if (folded === '') return undefined;
  const contains = (needle: string) => `s.folded like ${param(`%${needle}%`)}::text`;
  return { all: folded.split(' ').map(contains).join(' and '), phrase: contains(folded) };
}

/** Works by title and publisher, best first. */
export async function searchWorks(client: SqlClient, q: string): Promise<WorkHit[]> {
  const values: unknown[] = [];
  const conditions = toConditions(q, (value) => `$${values.push(value)}`);
  if (conditions === undefined) return [];
  const { rows } = await client.query<Omit<WorkHit, 'kind' | 'why'>>(
    `select w.id, w.slug, w.title, w.title_lang as "titleLang",
            case when ${conditions.phrase} then ${phraseScore} else ${wordsScore} end::float8 as score
       from search_text s join work w on w.id = s.id
      where ${conditions.all} order by score desc, w.published_earliest desc nulls last, w.id limit ${maxHits}`,
    values,
  );
  return rows.map((row) => ({ kind: 'work', ...row, why: 'text' }));
}

/**
 * Claims by our wording of them (`says`), then claims that name one of the entities found. Withdrawn claims are not
 * found; their page and the log still have them.
 */
export async function searchClaims(client: SqlClient, q: string, entityIds: string[]): Promise<ClaimHit[]> {
  const values: unknown[] = [entityIds];
  const conditions = toConditions(q, (value) => `$${values.push(value)}`);
  if (conditions === undefined) return [];
  const { rows } = await client.query<{
    id: string;
    says: string;
    slug: string;
    title: string;
    titleLang: string;
    score: number;
  }>(
    `with found as (
       select s.id, case when ${conditions.phrase} then ${phraseScore} else ${wordsScore} end::float8 as score
         from search_text s where ${conditions.all}
       union all
       select distinct claim_id, ${mentionScore}::float8 from claim_entity where entity_id = any ($1::text[]))
     select c.id, c.says, w.slug, w.title, w.title_lang as "titleLang", f.score
       from (select id, max(score) as score from found group by id) f
       join claim c on c.id = f.id join work w on w.id = c.work_id
      where c.review_state <> 'withdrawn'
      order by f.score desc, w.published_earliest desc nulls last, c.work_id, c.position limit ${maxHits}`,
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
