import { isEdtf, parseEdtf } from '#lib/edtf.ts';
import type { ClaimEntry, ClaimsFile } from './file-schema.ts';
import { countIndependentOrigins } from './independence.ts';
import type { Interval } from './interval.ts';
import { toOriginKey } from './origin.ts';
import { type ResolvableClaim, type ResolvedFact, resolve } from './resolve.ts';

type Resting = Pick<ResolvedFact, 'supports' | 'denies' | 'doubts' | 'silences'>;
const byStance: Record<ClaimEntry['stance'], keyof Resting> = {
  asserts: 'supports',
  denies: 'denies',
  doubts: 'doubts',
  no_comment: 'silences',
};

/**
 * For every claim of a file that stands: how many independent origins take the same stance on the least supported of
 * its facts. A list is as well supported as its weakest item, and a plan or another time is another fact.
 *
 * @param others claims of other works about the same subjects; those of this work are left out
 */
export function countOriginsBehind(
  file: ClaimsFile,
  others: readonly ResolvableClaim[],
): Map<ClaimEntry, number> {
  const own = file.claims.filter((claim) => claim.review !== 'withdrawn');
  const resolvable = new Map(own.map((claim, position) => [claim, toResolvable(file, claim, position)]));
  const foreign = others.filter((claim) => claim.workId !== file.work.id);
  const held = new Map([...resolvable.values(), ...foreign].map((claim) => [claim.id, claim]));
  const facts = resolve([...held.values()], {});
  return new Map(
    [...resolvable].map(([claim, { id }]) => {
      const list = byStance[claim.stance];
      const counts = facts
        .filter((fact) => fact[list].includes(id))
        .map((fact) => countIndependentOrigins(fact[list].flatMap((other) => held.get(other) ?? [])));
      return [claim, Math.min(...counts)];
    }),
  );
}

/** A claim as resolution sees it before its file is in the database. */
export function toResolvable(file: ClaimsFile, claim: ClaimEntry, position: number): ResolvableClaim {
  const slug = file.work.id.slice('work.'.length);
  const cited = new Map(file.cited.map((work) => [work.id, work]));
  return {
    id: `${slug}.${claim.id}`,
    workId: file.work.id,
    position,
    subject: claim.subject,
    predicate: claim.predicate,
    object: claim.object,
    place: claim.place ?? null,
    stance: claim.stance,
    modality: claim.modality,
    speaker: claim.speaker,
    originKey: toOriginKey(claim, { workSlug: slug, cited }),
    documentary: false,
    valid: toInterval(claim.valid?.edtf),
    knownOn: null,
  };
}

/** A date that cannot be read is a problem of its own and says nothing here. */
function toInterval(edtf: string | undefined): Interval | null {
  if (edtf === undefined || !isEdtf(edtf)) return null;
  const { earliestDay, latestDay } = parseEdtf(edtf);
  return { edtf, earliest: earliestDay ?? null, latest: latestDay ?? null };
}
