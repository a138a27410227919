import { z } from 'zod';
import { withDefaults } from './claim-defaults.ts';
import { claimObject, edtfText, entityId } from './object-schema.ts';
import { toPassageHashes } from './passage-hashes.ts';
import { speaker, speakerOrAmbiguous } from './speaker-schema.ts';

/** Version of the published format; a file names it in its first line. */
export const claimsFormat = 'public-dossier/claims@1';

export const stances = ['asserts', 'denies', 'doubts', 'no_comment'] as const;
export const modalities = [
  'fact',
  'plan',
  'capability',
  'prediction',
  'opinion',
  'purpose',
  'legal_effect',
  'possibility',
  'definition',
] as const;
export const acts = [
  'direct_quote',
  'indirect_speech',
  'publisher_voice',
  'headline',
  'caption',
  'document',
  'non_response',
] as const;
export const workKinds = [
  'article',
  'report',
  'law',
  'court',
  'official',
  'dataset',
  'portal',
  'records_release',
  'reference',
] as const;
export const linkKinds = ['contests', 'qualifies', 'restates', 'converts_unit', 'reason_for'] as const;
export const unknownStates = [
  'not_researched',
  'searched_nothing_found',
  'withheld',
  'disputed',
  'not_applicable',
  'blank_in_source',
] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hexadecimal');
const localId = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a local id: lower-case letters, digits, - and _');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-11-23');
const workId = z.string().regex(/^work\.[a-z0-9-]+$/, 'a work id looks like work.bloomberg-2016-03-03');

export const sightExtents = ['whole', 'excerpt'] as const;
export const sightForms = ['original', 'copy'] as const;
/** Where somebody saw it: a stored copy of the page, the project's source card of it, or a file that was handed over. */
export const sightMedia = ['stored_copy', 'source_card', 'shared_file'] as const;

/** How a work was seen, without a capture of our own. */
export const seenEntry = z
  .strictObject({
    /** The address at which it was seen; for a copy that of the copy, which `work.url` then is not. */
    address: z.url(),
    /** Words that stood there: at most 12, or 24 characters in CJK. */
    phrase: z.string().min(1),
    on: day,
    extent: z.enum(sightExtents),
    form: z.enum(sightForms),
    medium: z.enum(sightMedia),
    /** Pseudonym or team. */
    by: z.string().min(1),
    note: z.string().optional(),
  })
  .refine(
    (sight) => sight.note !== undefined || (sight.form === 'original' && sight.medium !== 'source_card'),
    {
      path: ['note'],
      error:
        'a copy needs a note that says whose it is; a source card one that says whether the page was looked for again',
    },
  );

export const workEntry = z.strictObject({
  id: workId,
  kind: z.enum(workKinds),
  title: z.string().min(1),
  titleLang: z.string().optional(),
  /** The publisher's record, or its name as the source prints it where it has no record. */
  publisher: entityId.optional(),
  publisherName: z.string().min(1).optional(),
  authors: z.array(z.strictObject({ name: z.string(), role: z.string().optional() })).default([]),
  published: edtfText.optional(),
  url: z.url().optional(),
  language: z.string(),
  license: z.string(),
  access: z.string(),
  /** False for a source that is cited but not named well enough to find it. */
  identified: z.boolean().default(true),
  seen: z.array(seenEntry).default([]),
  note: z.string().optional(),
});

export const captureEntry = z.strictObject({
  id: localId,
  capturedOn: day,
  method: z.enum(['file', 'address']),
  /** File name under SEED_DIR, for a capture made from a file. */
  file: z.string().optional(),
  mediaType: z.string(),
  mediaSha256: sha256,
  byteLength: z.int().positive(),
  textSha256: sha256,
  /** Code points of the raw text. */
  textLength: z.int().positive(),
  wordCount: z.int().positive(),
  extractor: z.string(),
  normalizer: z.string(),
  httpStatus: z.int().optional(),
  archives: z.array(z.strictObject({ service: z.string(), url: z.url(), capturedOn: day })).default([]),
  /** When every passage below was checked against this copy. */
  verifiedOn: day,
});

/** The phrase in another language. What a program translated says so on the page. */
export const passageTranslation = z.strictObject({
  text: z.string().min(1),
  lang: z.string().min(2),
  by: z.enum(['editor', 'machine']),
});

/** Where the words stand in a capture, and how to know them again. */
const anchorFields = z.strictObject({
  capture: localId,
  start: z.int().nonnegative(),
  end: z.int().positive(),
  sha256,
  normalizedSha256: sha256,
  normalizedLength: z.int().positive(),
});

/**
 * Words in a capture, or words that were seen while no capture exists: then the phrase stands alone, and its hashes are computed
 * here, so that nobody types one.
 */
export const passageEntry = z
  .strictObject({
    id: localId,
    ...anchorFields.partial().shape,
    occurrence: z.int().positive().default(1),
    of: z.int().positive().default(1),
    /** At most 12 consecutive words (24 characters in CJK). Optional beside a capture: all phrases of a work stay under 10 % of it. */
    phrase: z.string().min(1).optional(),
    translation: passageTranslation.optional(),
  })
  .transform((entry, context) => {
    const { id, occurrence, of, phrase, translation, ...anchor } = entry;
    const rest = {
      id,
      occurrence,
      of,
      ...(phrase === undefined ? {} : { phrase }),
      ...(translation === undefined ? {} : { translation }),
    };
    const isAnchored = Object.values(anchor).some((value) => value !== undefined);
    if (!isAnchored && phrase !== undefined)
      return { ...rest, capture: undefined, start: undefined, end: undefined, ...toPassageHashes(phrase) };
    const whole = anchorFields.safeParse(anchor);
    if (whole.success) return { ...rest, ...whole.data };
    for (const { path, message } of whole.error.issues)
      context.addIssue({ code: 'invalid_type', expected: 'string', input: undefined, path, message });
    return z.NEVER;
  });

export const claimEntry = z.strictObject({
  id: localId,
  subject: entityId,
  predicate: z.string(),
  object: claimObject,
  place: entityId.optional(),
  stance: z.enum(stances).default('asserts'),
  modality: z.enum(modalities).default('fact'),
  act: z.enum(acts),
  speaker: speakerOrAmbiguous,
  /** Who carried the words, nearest to the speaker first; the work itself is always last and left out. */
  via: z.array(speaker).default([]),
  said: z.strictObject({ on: edtfText, inferred: z.boolean().default(false) }).optional(),
  valid: z.strictObject({ edtf: edtfText, inferred: z.boolean().default(false) }).optional(),
  /** The statement in our own words. */
  says: z.string().min(8).max(400),
  passages: z
    .array(
      z.union([localId, z.strictObject({ id: localId, role: z.enum(['statement', 'speaker', 'context']) })]),
    )
    .min(1),
  /** NATO grading: reliability of the source A–F, credibility of the information 1–6. */
  grade: z.strictObject({
    reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
    credibility: z.int().min(1).max(6),
    reason: z.string().min(1),
  }),
  /** Only when the default (first speaker that can be told) is wrong. */
  origin: z.string().optional(),
  review: z.enum(['single_reader', 'second_reader', 'withdrawn']).default('single_reader'),
  withdrawn: z.strictObject({ reason: z.string(), on: day }).optional(),
  note: z.string().optional(),
});

export const linkEntry = z.strictObject({
  from: z.string(),
  to: z.string(),
  kind: z.enum(linkKinds),
  by: z.enum(['source', 'editor']),
  note: z.string().optional(),
});

export const inferenceEntry = z.strictObject({
  id: localId,
  subject: entityId,
  predicate: z.string(),
  object: claimObject,
  says: z.string().min(8).max(400),
  reason: z.string().min(8),
  premises: z.array(z.string()).min(1),
  by: z.string(),
  on: day,
});

export const unknownEntry = z.strictObject({
  id: localId,
  subject: entityId,
  predicate: z.string().optional(),
  place: entityId.optional(),
  /** The open question, as a reader would ask it. */
  question: z.string().min(8),
  state: z.enum(unknownStates),
  by: z.string(),
  searched: z.string().optional(),
  on: day,
  note: z.string().optional(),
});

/** What every claim of a file says unless it says otherwise itself. */
export const claimDefaults = claimEntry
  .pick({
    stance: true,
    modality: true,
    act: true,
    speaker: true,
    via: true,
    said: true,
    valid: true,
    place: true,
    grade: true,
  })
  .partial();

/** One file a work: data/works/<slug>.yaml, where slug is the work's id without `work.`. */
export const claimsFileShape = z.strictObject({
  format: z.literal(claimsFormat),
  work: workEntry,
  defaults: claimDefaults.optional(),
  /** Sources that this work cites; they may be unidentified. */
  cited: z.array(workEntry).default([]),
  captures: z.array(captureEntry).default([]),
  passages: z.array(passageEntry).default([]),
  claims: z.array(claimEntry).default([]),
  links: z.array(linkEntry).default([]),
  inferences: z.array(inferenceEntry).default([]),
  unknowns: z.array(unknownEntry).default([]),
});

export const claimsFile = z.preprocess(withDefaults, claimsFileShape);

export type ClaimsFile = z.infer<typeof claimsFile>;
export type ClaimEntry = z.infer<typeof claimEntry>;
export type PassageEntry = z.infer<typeof passageEntry>;
/** A passage whose place in a capture is known. */
export type AnchoredPassage = Extract<PassageEntry, { start: number }>;
export function isAnchored(passage: PassageEntry): passage is AnchoredPassage {
  return passage.start !== undefined;
}
export type SeenEntry = z.infer<typeof seenEntry>;
export type CaptureEntry = z.infer<typeof captureEntry>;
export type WorkEntry = z.infer<typeof workEntry>;
export type LinkEntry = z.infer<typeof linkEntry>;
