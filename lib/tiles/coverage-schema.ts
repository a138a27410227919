import { z } from 'zod';

/** What covers a place without having a point in it: programs and laws, each with the wording of its evidence. */
export const coverageItemSchema = z.object({
  kind: z.enum(['program', 'law']),
  slug: z.string(),
  label: z.string(),
  labelIsWorkingTitle: z.boolean(),
  /** applies, piloted, planned, excluded, claimed */
  relation: z.string(),
  wording: z.string(),
  modality: z.string(),
  valid: z.string().nullable(),
});
export type CoverageItem = z.infer<typeof coverageItemSchema>;

export const coveragePlaceSchema = z.object({
  code: z.string(),
  label: z.string(),
  level: z.string(),
  /** Code of the country that the place is or lies in. */
  country: z.string(),
  items: z.array(coverageItemSchema),
});
export type CoveragePlace = z.infer<typeof coveragePlaceSchema>;

export const coverageSchema = z.object({
  /** Only places that something documented covers; every other place is not researched, never free. */
  places: z.array(coveragePlaceSchema),
});
export type Coverage = z.infer<typeof coverageSchema>;
