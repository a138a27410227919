import type { SqlClient } from '#lib/postgres/sql.ts';
import { type DocumentMatch, searchDocuments } from './described-search.ts';
import {
  type EntityHead,
  findByName,
  findSimilar,
  findWithin,
  type NameHit,
  type NameMatch,
  readHeads,
  toVariants,
} from './name-search.ts';
import { searchKinds } from './schema.ts';

/** A record that a query finds, by a name or by what describes it. */
export type EntityHit = EntityHead & {
  why: NameMatch | DocumentMatch;
  score: number;
  /** The name that matched; undefined where none did, or one of ours, which no page shows. */
  matched: NameHit['matched'];
};

const enoughHits = 5;
const shortestTypo = 4;
/** A mistyped word of a longer query is found by what describes records. */
const mostTypoWords = 3;
/** Where so much was found, names inside the query and look-alikes add nothing. */
const goodScore = 0.5;

/**
 * Records by their names in any language or script, and curated ones also by what describes them, best first. Entities
 * merged into another show as that one. Equal scores: the order of kinds, then population, claims, shorter name.
 */
export async function searchEntities(client: SqlClient, q: string): Promise<EntityHit[]> {
  const variants = toVariants(q);
  const [first] = variants;
  if (first === undefined) return [];
  const named = await findByName(client, variants);
  const documents = await searchDocuments(client, q);
  const heads = await readHeads(
    client,
    documents.map(({ id }) => id),
  );
  const described = documents.flatMap(({ id, why, score }): EntityHit[] => {
    const head = heads.get(id);
    return head === undefined ? [] : [{ ...head, why, score, matched: undefined }];
  });
  const good = [...named, ...described].filter(({ score }) => score >= goodScore).length;
  const words = first.text.split(' ').length;
  const within = words > 1 && good < enoughHits ? await findWithin(client, variants) : [];
  const mayBeTypo = words <= mostTypoWords && Array.from(first.text).length >= shortestTypo;
  const similar = mayBeTypo && good < enoughHits ? await findSimilar(client, first.text) : [];
  return keepBest([...named, ...described, ...within, ...similar]);
}

/** Each record once, as what found it best. The sort is stable: inside one score and kind, lists keep their own order. */
function keepBest(hits: readonly EntityHit[]): EntityHit[] {
  const best = new Map<string, EntityHit>();
  for (const hit of hits) {
    const other = best.get(hit.id);
    if (other === undefined || hit.score > other.score) best.set(hit.id, hit);
  }
  return [...best.values()].sort(
    (left, right) =>
      right.score - left.score ||
      (isDescribed(left) && isDescribed(right)
        ? 0
        : searchKinds.indexOf(left.kind) - searchKinds.indexOf(right.kind)),
  );
}

/** Those keep the order of their documents, which weighs more than their kind. */
function isDescribed({ why }: EntityHit): boolean {
  return why === 'described' || why === 'related' || why === 'partly';
}
