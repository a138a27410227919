import { z } from 'zod';
import { citationSchema } from '../organizations/pack-rows.ts';

/** What a list says that an act does, in our words. */
export const measureKinds = [
  'ban',
  'moratorium',
  'approval',
  'oversight',
  'limits',
  'consent',
  'bill',
] as const;

/** What a reader must know besides the row: where it and its own source, or it and our records, do not agree. */
export const measureRemarks = [
  'bill_only',
  'policy_only',
  'county',
  'transit_district',
  'two_acts',
  'other_month',
  'other_year',
  'undated_act',
  'later_act',
  'status_behind_action',
] as const;

/**
 * Row of a `measures.jsonl.gz`: a law, policy or bill as somebody's list states it. It is no record of a law: what the list does not tell (text, stage, what
 * became of it) stays unknown.
 */
export const measureRowSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9/-]+$/),
  kind: z.enum(measureKinds),
  technology: z.string(),
  /** ISO 3166 code of the region whose act it is, or in which the body lies that passed it. */
  region: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  /** GeoNames id of a packed town, where it is the town's act. */
  town: z.number().int().optional(),
  placeRaw: z.string().min(1),
  /** EDTF: the day or month that the list gives; for bills that of the last action. */
  on: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  /** The list's own words, at most twelve. */
  raw: z.string().refine((text) => text.split(/\s+/).length <= 12, 'more than twelve words'),
  /** Of bills: where they stand and what happened last, in the list's words. */
  status: z.string().optional(),
  action: z.string().optional(),
  /** Our record of the very same act. */
  law: z
    .string()
    .regex(/^law\.[a-z0-9-]+$/)
    .optional(),
  remarks: z.array(z.enum(measureRemarks)).default([]),
  citations: z.array(citationSchema).min(1),
});
export type MeasureRow = z.infer<typeof measureRowSchema>;
