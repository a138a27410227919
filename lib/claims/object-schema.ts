import { z } from 'zod';

/** Permanent id of an entity: its kind, a dot, and a slug given at birth (`org.cetc`, `place.CN-XZ`). */
export const entityId = z
  .string()
  .regex(
    /^(program|org|person|law|provision|place|tech)\.[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'an entity id looks like org.cetc or place.CN-XZ',
  );

/** ISO 8601-2 (EDTF) level 0 and 1 text; lib/edtf.ts parses it. */
export const edtfText = z.string().min(4).max(40);

/**
 * Who takes part in a flow or a power: a body that we hold, a class of bodies that a source names only as
 * such ("companies including …": `open` with the members that it did name), or a pool of unknown size.
 */
export const party = z.union([
  z.strictObject({ entity: entityId }),
  z.strictObject({
    class: z.string().min(1),
    members: z.array(entityId).default([]),
    open: z.boolean().default(true),
  }),
  z.strictObject({ pool: z.string().min(1) }),
]);
export type Party = z.infer<typeof party>;

/** A code of a closed list in data/vocabularies, with the source's own word where it differs. */
export const term = z.strictObject({
  type: z.literal('term'),
  vocabulary: z.string(),
  code: z.string(),
  raw: z.string().optional(),
});

export const powerActions = [
  'access',
  'compel_disclosure',
  'compel_assistance',
  'intercept',
  'retain',
  'freeze',
  'share',
  'collect',
  'search',
  'block',
  'identify',
  'decrypt',
  'localize',
  'interfere',
  'observe',
  'match',
] as const;

/** ISO 8601 duration of one unit, as sources give them. */
export const duration = z
  .string()
  .regex(/^P(\d+[YMWD]|T\d+[HM])$/, 'a duration of one unit like P6M, P1Y, P30D or PT24H');

/** Why a flow has no legal basis in its value. The search itself is told by an entry of “unknowns”. */
export const basisUnknowns = [
  'not_researched',
  'searched_nothing_found',
  'withheld',
  'disputed',
  'blank_in_source',
] as const;

export const power = z.strictObject({
  type: z.literal('power'),
  holder: party,
  action: z.enum(powerActions),
  /** True where the law orders the holder to act: operators must retain. */
  duty: z.boolean().optional(),
  /** What may be accessed, frozen, …: data category codes, or a program. */
  objects: z.array(z.union([term, z.strictObject({ type: z.literal('entity'), id: entityId })])).min(1),
  counterparty: party.optional(),
  condition: z.string().optional(),
  safeguard: z.string().optional(),
  /** How long the data may or must be kept, as ISO 8601: P6M, P1Y, P72M, PT24H. */
  retention: duration.optional(),
  /** The statute where one is named; absent for a power that the source ties to no law. */
  law: entityId.optional(),
  provision: z.string().optional(),
});

export const flowBases = [
  'configured',
  'observed',
  'declared',
  'permitted',
  'compelled',
  'forbidden',
  'alleged',
] as const;

export const flowKinds = ['sharing', 'access', 'disclosure', 'collection', 'supply'] as const;

export const flow = z.strictObject({
  type: z.literal('flow'),
  from: party,
  to: party,
  categories: z.array(z.string()),
  kind: z.enum(flowKinds),
  basis: z.enum(flowBases),
  /** Law that the source names as the basis, and the provision in it. */
  law: entityId.optional(),
  provision: z.string().optional(),
  /** Without a law: why there is none. */
  lawUnknown: z.enum(basisUnknowns).optional(),
  program: entityId.optional(),
});

export const scopeRelations = ['applies', 'piloted', 'planned', 'excluded', 'claimed'] as const;

/** Values that stand alone. Sets are built of these. */
const simple = [
  z.strictObject({ type: z.literal('entity'), id: entityId, qualifier: z.string().optional() }),
  /** A claim about a claim: local id in the same file, or `<work slug>.<local id>`. */
  z.strictObject({ type: z.literal('claim'), id: z.string() }),
  z.strictObject({ type: z.literal('work'), id: z.string() }),
  term,
  z.strictObject({
    type: z.literal('money'),
    amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number without separators'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'),
    approximate: z.boolean().default(false),
  }),
  z.strictObject({
    type: z.literal('quantity'),
    value: z.string().regex(/^-?\d+(\.\d+)?$/),
    unit: z.string(),
    approximate: z.boolean().default(false),
    of: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('date'), edtf: edtfText }),
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1).max(400),
    lang: z.string().default('en'),
  }),
  z.strictObject({
    type: z.literal('name'),
    text: z.string().min(1).max(200),
    lang: z.string(),
    kind: z.enum(['official', 'common', 'translation', 'alias', 'acronym', 'former']),
  }),
  /** Territory of a program or law. `population` is the number of residents that the source gives for it. */
  z.strictObject({
    type: z.literal('scope'),
    place: entityId,
    relation: z.enum(scopeRelations),
    population: z.string().optional(),
  }),
  power,
  flow,
] as const;

export const simpleObject = z.discriminatedUnion('type', simple);
export type SimpleObject = z.infer<typeof simpleObject>;

/** `open: true` when the source lists examples ("including …") and does not say that they are all. */
export const claimObject = z.discriminatedUnion('type', [
  ...simple,
  z.strictObject({ type: z.literal('set'), open: z.boolean(), members: z.array(simpleObject).min(1) }),
  /** For stances without a content of their own: somebody did not comment. */
  z.strictObject({ type: z.literal('none') }),
]);
export type ClaimObject = z.infer<typeof claimObject>;
export type Power = z.infer<typeof power>;
export type Flow = z.infer<typeof flow>;
