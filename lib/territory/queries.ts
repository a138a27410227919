import { z } from 'zod';
import { scopeRelations } from '#lib/claims/object-schema.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { Wording } from '#lib/claims/wording.ts';
import { getDb } from '#lib/db.ts';
import { formatEdtf } from '#lib/edtf.ts';
import { refSelect, toRef } from '#lib/records/context.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { isCovering, type Reach } from './reach.ts';

export type CoverageView = {
  id: string;
  subject: EntityRef;
  place: EntityRef;
  relation: (typeof scopeRelations)[number];
  wording: Wording;
  modality: string;
  valid: string | undefined;
  claims: ClaimView[];
  /** Editors' conclusions that it rests on instead of claims. */
  inferences: { id: string; says: string; reason: string }[];
};

/**
 * Systems and laws that a place takes over from `chain` (itself first), and those that only reach parts of it.
 * A statement that something does not apply to a nearer place outweighs one about a wider place.
 */
export async function findCoverage(
  chain: readonly string[],
  kind: 'program' | 'law',
): Promise<{ reaching: CoverageView[]; inside: CoverageView[] }> {
  const [self] = chain;
  if (self === undefined) return { reaching: [], inside: [] };
  const rows = await getDb().coverage.findMany({
    where: {
      subject: { kind, mergedIntoId: null, NOT: { program: { scale: 'deployment' } } },
      OR: [
        { placeId: { in: [...chain] } },
        { placeId: { startsWith: `${self}-` } },
        // Towns lie in a region or right in a country, and their ids say nothing of either.
        { place: { place: { OR: [{ parentId: self }, { parent: { parentId: self } }] } } },
      ],
    },
    include: { subject: { select: refSelect }, place: { select: refSelect } },
    orderBy: [{ subjectId: 'asc' }, { placeId: 'asc' }, { id: 'asc' }],
  });
  const evidence = await getDb().evidence.findMany({
    where: { target: 'coverage', targetId: { in: rows.map((row) => row.id) } },
    select: { targetId: true, claimId: true, inference: { select: { id: true, says: true, reason: true } } },
  });
  const claims = await findClaims({
    id: { in: evidence.flatMap((row) => (row.claimId === null ? [] : [row.claimId])) },
  });
  const views = rows.map((row) => {
    const ids = new Set(evidence.filter((item) => item.targetId === row.id).map((item) => item.claimId));
    return {
      id: row.id,
      subject: toRef(row.subject),
      place: toRef(row.place),
      relation: z.enum(scopeRelations).parse(row.relation),
      wording: row.wording,
      modality: row.modality,
      valid: row.valid === null ? undefined : formatEdtf(row.valid),
      claims: claims.filter((claim) => ids.has(claim.id)),
      inferences: evidence.flatMap((item) =>
        item.targetId === row.id && item.inference !== null ? [item.inference] : [],
      ),
    };
  });
  const reaches: Reach[] = views.map((view) => ({
    subjectId: view.subject.id,
    placeId: view.place.id,
    relation: view.relation,
  }));
  const reaching = views.filter((_, index) => isCovering(reaches[index], reaches, chain));
  const covered = new Set(reaching.map((view) => view.subject.id));
  const inside = views.filter((view) => !chain.includes(view.place.id) && !covered.has(view.subject.id));
  return { reaching, inside };
}
