import { findClaimEntities } from '#lib/claims/claim-entities.ts';
import type { ClaimEntry, ClaimsFile, WorkEntry } from '#lib/claims/file-schema.ts';
import { toOriginKey } from '#lib/claims/origin.ts';
import { propositionKey } from '#lib/claims/proposition.ts';
import { parseEdtf } from '#lib/edtf.ts';

export type Row = Record<string, unknown>;

/** The rows that one claims file stands for; keys are column names. Pure: equal files give equal rows. */
export type WorkRows = Record<
  | 'work'
  | 'capture'
  | 'passage'
  | 'claim'
  | 'claim_passage'
  | 'claim_entity'
  | 'claim_link'
  | 'inference'
  | 'inference_premise'
  | 'research_state',
  Row[]
>;

/** @param fileSha256 of the claims file's bytes */
export function toWorkRows(file: ClaimsFile, fileSha256: string): WorkRows {
  const slug = slugOf(file.work);
  const id = (local: string) => `${slug}.${local}`;
  const fullId = (reference: string) => (reference.includes('.') ? reference : id(reference));
  const workId = file.work.id;
  const wordCount = Math.max(0, ...file.captures.map((capture) => capture.wordCount));
  const captures = new Map(file.captures.map((capture) => [capture.id, capture]));
  return {
    work: [
      {
        ...toWorkRow(file.work),
        claims_file_sha256: fileSha256,
        word_count: wordCount === 0 ? null : wordCount,
      },
      ...file.cited.map((cited) => ({ ...toWorkRow(cited), cited_by_work_id: workId })),
    ],
    capture: file.captures.map((capture) => ({
      id: id(capture.id),
      work_id: workId,
      captured_on: capture.capturedOn,
      method: capture.method,
      source_name: capture.file ?? null,
      media_type: capture.mediaType,
      media_sha256: capture.mediaSha256,
      byte_length: capture.byteLength,
      text_sha256: capture.textSha256,
      text_length: capture.textLength,
      extractor: capture.extractor,
      normalizer_version: capture.normalizer,
      http_status: capture.httpStatus ?? null,
      archives: capture.archives,
      verified_on: capture.verifiedOn,
    })),
    passage: file.passages.map((passage) => ({
      id: id(passage.id),
      work_id: workId,
      capture_id: passage.capture === undefined ? null : id(passage.capture),
      start: passage.start ?? null,
      end: passage.end ?? null,
      exact_sha256: passage.sha256,
      normalized_sha256: passage.normalizedSha256,
      normalized_length: passage.normalizedLength,
      occurrence: passage.occurrence,
      occurrences: passage.of,
      phrase: passage.phrase ?? null,
      translation: passage.translation ?? null,
      verified_on: captures.get(passage.capture ?? '')?.verifiedOn ?? null,
      verified_copy_sha256: captures.get(passage.capture ?? '')?.textSha256 ?? null,
    })),
    claim: file.claims.map((claim, position) => toClaimRow(file, claim, { id: id(claim.id), position })),
    claim_passage: file.claims.flatMap((claim) =>
      claim.passages.map((passage, position) => ({
        claim_id: id(claim.id),
        passage_id: id(typeof passage === 'string' ? passage : passage.id),
        role: typeof passage === 'string' ? 'statement' : passage.role,
        position,
      })),
    ),
    claim_entity: file.claims.flatMap((claim) =>
      findClaimEntities(claim).map(({ entityId, role }) => ({
        claim_id: id(claim.id),
        entity_id: entityId,
        role,
      })),
    ),
    claim_link: file.links.map((link) => {
      const [from, to] = [fullId(link.from), fullId(link.to)];
      return {
        id: `${slug}.${from.slice(from.indexOf('.') + 1)}-${link.kind}-${to.startsWith(`${slug}.`) ? to.slice(slug.length + 1) : to}`,
        from_id: from,
        to_id: to,
        kind: link.kind,
        by: link.by,
        note: link.note ?? null,
      };
    }),
    inference: file.inferences.map((inference) => ({
      id: id(inference.id),
      work_id: workId,
      subject_id: inference.subject,
      predicate: inference.predicate,
      object: inference.object,
      says: inference.says,
      reason: inference.reason,
      by: inference.by,
      on: inference.on,
    })),
    inference_premise: file.inferences.flatMap((inference) =>
      [...new Set(inference.premises.map(fullId))].map((claimId) => ({
        inference_id: id(inference.id),
        claim_id: claimId,
      })),
    ),
    research_state: file.unknowns.map((unknown) => ({
      id: id(unknown.id),
      work_id: workId,
      subject_id: unknown.subject,
      predicate: unknown.predicate ?? null,
      place_id: unknown.place ?? null,
      question: unknown.question,
      state: unknown.state,
      by: unknown.by,
      searched: unknown.searched ?? null,
      on: unknown.on,
      note: unknown.note ?? null,
    })),
  };
}

function slugOf(work: WorkEntry): string {
  return work.id.slice('work.'.length);
}

function toWorkRow(work: WorkEntry): Row {
  const published = work.published === undefined ? undefined : parseEdtf(work.published);
  return {
    id: work.id,
    slug: slugOf(work),
    kind: work.kind,
    title: work.title,
    title_lang: work.titleLang ?? work.language,
    publisher_id: work.publisher ?? null,
    publisher_name: work.publisherName ?? null,
    authors: work.authors,
    published_on: work.published ?? null,
    published_earliest: published?.earliestDay ?? null,
    published_latest: published?.latestDay ?? null,
    url: work.url ?? null,
    language: work.language,
    license: work.license,
    access: work.access,
    identified: work.identified,
    seen: work.seen.length === 0 ? null : work.seen,
    cited_by_work_id: null,
    note: work.note ?? null,
    claims_file_sha256: null,
    word_count: null,
  };
}

function toClaimRow(
  file: ClaimsFile,
  claim: ClaimEntry,
  { id, position }: { id: string; position: number },
): Row {
  const valid = claim.valid === undefined ? undefined : parseEdtf(claim.valid.edtf);
  const cited = new Map(file.cited.map((work) => [work.id, work]));
  return {
    id,
    work_id: file.work.id,
    position,
    subject_id: claim.subject,
    predicate: claim.predicate,
    object: claim.object,
    place_id: claim.place ?? null,
    stance: claim.stance,
    modality: claim.modality,
    act: claim.act,
    speaker: claim.speaker,
    chain: claim.via,
    said_on: claim.said?.on ?? null,
    said_inferred: claim.said?.inferred ?? false,
    valid: claim.valid?.edtf ?? null,
    valid_earliest: valid?.earliestDay ?? null,
    valid_latest: valid?.latestDay ?? null,
    valid_inferred: claim.valid?.inferred ?? false,
    says: claim.says,
    origin_key: toOriginKey(claim, { workSlug: slugOf(file.work), cited }),
    proposition_key: propositionKey({ ...claim, place: claim.place ?? null }),
    reliability: claim.grade.reliability,
    credibility: claim.grade.credibility,
    grade_reason: claim.grade.reason,
    review_state: claim.review,
    withdrawn_reason: claim.withdrawn?.reason ?? null,
    note: claim.note ?? null,
  };
}
