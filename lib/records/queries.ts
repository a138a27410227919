import { z } from 'zod';
import { toClaimPath } from '#lib/claims/entity-path.ts';
import { claimObject } from '#lib/claims/object-schema.ts';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { type SentenceContext, toObjectPieces } from '#lib/claims/sentence.ts';
import { getDb } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatDay } from '#lib/messages/format.ts';
import { claimInclude, toClaimView, toNamedValues } from './claim-view.ts';
import { loadContext, refSelect, toRef } from './context.ts';
import { type LoadedFact, toFactGroups } from './fact-rows.ts';
import { countLostByFact, findLostClaims, type LostCount } from './lost-claims.ts';
import type { ClaimView, EntityHead, FactGroup, InferenceView, RecordView, UnknownView } from './view.ts';
import { getPredicates } from './vocabulary.ts';

const externalIds = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));
const citations = z.array(
  z.object({ url: z.string(), title: z.string().optional(), publishedOn: z.string().optional() }),
);

/** Facts of one page; a record with more is paged by its own list (deployments, flows), never cut silently here. */
const factLimit = 2000;

/** The head of a record by its address, or undefined where nothing was ever held there. */
export async function findRecord(kind: EntityRef['kind'], slug: string): Promise<EntityHead | undefined> {
  const row = await getDb().entity.findUnique({
    where: { kind_slug: { kind, slug } },
    include: {
      names: { orderBy: [{ kind: 'asc' }, { lang: 'asc' }, { text: 'asc' }] },
      mergedInto: { select: refSelect },
    },
  });
  if (row === null) return undefined;
  return {
    ref: toRef(row),
    slug: row.slug,
    names: row.names.map((name) => ({
      text: name.text,
      lang: name.lang,
      kind: name.kind,
      from: name.from ?? undefined,
      to: name.to ?? undefined,
    })),
    externalIds: externalIds.parse(row.externalIds),
    identityWithheld: row.identityWithheld,
    declaredBy: row.declaredBy,
    mergedInto: row.mergedInto === null ? undefined : toRef(row.mergedInto),
  };
}

const evidenceInclude = {
  claim: { include: claimInclude },
  record: { include: { dataset: true } },
  inference: { include: { premises: { include: { claim: { select: { id: true, says: true } } } } } },
} satisfies Prisma.EvidenceInclude;
type EvidenceRow = Prisma.EvidenceGetPayload<{ include: typeof evidenceInclude }>;

/** Everything said about an entity, by question; each row carries its evidence. */
export async function findFactGroups(entityId: string, locale = defaultLocale): Promise<FactGroup[]> {
  return toFactGroups(await loadFacts({ entityId }, locale));
}

/** What read sources say of other records with this entity as the value ("developer"), with how firmly. */
export async function findMentions(
  entityId: string,
): Promise<
  { subject: EntityRef; label: string; wording: LoadedFact['wording']; lost: LostCount | undefined }[]
> {
  const rows = await getDb().fact.findMany({
    where: {
      valueEntityId: entityId,
      wording: { not: 'unverified_dataset' },
      entity: { OR: [{ program: null }, { program: { scale: 'system' } }] },
    },
    include: { entity: { select: refSelect } },
    orderBy: [{ predicate: 'asc' }, { entityId: 'asc' }],
    take: 200,
  });
  const lost = await countLostByFact(rows.map((row) => row.id));
  const predicates = getPredicates();
  const seen = new Set<string>();
  return rows
    .map((row) => ({
      subject: toRef(row.entity),
      label: predicates[row.predicate]?.label ?? row.predicate,
      wording: row.wording,
      lost: lost.get(row.id),
    }))
    .filter((row) => {
      const key = `${row.subject.id} ${row.label} ${row.wording}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    });
}

/** Typed unknowns about an entity, or about anything at a place. */
export async function findUnknowns(
  where: Prisma.ResearchStateWhereInput,
  locale = defaultLocale,
): Promise<UnknownView[]> {
  const rows = await getDb().researchState.findMany({
    where,
    include: { subject: { select: refSelect } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    question: row.question,
    state: row.state,
    by: toActorText(row.by, locale),
    on: formatDay(row.on, locale),
    searched: row.searched ?? undefined,
    note: row.note ?? undefined,
    subject: toRef(row.subject),
  }));
}

/** Claims with their evidence, in the order asked for. */
export async function findClaims(
  where: Prisma.ClaimWhereInput,
  options: {
    orderBy?: Prisma.ClaimOrderByWithRelationInput[];
    take?: number;
    skip?: number;
    locale?: string;
  } = {},
): Promise<ClaimView[]> {
  const rows = await getDb().claim.findMany({
    where,
    include: claimInclude,
    orderBy: options.orderBy ?? [{ workId: 'asc' }, { position: 'asc' }],
    ...(options.take === undefined ? {} : { take: options.take }),
    ...(options.skip === undefined ? {} : { skip: options.skip }),
  });
  const context = await loadContext(rows.flatMap(toNamedValues), options.locale);
  return rows.map((row) => toClaimView(row, context));
}

async function loadFacts(where: Prisma.FactWhereInput, locale: string): Promise<LoadedFact[]> {
  const db = getDb();
  const facts = await db.fact.findMany({
    where,
    orderBy: [{ predicate: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    take: factLimit,
  });
  const rivals = await db.fact.findMany({
    where: { id: { in: facts.flatMap((fact) => fact.conflictsWith) } },
  });
  const evidence = await db.evidence.findMany({
    where: { target: 'fact', targetId: { in: facts.map((fact) => fact.id) } },
    include: evidenceInclude,
  });
  const lostPremises = await findLostClaims(
    evidence.flatMap(({ inference }) => inference?.premises.map(({ claim }) => claim.id) ?? []),
  );
  const contesting = await loadEditorsContests(
    evidence.flatMap((row) => (row.role === 'doubts' && row.claimId !== null ? [row.claimId] : [])),
  );
  const context = await loadContext(
    [
      ...[...facts, ...rivals].flatMap((fact) => [fact.value, fact.placeId]),
      ...evidence.flatMap((row) => (row.claim === null ? [] : toNamedValues(row.claim))),
    ],
    locale,
  );
  const byFact = Map.groupBy(evidence, (row) => row.targetId);
  const direct = await loadDirectRecords(
    facts.flatMap((fact) => (fact.recordId === null ? [] : [fact.recordId])),
  );
  const rivalById = new Map(rivals.map((fact) => [fact.id, fact.value]));
  return facts.map((fact) => {
    const rows = byFact.get(fact.id) ?? [];
    const claims = (role: string) => toClaims(rows, role, context);
    const predicates = getPredicates();
    const predicate = predicates[fact.predicate];
    const supports = claims('supports');
    const record = fact.recordId === null ? undefined : direct.get(fact.recordId);
    return {
      key: fact.id,
      predicate: fact.predicate,
      label: predicate?.label ?? fact.predicate,
      definition: predicate?.definition ?? '',
      attributed: predicate?.attributed === true,
      question: predicate?.question ?? 'what',
      order: Object.keys(predicates).indexOf(fact.predicate),
      values: [toObjectPieces(claimObject.parse(fact.value), context)],
      wording: fact.wording,
      modality: fact.modality,
      origins: fact.origins,
      valid: fact.valid === null ? undefined : context.date(fact.valid),
      place: fact.placeId === null ? undefined : context.entity(fact.placeId),
      openSet: supports.some((claim) => claim.openSet),
      supports,
      denies: claims('denies'),
      doubts: claims('doubts'),
      connectedByEditors: claims('doubts')
        .map((claim) => claim.id)
        .filter((id) => supports.some((claim) => contesting.has(`${id} ${claim.id}`))),
      silences: claims('no_comment'),
      records: toRecords(rows, record),
      inferences: rows.flatMap((row) =>
        row.inference === null ? [] : [toInferenceView(row.inference, lostPremises, locale)],
      ),
      conflicts: fact.conflictsWith.flatMap((id) => {
        const value = rivalById.get(id);
        return value === undefined ? [] : [toObjectPieces(claimObject.parse(value), context)];
      }),
    };
  });
}

/** Pairs "contesting contested" that an editor linked, not the source. */
async function loadEditorsContests(claimIds: readonly string[]): Promise<Set<string>> {
  if (claimIds.length === 0) return new Set();
  const links = await getDb().claimLink.findMany({
    where: { kind: 'contests', by: 'editor', fromId: { in: [...new Set(claimIds)] } },
    select: { fromId: true, toId: true },
  });
  return new Set(links.map((link) => `${link.fromId} ${link.toId}`));
}

function toClaims(rows: readonly EvidenceRow[], role: string, context: SentenceContext): ClaimView[] {
  return rows
    .filter((row) => row.role === role)
    .flatMap((row) => (row.claim === null ? [] : [toClaimView(row.claim, context)]))
    .sort((a, b) => a.position - b.position);
}

async function loadDirectRecords(ids: readonly string[]): Promise<Map<string, RecordView>> {
  if (ids.length === 0) return new Map();
  const rows = await getDb().datasetRecord.findMany({
    where: { id: { in: [...new Set(ids)] } },
    include: { dataset: true },
  });
  return new Map(rows.map((row) => [row.id, toRecordView(row)]));
}

function toRecords(rows: readonly EvidenceRow[], direct: RecordView | undefined): RecordView[] {
  const records = rows.flatMap((row) => (row.record === null ? [] : [toRecordView(row.record)]));
  if (direct !== undefined && !records.some((record) => record.id === direct.id)) records.push(direct);
  return records;
}

function toRecordView(row: NonNullable<EvidenceRow['record']>): RecordView {
  const { dataset } = row;
  return {
    id: row.id,
    externalId: row.externalId,
    dataset: {
      id: dataset.id,
      title: dataset.title,
      publisher: dataset.publisher,
      wording: dataset.wording,
      license: dataset.license,
      attribution: dataset.attribution,
    },
    lastSeen: row.lastSeen,
    state: row.state,
    missingSince: row.missingSince ?? undefined,
    citations: row.citations === null ? [] : citations.parse(row.citations),
  };
}

function toInferenceView(
  row: NonNullable<EvidenceRow['inference']>,
  lost: ReadonlySet<string>,
  locale: string,
): InferenceView {
  return {
    id: row.id,
    says: row.says,
    reason: row.reason,
    by: toActorText(row.by, locale),
    on: formatDay(row.on, locale),
    premises: row.premises.map(({ claim }) => ({
      id: claim.id,
      href: toClaimPath(claim.id),
      says: claim.says,
      lost: lost.has(claim.id),
    })),
  };
}

/** "editor:curation" is a pseudonym for the log; a reader is told that it was the editors. */
function toActorText(actor: string, locale: string): string {
  return actor.startsWith('editor:') ? getMessages(locale).evidence.editors : actor;
}
