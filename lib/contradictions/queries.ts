import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb } from '#lib/db.ts';
import { refSelect, toRef } from '#lib/records/context.ts';
import { findClaims, findFactGroups, findUnknowns } from '#lib/records/queries.ts';
import type { ClaimView, PredicateRows, UnknownView } from '#lib/records/view.ts';

export type ContestedRecord = { subject: EntityRef; predicates: PredicateRows[] };
export type LinkedPair = {
  id: string;
  kind: 'contests' | 'qualifies';
  by: string;
  note: string | undefined;
  from: ClaimView;
  to: ClaimView;
};

export type Contradictions = {
  disputed: ContestedRecord[];
  denied: ContestedRecord[];
  conflicts: ContestedRecord[];
  silence: ClaimView[];
  links: LinkedPair[];
  unknowns: UnknownView[];
};

/** All that is disputed, denied, contested or left unanswered. */
export async function findContradictions(): Promise<Contradictions> {
  const db = getDb();
  const [contested, links, silence, unknowns] = await Promise.all([
    db.fact.findMany({
      where: { OR: [{ wording: { in: ['disputed', 'denied'] } }, { conflictsWith: { isEmpty: false } }] },
      select: { entity: { select: refSelect } },
      distinct: ['entityId'],
      orderBy: { entityId: 'asc' },
    }),
    db.claimLink.findMany({ where: { kind: { in: ['contests', 'qualifies'] } }, orderBy: { id: 'asc' } }),
    findClaims({ stance: 'no_comment', reviewState: { not: 'withdrawn' } }),
    findUnknowns({ state: 'disputed' }),
  ]);
  const records = await Promise.all(
    contested.map(async ({ entity }) => {
      const subject = toRef(entity);
      return { subject, predicates: (await findFactGroups(subject.id)).flatMap((group) => group.predicates) };
    }),
  );
  const claims = new Map(
    (await findClaims({ id: { in: links.flatMap((link) => [link.fromId, link.toId]) } })).map((claim) => [
      claim.id,
      claim,
    ]),
  );
  return {
    disputed: keep(records, (row) => row.wording === 'disputed'),
    denied: keep(records, (row) => row.wording === 'denied'),
    conflicts: keep(records, (row) => row.conflicts.length > 0 && row.wording !== 'disputed'),
    silence,
    links: links.flatMap((link) => {
      const [from, to] = [claims.get(link.fromId), claims.get(link.toId)];
      if (from === undefined || to === undefined || (link.kind !== 'contests' && link.kind !== 'qualifies'))
        return [];
      return [{ id: link.id, kind: link.kind, by: link.by, note: link.note ?? undefined, from, to }];
    }),
    unknowns,
  };
}

function keep(
  records: readonly ContestedRecord[],
  wanted: (row: PredicateRows['rows'][number]) => boolean,
): ContestedRecord[] {
  return records
    .map(({ subject, predicates }) => ({
      subject,
      predicates: predicates
        .map((predicate) => ({ ...predicate, rows: predicate.rows.filter(wanted) }))
        .filter((predicate) => predicate.rows.length > 0),
    }))
    .filter((record) => record.predicates.length > 0);
}
