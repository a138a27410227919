import type { ClaimEntry } from '#lib/claims/file-schema.ts';
import { valuesOfClaim } from './claim-values.ts';
import type { CheckedWork } from './read-works.ts';

export type Counts = {
  works: number;
  claims: number;
  /** Claims that only name, classify or place what they speak of. */
  naming: number;
  unknowns: number;
  byWorkKind: Map<string, number>;
  bySight: Map<string, number>;
  byStance: Map<string, number>;
  byGrade: Map<string, number>;
  byLanguage: Map<string, number>;
  byCountry: Map<string, CountryCounts>;
};
export type CountryCounts = { programs: Set<string>; laws: Set<string>; claims: number };

const naming = new Set([
  'name.label',
  'name.designation',
  'org.type',
  'org.jurisdiction',
  'law.type',
  'law.jurisdiction',
  'program.type',
]);

/**
 * How much is held of what, from the files alone. A record counts for the country that its scope, jurisdiction or party names.
 *
 * @param countries ISO 3166-1 code by place id, for places whose id does not begin with it (towns)
 */
export function countCorpus(works: readonly CheckedWork[], countries: ReadonlyMap<string, string>): Counts {
  const claims = works.flatMap(({ file }) => file.claims.filter((claim) => claim.review !== 'withdrawn'));
  const cases = new Set(
    claims.filter((claim) => claim.predicate.startsWith('case.')).map((claim) => claim.subject),
  );
  const byCountry = new Map<string, CountryCounts>();
  for (const claim of claims)
    for (const code of findCountries(claim, countries)) {
      const entry = byCountry.get(code) ?? { programs: new Set(), laws: new Set(), claims: 0 };
      byCountry.set(code, entry);
      entry.claims += 1;
      if (claim.stance !== 'asserts') continue;
      if (claim.subject.startsWith('program.')) entry.programs.add(claim.subject);
      if (claim.subject.startsWith('law.') && !cases.has(claim.subject)) entry.laws.add(claim.subject);
    }
  return {
    works: works.length,
    claims: claims.length,
    naming: claims.filter((claim) => naming.has(claim.predicate)).length,
    unknowns: works.reduce((sum, { file }) => sum + file.unknowns.length, 0),
    byWorkKind: tally(works.map(({ file }) => file.work.kind)),
    bySight: tally(works.map(({ file }) => toSight(file.work.seen))),
    byStance: tally(claims.map((claim) => claim.stance)),
    byGrade: tally(claims.map(({ grade }) => `${grade.reliability}${grade.credibility}`)),
    byLanguage: tally(works.map(({ file }) => file.work.language)),
    byCountry: new Map([...byCountry].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** ISO 3166-1 codes of the territory that a claim names; "EU" stands beside them as ISO reserves it. */
function findCountries(claim: ClaimEntry, countries: ReadonlyMap<string, string>): Set<string> {
  const places = valuesOfClaim(claim).flatMap((value) => {
    if (value.type === 'scope' && value.relation !== 'excluded') return value.place;
    const names = claim.predicate === 'law.jurisdiction' || claim.predicate === 'law.party';
    return names && value.type === 'entity' && value.id.startsWith('place.') ? value.id : [];
  });
  if (claim.place !== undefined) places.push(claim.place);
  if (claim.subject.startsWith('place.')) places.push(claim.subject);
  return new Set(
    places.flatMap((id) => countries.get(id) ?? /^place\.([A-Z]{2})(?:-|$)/.exec(id)?.[1] ?? []),
  );
}

function toSight(seen: CheckedWork['file']['work']['seen']): string {
  const [best] = [...seen].sort((a, b) => media.indexOf(a.medium) - media.indexOf(b.medium));
  return best === undefined ? 'captured' : `${best.medium}, ${best.extent}, ${best.form}`;
}

const media = ['stored_copy', 'shared_file', 'source_card'];

/** Most frequent first. */
function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
