import { getPool } from '#lib/db.ts';
import { getEnv } from '#lib/env.ts';
import type { ClaimView, FactGroup } from '#lib/records/view.ts';
import { findExcerpts } from './excerpts.ts';

/**
 * The same claims with the excerpts that a reader of a page may see. Asked for by pages that print passages; twins, feeds and exports
 * do without, because what they hand out is kept and passed on.
 */
export async function showExcerpts<Claim extends Pick<ClaimView, 'passages' | 'work'>>(
  claims: readonly Claim[],
): Promise<Claim[]> {
  const add = await loadExcerpts(claims);
  return claims.map(add);
}

/** {@link showExcerpts} for rows that carry their claims: powers, coverage. */
export async function showExcerptsBeside<Row extends { claims: ClaimView[] }>(
  rows: readonly Row[],
): Promise<Row[]> {
  const add = await loadExcerpts(rows.flatMap(({ claims }) => claims));
  return rows.map((row) => ({ ...row, claims: row.claims.map(add) }));
}

/** {@link showExcerpts} for the facts of a record. */
export async function showExcerptsInGroups(groups: readonly FactGroup[]): Promise<FactGroup[]> {
  const rows = groups.flatMap(({ predicates }) => predicates.flatMap((predicate) => predicate.rows));
  const add = await loadExcerpts(
    rows.flatMap(({ supports, denies, doubts, silences }) => [supports, denies, doubts, silences].flat()),
  );
  return groups.map((group) => ({
    ...group,
    predicates: group.predicates.map((predicate) => ({
      ...predicate,
      rows: predicate.rows.map((row) => ({
        ...row,
        supports: row.supports.map(add),
        denies: row.denies.map(add),
        doubts: row.doubts.map(add),
        silences: row.silences.map(add),
      })),
    })),
  }));
}

async function loadExcerpts(claims: readonly Pick<ClaimView, 'passages' | 'work'>[]) {
  const workIds = [
    ...new Set(claims.filter(({ passages }) => passages.length > 0).map(({ work }) => work.id)),
  ];
  const { SEED_DIR: seedDir, DATA_DIR: dataDir } = getEnv();
  const excerpts =
    workIds.length === 0 ? new Map() : await findExcerpts(getPool(), workIds, { seedDir, dataDir });
  return <Claim extends Pick<ClaimView, 'passages'>>(claim: Claim): Claim => ({
    ...claim,
    passages: claim.passages.map((passage) => {
      const excerpt = excerpts.get(passage.id);
      return excerpt === undefined ? passage : { ...passage, excerpt };
    }),
  });
}
