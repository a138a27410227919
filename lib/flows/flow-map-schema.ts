import { z } from 'zod';
import { flowBases } from '#lib/claims/object-schema.ts';
import { wordings } from '#lib/claims/wording.ts';
import { spanSchema } from '#lib/thematic/span.ts';

/** Flows as the map and its list show them: every name in words, every party at the place of its jurisdiction. */

export const flowKinds = ['sharing', 'access', 'disclosure', 'collection', 'supply'] as const;

const partySchema = z.object({
  label: z.string(),
  lang: z.string().nullable(),
  href: z.string().nullable(),
  /** Code of its jurisdiction; null where none is held, and the flow is listed beside the map. */
  place: z.string().nullable(),
  /**
   * own: the body's jurisdiction. claim: the place that the source names for the flow, of a party without a name.
   * behind: where the law or program behind the flow is.
   */
  placedBy: z.enum(['own', 'claim', 'behind']).nullable(),
});
export type FlowParty = z.infer<typeof partySchema>;

const mappedFlowSchema = z.object({
  id: z.string(),
  from: partySchema,
  to: partySchema,
  kind: z.enum(flowKinds),
  basis: z.enum(flowBases),
  categories: z.string(),
  wording: z.enum(wordings),
  span: spanSchema.nullable(),
  toldOn: z.string().nullable(),
  legalBasis: z.object({ label: z.string(), href: z.string() }).nullable(),
  legalBasisState: z.string().nullable(),
  /** Claims behind it, with our words for each. */
  claims: z.array(z.object({ id: z.string(), href: z.string(), says: z.string() })),
  /** A dataset's pairs between bodies of two places, added up; null for a flow that read sources name. */
  pairs: z.object({ count: z.number(), dataset: z.string(), title: z.string(), href: z.string() }).nullable(),
});
export type MappedFlow = z.infer<typeof mappedFlowSchema>;

const flowPlaceSchema = z.object({
  code: z.string(),
  label: z.string(),
  /** Code of the country or territory that the place is or lies in. */
  country: z.string(),
  point: z.tuple([z.number(), z.number()]).nullable(),
});
export type FlowPlace = z.infer<typeof flowPlaceSchema>;

export const flowMapSchema = z.object({
  today: z.string(),
  places: z.array(flowPlaceSchema),
  flows: z.array(mappedFlowSchema),
});
export type FlowMap = z.infer<typeof flowMapSchema>;
