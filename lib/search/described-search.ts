import type { SqlClient } from '#lib/postgres/sql.ts';
import { toQueryUnits } from './query-units.ts';

/**
 * How well a record's document fits a query.
 *
 *   described  every word is in the document, one of them in a name of the record
 *   related    every word is in what its facts tie it to (place, technology, kind), none in its name
 *   partly     at least `leastCover` of the words; or all, but some only as look-alikes
 */
export type DocumentMatch = 'described' | 'related' | 'partly';

export type DocumentHit = { id: string; why: DocumentMatch; score: number };

export const documentScores = { described: 0.58, related: 0.5, partly: 0.45 } as const;

/** Below this share of the query a record answers another question. */
const leastCover = 0.6;
/** In scripts without spaces the pairs across two words are in no document. */
const leastCoverOfPairs = 0.5;
const fullCoverOfPairs = 0.8;
const stemShare = 0.9;
const alikeShare = 0.75;
const maxDocuments = 200;

/** Curated records by what describes them, best first: more of the query, more of it in the name, more claims. */
export async function searchDocuments(client: SqlClient, q: string): Promise<DocumentHit[]> {
  const units = await toQueryUnits(client, q);
  if (units.length === 0) return [];
  const total = units.reduce((all, { weight }) => all + weight, 0);
  const values: unknown[] = [];
  const param = (value: unknown) => `$${values.push(value)}::text[]`;
  const terms = units.map(({ weight, spellings, stems, alike }) => ({
    weight,
    forms: [
      { words: param(spellings), cover: 1, own: 1 },
      // A stem answers the query as well as the word does, but stands behind the word itself where both occur.
      { words: param(stems), cover: 1, own: stemShare },
      { words: param(alike), cover: alikeShare, own: alikeShare },
    ],
  }));
  const sum = (measure: 'cover' | 'own') => {
    const columns = measure === 'own' ? ['name_words'] : ['name_words', 'context_words'];
    const parts = terms.map(({ weight, forms }) => {
      const cases = forms.map((form) => {
        const has = columns.map((column) => `${column} && ${form.words}`).join(' or ');
        return `when ${has} then ${weight * form[measure]}`;
      });
      return `case ${cases.join(' ')} else 0 end`;
    });
    return `(${parts.join(' + ')})::float8 / ${total}`;
  };
  const any = param(units.flatMap(({ spellings, stems, alike }) => [...spellings, ...stems, ...alike]));
  const isPairs = units.length > 2 && units.every(({ weight }) => weight < 1);
  const [least, full] = isPairs ? [leastCoverOfPairs, fullCoverOfPairs] : [leastCover, 0.999];
  // `|| '{}'` under `offset 0` unpacks a row's words once, not anew for every comparison.
  const { rows } = await client.query<{ id: string; cover: number; own: number }>(
    `select entity_id as id, cover, own
       from (select entity_id, claims, ${sum('cover')} as cover, ${sum('own')} as own
               from (select entity_id, claims, name_words || '{}' as name_words, context_words || '{}' as context_words
                       from search_document where name_words && ${any} or context_words && ${any} offset 0) as whole) as d
      where cover >= ${least}
      order by (cover >= ${full}) desc, (own > 0) desc, cover desc, own desc, claims desc, entity_id limit ${maxDocuments}`,
    values,
  );
  return rows.map(({ id, cover, own }) => toHit(id, cover, own, full));
}

function toHit(id: string, cover: number, own: number, full: number): DocumentHit {
  const why = cover < full ? 'partly' : own > 0 ? 'described' : 'related';
  return { id, why, score: why === 'partly' ? documentScores.partly * cover : documentScores[why] };
}
