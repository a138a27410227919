import { z } from 'zod';
import { powerActions, scopeRelations } from '#lib/claims/object-schema.ts';
import { wordings } from '#lib/claims/wording.ts';
import { toldStageSchema } from './program-state.ts';
import { spanSchema } from './span.ts';

/**
 * Everything that the thematic map asks of, in one document: small enough to be sent whole, so that no question and no
 * step in time needs another request. Places are ISO 3166 codes.
 */

/** One statement of territory: what is told of one place. */
const statementSchema = z.object({
  place: z.string(),
  relation: z.enum(scopeRelations),
  wording: z.enum(wordings),
  span: spanSchema.nullable(),
  toldOn: z.string().nullable(),
});
export type Statement = z.infer<typeof statementSchema>;

const subject = {
  slug: z.string(),
  label: z.string(),
  labelLang: z.string(),
  /** The label is ours: no source names it. */
  workingTitle: z.boolean(),
  statements: z.array(statementSchema),
};

const programSchema = z.object({
  kind: z.literal('program'),
  ...subject,
  stages: z.array(toldStageSchema),
  /** Technology codes. */
  technologies: z.array(z.string()),
});
export type ThematicProgram = z.infer<typeof programSchema>;

/** As lib/laws/legal-status.ts asks for it. */
const stageHeldSchema = z.object({
  stage: z.string(),
  earliest: z.string().nullable(),
  latest: z.string().nullable(),
  edtf: z.string().nullable(),
  knownOn: z.string().nullable(),
});

const lawSchema = z.object({
  kind: z.literal('law'),
  ...subject,
  stages: z.array(stageHeldSchema),
  /** Powers that a source ties to this law. A mere plan or denial is none. */
  powers: z.array(
    z.object({ action: z.enum(powerActions), span: spanSchema.nullable(), wording: z.enum(wordings) }),
  ),
});
export type ThematicLaw = z.infer<typeof lawSchema>;
export type Subject = ThematicProgram | ThematicLaw;

const unknownSchema = z.object({
  place: z.string(),
  state: z.enum([
    'not_researched',
    'searched_nothing_found',
    'withheld',
    'disputed',
    'not_applicable',
    'blank_in_source',
  ]),
  /** What was asked about: `law`, `program`, …; null for the place as a whole. */
  about: z.string().nullable(),
  question: z.string(),
  searched: z.string().nullable(),
  on: z.string(),
});
export type ThematicUnknown = z.infer<typeof unknownSchema>;

const placeSchema = z.object({
  code: z.string(),
  label: z.string(),
  level: z.enum(['country', 'territory', 'region', 'town']),
  /** Longitude and latitude of its point, or of the middle of its largest part. */
  point: z.tuple([z.number(), z.number()]).nullable(),
  parent: z.string().nullable(),
  inherits: z.boolean(),
  /** Square kilometers of the outline (lib/thematic/areas.ts); null where the pack has none. */
  areaKm2: z.number().nullable(),
  dispute: z.string().nullable(),
  /** Local uses of technology by single agencies, listed by datasets. */
  deployments: z.number(),
  /** Devices whose source gives no year, then pairs of year and number; removed and planned ones left out. */
  undated: z.number(),
  dated: z.array(z.tuple([z.number(), z.number()])),
});
export type ThematicPlace = z.infer<typeof placeSchema>;

export const thematicSchema = z.object({
  /** ISO day on which it was put together. */
  today: z.string(),
  /** Every country and territory; the regions and towns about which anything is held. */
  places: z.array(placeSchema),
  programs: z.array(programSchema),
  laws: z.array(lawSchema),
  unknowns: z.array(unknownSchema),
});
export type Thematic = z.infer<typeof thematicSchema>;
