import { z } from 'zod';
import { getDb } from '#lib/db.ts';
import { findLostClaims } from '#lib/records/lost-claims.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { toClaimPath } from './entity-path.ts';
import type { linkKinds } from './file-schema.ts';

export type ClaimLinkView = {
  kind: (typeof linkKinds)[number];
  direction: 'from' | 'to';
  by: 'source' | 'editor';
  note: string | undefined;
  other: { id: string; href: string; says: string; lost: boolean };
};

export type ClaimPage = {
  claim: ClaimView;
  links: ClaimLinkView[];
  /** Other claims about the same thing, whatever their stance. */
  siblings: ClaimView[];
  /** Other claims of the same origin: they never corroborate this one. */
  sameOrigin: number;
  inferences: { id: string; says: string; reason: string }[];
  neighbors: { previous: string | undefined; next: string | undefined };
};

/** One claim with all that touches it, or undefined. */
export async function findClaimPage(id: string): Promise<ClaimPage | undefined> {
  const [claim] = await findClaims({ id });
  if (claim === undefined) return undefined;
  const db = getDb();
  const [links, siblings, sameOrigin, premises, around] = await Promise.all([
    db.claimLink.findMany({
      where: { OR: [{ fromId: id }, { toId: id }] },
      include: { from: { select: { says: true } }, to: { select: { says: true } } },
      orderBy: { id: 'asc' },
    }),
    findClaims({ propositionKey: claim.propositionKey, id: { not: id } }),
    db.claim.count({ where: { originKey: claim.originKey, id: { not: id } } }),
    db.inferencePremise.findMany({ where: { claimId: id }, include: { inference: true } }),
    db.claim.findMany({
      where: { workId: claim.work.id, position: { in: [claim.position - 1, claim.position + 1] } },
      select: { id: true, position: true },
    }),
  ]);
  const lost = await findLostClaims(links.flatMap(({ fromId, toId }) => [fromId, toId]));
  return {
    claim,
    links: links.map((link) => {
      const direction = link.fromId === id ? 'from' : 'to';
      const otherId = direction === 'from' ? link.toId : link.fromId;
      const says = direction === 'from' ? link.to.says : link.from.says;
      return {
        kind: link.kind,
        direction,
        by: z.enum(['source', 'editor']).parse(link.by),
        note: link.note ?? undefined,
        other: { id: otherId, href: toClaimPath(otherId), says, lost: lost.has(otherId) },
      };
    }),
    siblings,
    sameOrigin,
    inferences: premises.map(({ inference }) => ({
      id: inference.id,
      says: inference.says,
      reason: inference.reason,
    })),
    neighbors: {
      previous: around.find((other) => other.position < claim.position)?.id,
      next: around.find((other) => other.position > claim.position)?.id,
    },
  };
}
