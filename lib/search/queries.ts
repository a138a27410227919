import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type EntityHit, searchEntities } from './entity-search.ts';
import { maxHits } from './name-search.ts';
import { type SearchKind, searchKinds, toQueryText } from './schema.ts';
import { findSuggestions } from './suggest.ts';
import { type ClaimHit, searchClaims, searchWorks, type WorkHit } from './text-search.ts';

export type SearchResult = EntityHit | WorkHit | ClaimHit;

export type SearchAnswer = {
  /** The query as it was understood: one line, no invisible controls, at most `maxQueryLength` characters. */
  q: string;
  results: SearchResult[];
  /** How many results each kind has, whatever `kind` was asked for. */
  counts: Record<SearchKind, number>;
  /** What follows the results, kind by kind; empty unless `perKind` was asked for. */
  groups: { kind: SearchKind; hits: SearchResult[] }[];
  /** Other spellings to try, where nothing fits the query well. */
  suggestions: string[];
  /** True when a list was cut off, so that counts mean "at least". */
  capped: boolean;
};

/** Only entities that the query names, not merely resembles, bring the claims about them along. */
const namedScore = 0.6;
const maxMentioned = 20;
/** Below this score a result only resembles the query, or has some of its words. */
const fittingScore = 0.45;

/**
 * Everything that a query finds: entities by any of their names in any script, works by title, claims by our wording of
 * them or by whom they name. Best first; `NameMatch`, `DocumentMatch` and `TextMatch` say how a score comes about. The query is plain text:
 * it has no operators. Nothing that stands for a letter or digit in it finds nothing.
 *
 * @param kind only results of this kind
 * @param perKind also the first so many results of each kind that are not among `limit`
 */
export async function searchEverything(
  input: { q: string; kind?: SearchKind | undefined; limit: number; offset?: number; perKind?: number },
  client: SqlClient = getPool(),
): Promise<SearchAnswer> {
  const q = toQueryText(input.q);
  const entities = await searchEntities(client, q);
  const named = entities.filter((hit) => hit.score >= namedScore).slice(0, maxMentioned);
  const works = await searchWorks(client, q);
  const claims = await searchClaims(
    client,
    q,
    named.map((hit) => hit.id),
  );
  const all: SearchResult[] = [...entities, ...works, ...claims];
  const counts = countByKind(all);
  const wanted = input.kind === undefined ? all : all.filter((hit) => hit.kind === input.kind);
  const sorted = wanted.sort(compareHits);
  const end = (input.offset ?? 0) + input.limit;
  const fits = all.some(({ score }) => score >= fittingScore);
  return {
    q,
    results: sorted.slice(input.offset ?? 0, end),
    counts,
    groups: input.perKind === undefined ? [] : toGroups(sorted.slice(end), input.perKind),
    suggestions: fits ? [] : await findSuggestions(client, q),
    capped: [entities, works, claims].some((list) => list.length >= maxHits),
  };
}

function toGroups(hits: readonly SearchResult[], perKind: number): SearchAnswer['groups'] {
  const byKind = Map.groupBy(hits, ({ kind }) => kind);
  return searchKinds.flatMap((kind) => {
    const list = byKind.get(kind) ?? [];
    return list.length === 0 ? [] : [{ kind, hits: list.slice(0, perKind) }];
  });
}

function countByKind(hits: SearchResult[]): Record<SearchKind, number> {
  const counts: Record<SearchKind, number> = {
    program: 0,
    law: 0,
    organization: 0,
    person: 0,
    place: 0,
    technology: 0,
    work: 0,
    claim: 0,
  };
  for (const hit of hits) counts[hit.kind] += 1;
  return counts;
}

/** Of equal scores a record stands before sources, and they before statements; the sort is stable, so that each list keeps its own order. */
function compareHits(left: SearchResult, right: SearchResult): number {
  return right.score - left.score || toRank(left) - toRank(right);
}

function toRank({ kind }: SearchResult): number {
  return kind === 'claim' ? 2 : kind === 'work' ? 1 : 0;
}
