import { z } from 'zod';
import { flowBases, party } from '#lib/claims/object-schema.ts';
import type { EntityRef, Piece } from '#lib/claims/rich-text.ts';
import { type SentenceContext, toCategoryPieces, toPartyPieces } from '#lib/claims/sentence.ts';
import type { Wording } from '#lib/claims/wording.ts';
import { getDb, getPool } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { loadContext } from '#lib/records/context.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView, RecordView, UnknownState } from '#lib/records/view.ts';
import { fold } from '#lib/search/fold.ts';

export const flowKinds = ['sharing', 'access', 'disclosure', 'collection', 'supply'] as const;
export const flowsPerPage = 50;

export type FlowView = {
  id: string;
  from: Piece[];
  to: Piece[];
  categories: Piece[];
  kind: (typeof flowKinds)[number];
  basis: (typeof flowBases)[number];
  legalBasis: EntityRef | undefined;
  legalBasisState: UnknownState | undefined;
  wording: Wording;
  /** Claims behind a curated flow; none for a dataset's pair. */
  claims: ClaimView[];
  /** What the dataset's rows read like, for a pair. */
  listed:
    | ({
        dataset: string;
        wording: string;
        /** Day that the source speaks of, in words. */
        on: string | undefined;
      } & Pick<RecordView, 'state' | 'missingSince'>)
    | undefined;
};

/** Flows that read sources name, with their evidence. */
export async function findCuratedFlows(where: Prisma.DataFlowWhereInput = {}): Promise<FlowView[]> {
  const db = getDb();
  const rows = await db.dataFlow.findMany({
    where: { AND: [where, { recordId: null, wording: { not: 'denied' } }] },
    orderBy: [{ id: 'asc' }],
  });
  const evidence = await db.evidence.findMany({
    where: { target: 'data_flow', targetId: { in: rows.map((row) => row.id) }, claimId: { not: null } },
    select: { targetId: true, claimId: true },
  });
  const claims = await findClaims({
    id: { in: evidence.flatMap((row) => (row.claimId === null ? [] : [row.claimId])) },
  });
  const context = await loadContext(rows.flatMap((row) => [row.from, row.to, row.legalBasisId]));
  return rows.map((row) => {
    const ids = new Set(evidence.filter((item) => item.targetId === row.id).map((item) => item.claimId));
    return {
      ...toFlowView(row, context),
      claims: claims.filter((claim) => ids.has(claim.id)),
      listed: undefined,
    };
  });
}

export type PairFilter = {
  entity?: string | undefined;
  place?: string | undefined;
  who?: string | undefined;
};

/**
 * Sharing pairs of datasets, one page, with the count under the same filter.
 * @param filter.entity giver or taker; `place`: ISO code id of either body's jurisdiction; `who`: part of either body's name
 */
export async function findPairs(
  filter: PairFilter,
  page: number,
  perPage = flowsPerPage,
): Promise<{ rows: FlowView[]; total: number }> {
  const who =
    filter.who === undefined || filter.who.trim() === ''
      ? null
      : `%${fold(filter.who).replace(/[\\%_]/g, '\\$&')}%`;
  const values = [filter.entity ?? null, filter.place ?? null, who];
  const condition = `f.record_id is not null
    and ($1::text is null or f.from_id = $1 or f.to_id = $1)
    and ($2::text is null or f.from_id in (select entity_id from organization where place_id = $2)
      or f.to_id in (select entity_id from organization where place_id = $2))
    and ($3::text is null or f.from_id in (select entity_id from entity_name where folded like $3)
      or f.to_id in (select entity_id from entity_name where folded like $3))`;
  const pool = getPool();
  const [counted, ids] = await Promise.all([
    pool.query<{ total: number }>(
      `select count(*)::int as total from data_flow f where ${condition}`,
      values,
    ),
    pool.query<{ id: string }>(
      `select f.id from data_flow f where ${condition} order by f.from_id, f.to_id, f.id limit $4 offset $5`,
      [...values, perPage, (page - 1) * perPage],
    ),
  ]);
  const rows = await getDb().dataFlow.findMany({
    where: { id: { in: ids.rows.map((row) => row.id) } },
    include: { record: { include: { dataset: true } } },
    orderBy: [{ fromId: 'asc' }, { toId: 'asc' }, { id: 'asc' }],
  });
  const context = await loadContext(rows.flatMap((row) => [row.from, row.to]));
  return {
    total: counted.rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      ...toFlowView(row, context),
      claims: [],
      listed:
        row.record === null
          ? undefined
          : {
              dataset: row.record.dataset.id,
              wording: row.record.dataset.wording,
              on: row.valid === null ? undefined : context.date(row.valid),
              state: row.record.state,
              missingSince: row.record.missingSince ?? undefined,
            },
    })),
  };
}

function toFlowView(
  row: Prisma.DataFlowGetPayload<Record<string, never>>,
  context: SentenceContext,
): Omit<FlowView, 'claims' | 'listed'> {
  const kind = z.enum(flowKinds).parse(row.kind);
  return {
    id: row.id,
    from: toPartyPieces(party.parse(row.from), context),
    to: toPartyPieces(party.parse(row.to), context),
    categories: toCategoryPieces(row.categories, kind, context),
    kind,
    basis: z.enum(flowBases).parse(row.basis),
    legalBasis: row.legalBasisId === null ? undefined : context.entity(row.legalBasisId),
    legalBasisState: row.legalBasisState ?? undefined,
    wording: row.wording,
  };
}
