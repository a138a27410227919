import { z } from 'zod';
import { party, type powerActions, power as powerObject } from '#lib/claims/object-schema.ts';
import type { EntityRef, Piece } from '#lib/claims/rich-text.ts';
import { toPartyPieces, toPowerObjectPieces, toPowerPieces } from '#lib/claims/sentence.ts';
import type { Wording } from '#lib/claims/wording.ts';
import { getDb } from '#lib/db.ts';
import { parseEdtf } from '#lib/edtf.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { toIsoDay } from '#lib/messages/format.ts';
import { loadContext, refSelect, toRef } from '#lib/records/context.ts';
import { countLostByEntity, type LostCount } from '#lib/records/lost-claims.ts';
import { findClaims } from '#lib/records/queries.ts';
import type { ClaimView } from '#lib/records/view.ts';
import { decideLegalStatus, type LegalStatus, type StageHeld } from './legal-status.ts';

const stageValue = z.object({ type: z.literal('term'), code: z.string() });

const startValue = z.object({ type: z.literal('date'), edtf: z.string() });

const stagePredicates = ['law.status', 'law.in_force_from'];

export type LawRow = {
  ref: EntityRef;
  jurisdiction: EntityRef | undefined;
  /** What the jurisdiction is a part of, where it is no country: two towns of one name are two places. */
  within?: EntityRef | undefined;
  stage: string | undefined;
  stages: StageHeld[];
  /** Of the statements of its stage. */
  lost: LostCount | undefined;
  powers: number;
  /** A case before a court: it has a page as a law has, and is none. */
  isCase: boolean;
};

/** Laws of some jurisdictions (all when left out) with every stage that is held of them. */
export async function findLaws(where: Prisma.LawWhereInput = {}): Promise<LawRow[]> {
  const rows = await getDb().law.findMany({
    where: { ...where, entity: { mergedIntoId: null } },
    include: { entity: { select: refSelect }, _count: { select: { powers: true } } },
    orderBy: { entityId: 'asc' },
  });
  const stages = await findStages(rows.map((row) => row.entityId));
  const parents = await findParents(rows.flatMap((row) => row.jurisdictionId ?? []));
  const context = await loadContext([...rows.map((row) => row.jurisdictionId), ...parents.values()]);
  const lost = await countLostStages(rows.map((row) => row.entityId));
  const toWithin = (id: string | null) => {
    const parent = id === null ? undefined : parents.get(id);
    return parent === undefined ? undefined : context.entity(parent);
  };
  return rows.map((row) => ({
    ref: toRef(row.entity),
    jurisdiction: row.jurisdictionId === null ? undefined : context.entity(row.jurisdictionId),
    within: toWithin(row.jurisdictionId),
    stage: row.stage ?? undefined,
    stages: stages.get(row.entityId) ?? [],
    lost: lost.get(row.entityId),
    powers: row._count.powers,
    isCase: row.lawType === 'court_case',
  }));
}

/** The place that each of these is a part of; countries are part of none. */
async function findParents(placeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await getDb().place.findMany({
    where: { entityId: { in: [...new Set(placeIds)] }, parentId: { not: null } },
    select: { entityId: true, parentId: true },
  });
  return new Map(rows.flatMap(({ entityId, parentId }) => (parentId === null ? [] : [[entityId, parentId]])));
}

/** Laws with a statement of their stage whose passages are lost. */
export function countLostStages(lawIds: readonly string[]): Promise<Map<string, LostCount>> {
  return countLostByEntity(lawIds, stagePredicates);
}

/** Stages held, by law: facts `law.status` and `law.in_force_from` that are not merely denied. */
export async function findStages(lawIds: readonly string[]): Promise<Map<string, StageHeld[]>> {
  const db = getDb();
  const facts = await db.fact.findMany({
    where: {
      entityId: { in: [...lawIds] },
      predicate: { in: stagePredicates },
      wording: { not: 'denied' },
    },
    orderBy: [{ validEarliest: 'asc' }, { position: 'asc' }],
  });
  const evidence = await db.evidence.findMany({
    where: {
      target: 'fact',
      targetId: { in: facts.map((fact) => fact.id) },
      role: 'supports',
      claimId: { not: null },
    },
    select: { targetId: true, claim: { select: { work: { select: { publishedLatest: true } } } } },
  });
  const known = new Map<string, string>();
  for (const row of evidence) {
    const published = row.claim?.work.publishedLatest;
    if (published === null || published === undefined) continue;
    const day = toIsoDay(published);
    if (day > (known.get(row.targetId) ?? '')) known.set(row.targetId, day);
  }
  const stages = new Map<string, StageHeld[]>();
  for (const fact of facts) {
    const held = toStage(fact, known.get(fact.id) ?? null);
    if (held !== undefined) stages.set(fact.entityId, [...(stages.get(fact.entityId) ?? []), held]);
  }
  return stages;
}

type FactRow = Prisma.FactGetPayload<Record<string, never>>;

function toStage(fact: FactRow, knownOn: string | null): StageHeld | undefined {
  const start = startValue.safeParse(fact.value);
  if (start.success) {
    const { edtf, earliestDay, latestDay } = parseEdtf(start.data.edtf);
    return { stage: 'in_force', earliest: earliestDay, latest: latestDay, edtf, knownOn };
  }
  const stage = stageValue.safeParse(fact.value);
  if (!stage.success) return undefined;
  return {
    stage: stage.data.code,
    earliest: fact.validEarliest === null ? null : toIsoDay(fact.validEarliest),
    latest: fact.validLatest === null ? null : toIsoDay(fact.validLatest),
    edtf: fact.valid ?? undefined,
    knownOn,
  };
}

export type PowerView = {
  id: string;
  law: EntityRef | undefined;
  place: EntityRef | undefined;
  /** Number of the provision in its law, as the source gives it. */
  provision: string | undefined;
  sentence: Piece[];
  holder: Piece[];
  action: (typeof powerActions)[number];
  objects: Piece[];
  counterparty: Piece[] | undefined;
  condition: string | undefined;
  safeguard: string | undefined;
  wording: Wording;
  modality: string;
  claims: ClaimView[];
  /** Its law's answer for the day asked; undefined where no statute is named. */
  status: LegalStatus | undefined;
  /** ISO day of the first source that tells of it. */
  firstToldOn: string | undefined;
};

/** Powers with their evidence, and whether the law they come from is in force on `day`. */
export async function findPowers(where: Prisma.PowerWhereInput, day: string): Promise<PowerView[]> {
  const db = getDb();
  const rows = await db.power.findMany({
    where: { AND: [where, { wording: { not: 'denied' } }] },
    include: { law: { include: { entity: { select: refSelect } } }, provision: { select: { number: true } } },
    orderBy: [{ lawId: 'asc' }, { action: 'asc' }, { id: 'asc' }],
  });
  const stages = await findStages(rows.flatMap((row) => (row.lawId === null ? [] : [row.lawId])));
  const evidence = await db.evidence.findMany({
    where: { target: 'power', targetId: { in: rows.map((row) => row.id) }, claimId: { not: null } },
    select: {
      targetId: true,
      claimId: true,
      claim: { select: { work: { select: { publishedLatest: true } } } },
    },
  });
  const claims = await findClaims({
    id: { in: evidence.flatMap((row) => (row.claimId === null ? [] : [row.claimId])) },
  });
  const context = await loadContext(
    rows.flatMap((row) => [row.holder, row.objects, row.counterparty, row.placeId]),
  );
  return rows.map((row) => {
    const parsed = powerObject.parse({
      type: 'power',
      holder: row.holder,
      action: row.action,
      duty: row.duty,
      objects: row.objects,
      ...(row.counterparty === null ? {} : { counterparty: row.counterparty }),
      ...(row.condition === null ? {} : { condition: row.condition }),
      ...(row.safeguard === null ? {} : { safeguard: row.safeguard }),
      ...(row.retention === null ? {} : { retention: row.retention }),
    });
    const status = row.lawId === null ? undefined : decideLegalStatus(stages.get(row.lawId) ?? [], day);
    const own = evidence.filter((item) => item.targetId === row.id);
    const ids = new Set(own.map((item) => item.claimId));
    const told = own.flatMap(({ claim }) => claim?.work.publishedLatest ?? []).map(toIsoDay);
    return {
      id: row.id,
      law: row.law === null ? undefined : toRef(row.law.entity),
      place: row.placeId === null ? undefined : context.entity(row.placeId),
      provision: row.provision?.number,
      sentence: toPowerPieces(
        parsed,
        context,
        isInForce(status) && row.modality !== 'plan' ? 'indicative' : 'conditional',
      ),
      holder: toPartyPieces(party.parse(row.holder), context),
      action: parsed.action,
      objects: toPowerObjectPieces(parsed.objects, context),
      counterparty:
        parsed.counterparty === undefined ? undefined : toPartyPieces(parsed.counterparty, context),
      condition: parsed.condition,
      safeguard: parsed.safeguard,
      wording: row.wording,
      modality: row.modality,
      claims: claims.filter((claim) => ids.has(claim.id)),
      status,
      firstToldOn: told.sort()[0],
    };
  });
}

/** A power without a named statute is what a source says of the present; a draft's power is never in force. */
export function isInForce(status: LegalStatus | undefined): boolean {
  return status === undefined || status.state === 'in_force' || status.state === 'last_known_in_force';
}
