import { z } from 'zod';
import { toClaimPath, toWorkPath } from '#lib/claims/entity-path.ts';
import { acts, passageTranslation, seenEntry, workKinds } from '#lib/claims/file-schema.ts';
import { claimObject } from '#lib/claims/object-schema.ts';
import { type SentenceContext, toObjectPieces } from '#lib/claims/sentence.ts';
import { speaker, speakerOrAmbiguous } from '#lib/claims/speaker-schema.ts';
import { isOwnVoice, toSpeakerPieces } from '#lib/claims/speaker-text.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { formatDay } from '#lib/messages/format.ts';
import { refSelect, toRef } from './context.ts';
import type { ClaimView, PassageView, WorkView } from './view.ts';
import { getPredicates } from './vocabulary.ts';

const archives = z.array(z.object({ service: z.string(), url: z.string(), capturedOn: z.string() }));
const roles = z.enum(['statement', 'speaker', 'context']);
const reliability = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);

export const workInclude = {
  publisher: { select: { label: true } },
  captures: { select: { archives: true } },
} satisfies Prisma.WorkInclude;

/** Everything that a claim's evidence panel shows. */
export const claimInclude = {
  subject: { select: refSelect },
  work: { include: workInclude },
  passages: { include: { passage: true }, orderBy: { position: 'asc' } },
} satisfies Prisma.ClaimInclude;

export type ClaimRow = Prisma.ClaimGetPayload<{ include: typeof claimInclude }>;
export type WorkRow = Prisma.WorkGetPayload<{ include: typeof workInclude }>;

/** The JSON of a claim that names entities, for `loadContext`. */
export function toNamedValues(row: Pick<ClaimRow, 'object' | 'speaker' | 'chain'>): unknown[] {
  return [row.object, row.speaker, row.chain];
}

export function toClaimView(row: ClaimRow, context: SentenceContext): ClaimView {
  const predicate = getPredicates()[row.predicate];
  const object = claimObject.parse(row.object);
  const work = toWorkView(row.work, context);
  const voice = speakerOrAmbiguous.parse(row.speaker);
  const carrier = { id: row.work.id, title: work.title, publisher: work.publisher };
  return {
    id: row.id,
    href: toClaimPath(row.id),
    position: row.position,
    subject: toRef(row.subject),
    predicate: row.predicate,
    predicateLabel: predicate?.label ?? row.predicate,
    attributed: predicate?.attributed === true || row.modality === 'opinion',
    value: toObjectPieces(object, context),
    says: row.says,
    stance: row.stance,
    modality: row.modality,
    act: z.enum(acts).parse(row.act),
    speaker: toSpeakerPieces(voice, carrier, context),
    ownVoice: isOwnVoice(voice, carrier),
    via: z
      .array(speaker)
      .parse(row.chain)
      .map((link) => toSpeakerPieces(link, carrier, context)),
    saidOn: row.saidOn === null ? undefined : context.date(row.saidOn),
    saidInferred: row.saidInferred,
    valid: row.valid === null ? undefined : context.date(row.valid),
    validInferred: row.validInferred,
    openSet: object.type === 'set' && object.open,
    passages: row.passages.map((link) =>
      toPassageView(link.passage, roles.parse(link.role), row.work.language, context),
    ),
    work,
    grade: {
      reliability: reliability.parse(row.reliability),
      credibility: row.credibility,
      reason: row.gradeReason,
    },
    review: row.reviewState,
    withdrawnReason: row.withdrawnReason ?? undefined,
    originKey: row.originKey,
    propositionKey: row.propositionKey,
    note: row.note ?? undefined,
  };
}

export function toWorkView(row: WorkRow, context: Pick<SentenceContext, 'date'>): WorkView {
  return {
    id: row.id,
    slug: row.slug,
    href: toWorkPath(row.slug),
    title: row.title,
    titleLang: row.titleLang,
    kind: z.enum(workKinds).parse(row.kind),
    publisher: row.publisher?.label ?? row.publisherName ?? undefined,
    publishedOn: row.publishedOn === null ? undefined : context.date(row.publishedOn),
    url: row.url ?? undefined,
    identified: row.identified,
    seen: z
      .array(seenEntry)
      .parse(row.seen ?? [])
      .map((sight) => ({ ...sight, on: context.date(sight.on) })),
    archives: row.captures.flatMap((capture) => archives.parse(capture.archives)),
  };
}

type PassageRow = ClaimRow['passages'][number]['passage'];

export function toPassageView(
  row: PassageRow,
  role: PassageView['role'],
  lang: string,
  context: Pick<SentenceContext, 'locale'>,
): PassageView {
  return {
    id: row.id,
    role,
    phrase: row.phrase ?? undefined,
    translation: row.translation === null ? undefined : passageTranslation.parse(row.translation),
    lang,
    state: row.verifyState,
    span: row.start === null || row.end === null ? undefined : { start: row.start, end: row.end },
    occurrence: row.occurrence,
    occurrences: row.occurrences,
    verifiedOn: row.verifiedOn === null ? undefined : formatDay(row.verifiedOn, context.locale),
    copySha256: row.verifiedCopySha256 ?? undefined,
  };
}
