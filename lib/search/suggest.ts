import type { SqlClient } from '#lib/postgres/sql.ts';
import { fold } from './fold.ts';

const mostSuggestions = 3;
const shortest = 4;
/** Of pg_trgm, from 0 to 1: lower than for a result, because a suggestion only asks. */
const leastLikeness = 0.35;

/**
 * Other spellings for a query that found little: names that pages show, and words for technologies, nearest first. Our
 * other search words are never suggested: they would look like names.
 */
export async function findSuggestions(client: SqlClient, q: string): Promise<string[]> {
  const folded = fold(q);
  if (Array.from(folded).length < shortest) return [];
  const { rows } = await client.query<{ text: string }>(
    `select text
       from (select distinct on (folded) text, folded, similarity(folded, $1::text) as likeness,
                    entity_id like 'place.%' as is_place
               from (select n.entity_id, n.text, n.folded from entity_name n where n.folded % $1::text
                     union all
                     select n.entity_id, n.text, n.folded from search_name n
                      where n.folded % $1::text and (n.source <> 'ours' or n.entity_id like 'tech.%')) n
              order by folded, length(text)) s
      where likeness >= ${leastLikeness} and folded <> $1::text
      order by likeness desc, is_place, text limit ${mostSuggestions}`,
    [folded],
  );
  return rows.map(({ text }) => text);
}
