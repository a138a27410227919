import { z } from 'zod';

/** ISO 3166 code of a region or country. */
const region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/);
const day = z.iso.date();

/** A sum of money as text, so that no digit is lost: units and at most two decimals. */
const amount = z.string().regex(/^-?\d{1,18}(\.\d{1,2})?$/);

/** What the sum is. Sums of different kinds are never added. */
export const amountKinds = ['obligated'] as const;
export const awardTypes = ['definitive_contract', 'purchase_order', 'delivery_order', 'bpa_call'] as const;

const money = { amount, currency: z.string().regex(/^[A-Z]{3}$/), amountKind: z.enum(amountKinds) };

/**
 * Row of an `awards.jsonl.gz`: one contract award, as a spending register lists it. It tells that money was bound, not what was delivered or how it is used.
 * Descriptions, officers and contacts are never taken over: the register's free text names people.
 */
export const awardRowSchema = z.strictObject({
  /** The register's own unique key, for example `CONT_AWD_…`. */
  id: z.string().min(1),
  /** Number of the award, as the paying body writes it. */
  number: z.string().min(1),
  type: z.enum(awardTypes),
  /** Key of the seller in data/vocabularies/vendors.yaml. */
  vendor: z.string(),
  /** The seller, and the body that awards with the department above it, as the register writes them. */
  recipient: z.string().min(1),
  /** Makes the entity id: `org.<buyer>`. */
  buyer: z.string().regex(/^[a-z0-9-]+$/),
  buyerRaw: z.string().min(1),
  department: z.string().min(1),
  /** Where the register says that the work is done; null where it does not tell. */
  region: region.nullable(),
  ...money,
  /** The copy has whole units only. */
  rounded: z.literal(true).optional(),
  starts: day,
  ends: day.optional(),
  /** Day of the latest change of the award that the copy holds: the sum is that of this day. */
  asOf: day.optional(),
  url: z.url({ protocol: /^https$/, hostname: /^www\.usaspending\.gov$/ }),
});
export type AwardRow = z.infer<typeof awardRowSchema>;

/** Row of an `award-totals.jsonl.gz`: sums of awards of one seller in one region, added up by whoever made the table. Never added to single awards. */
export const awardTotalRowSchema = z.strictObject({
  id: z.string().min(1),
  vendor: z.string(),
  region,
  ...money,
  rounded: z.literal(true).optional(),
  awards: z.number().int().positive(),
  /** First and last day of the search. */
  from: day,
  to: day,
});
export type AwardTotalRow = z.infer<typeof awardTotalRowSchema>;
