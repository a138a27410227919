import { z } from 'zod';
import { candidate } from '#lib/candidates/candidate-schema.ts';
import { acts, modalities, stances } from '#lib/claims/file-schema.ts';
import { claimObject, edtfText, entityId } from '#lib/claims/object-schema.ts';
import { speakerOrAmbiguous } from '#lib/claims/speaker-schema.ts';

/**
 * Version of what a candidate can say. A decision belongs to (words of the passage, candidate, this number): other code that fills the same
 * fields asks nobody again, another meaning of the fields does.
 */
export const candidateSchemaVersion = 1;

/** Code points of the raw text, end exclusive. */
const span = { start: z.int().nonnegative(), end: z.int().positive() };

export const evidenceRoles = ['statement', 'speaker', 'context'] as const;

/** Words that a claim rests on, with their hash: where they changed, whatever rests on them no longer holds. */
export const evidenceSchema = z.strictObject({
  ...span,
  sha256: z.string(),
  role: z.enum(evidenceRoles),
});
export type Evidence = z.infer<typeof evidenceSchema>;

const dated = { inferred: z.boolean() };

/** A claim on its way: as `claimEntry`, without id, and with nothing but its evidence and its manner required. */
export const draftSchema = z.strictObject({
  subject: entityId.optional(),
  predicate: z.string().optional(),
  object: claimObject.optional(),
  place: entityId.optional(),
  stance: z.enum(stances),
  modality: z.enum(modalities),
  act: z.enum(acts),
  speaker: speakerOrAmbiguous.optional(),
  said: z.strictObject({ on: edtfText, ...dated }).optional(),
  valid: z.strictObject({ edtf: edtfText, ...dated }).optional(),
  says: z.string().optional(),
  grade: z
    .strictObject({
      reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
      credibility: z.int().min(1).max(6),
      reason: z.string().min(1),
    })
    .optional(),
  note: z.string().optional(),
  evidence: z.array(evidenceSchema).min(1),
});
export type Draft = z.infer<typeof draftSchema>;

export const clearable = ['place', 'said', 'valid', 'note'] as const;

/**
 * A sentence as the machine read it, with the claim that its review would begin with. It only pre-fills; nothing here is a claim. `found` is
 * absent for a sentence without a candidate, which stands in the review all the same.
 */
export const proposalSchema = z.strictObject({ found: candidate.optional(), proposed: draftSchema });
export type Proposal = z.infer<typeof proposalSchema>;
