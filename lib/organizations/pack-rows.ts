import { z } from 'zod';

/** Row of an `agencies.jsonl.gz`: a body that a dataset names. `key` makes the entity id: `org.<key>`. */
export const agencyRowSchema = z.strictObject({
  key: z.string().regex(/^(us-[a-z]{2}|us-federal|us-unknown|wd)-[a-z0-9-]+$/),
  /** External id of the row or rows in the dataset. */
  ids: z.array(z.string().min(1)).min(1),
  name: z.string().min(1),
  lang: z.string().default('en'),
  /** Other spellings of the same dataset. */
  aliases: z.array(z.string()).default([]),
  type: z
    .enum(['law_enforcement', 'intelligence_agency', 'government', 'ministry', 'municipality', 'university'])
    .nullable(),
  /** The dataset's own word for the type. */
  typeRaw: z.string().optional(),
  /** ISO 3166 code of the jurisdiction or country; null where the dataset does not tell. */
  place: z.string().nullable(),
  /** GeoNames id of a packed town, where the name is unambiguous within the region. */
  town: z.number().int().optional(),
  wikidata: z.string().optional(),
  /** The FBI's identifier of an American agency, where the dataset gives one. */
  ori9: z
    .string()
    .regex(/^[A-Z]{2}[A-Z0-9]{7}$/)
    .optional(),
});
export type AgencyRow = z.infer<typeof agencyRowSchema>;

export const citationSchema = z.strictObject({
  url: z.url(),
  title: z.string().optional(),
  publishedOn: z.string().optional(),
  archiveUrl: z.url().optional(),
});

/** What an agency itself says of a deployment on one day, for example on its transparency portal. Absent is not told, never zero. */
export const deploymentMetricsSchema = z.strictObject({
  /** Day that the numbers describe. */
  on: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  devices: z.number().int().nonnegative().optional(),
  retentionDays: z.number().nonnegative().optional(),
  /** In the thirty days before `on`. */
  searches: z.number().int().nonnegative().optional(),
  reads: z.number().int().nonnegative().optional(),
  hits: z.number().int().nonnegative().optional(),
});

/** Row of a `deployments.jsonl.gz`: one agency's use of one technology. */
export const deploymentRowSchema = z.strictObject({
  id: z.string().min(1),
  /** Key of the agency among the rows of the same dataset. */
  agency: z.string(),
  technology: z.string(),
  technologyRaw: z.string(),
  vendors: z.array(z.string()),
  vendorRaw: z.string().optional(),
  /** ISO 3166 code of region or country; null where the dataset does not tell. */
  region: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
    .nullable(),
  town: z.number().int().optional(),
  city: z.string().optional(),
  county: z.string().optional(),
  metrics: deploymentMetricsSchema.optional(),
  citations: z.array(citationSchema),
});
export type DeploymentRow = z.infer<typeof deploymentRowSchema>;

/**
 * Row of a `sharing.jsonl.gz`: `from` gives its data to `to`, or to a pool of bodies that are counted and not named. Directed; an edge that is not
 * listed proves nothing.
 */
export const sharingRowSchema = z
  .strictObject({
    id: z.string().min(1),
    /** Keys of agencies among the rows of the same dataset. */
    from: z.string(),
    to: z.string().optional(),
    /** Size of the pool, where the source gives a number instead of names. */
    pool: z.number().int().positive().optional(),
    /** Day that the source speaks of; absent: the dataset's. */
    on: z
      .string()
      .regex(/^\d{4}-\d{2}(-\d{2})?$/)
      .optional(),
    /** Absent: declared by the giving body itself. */
    basis: z.enum(['configured', 'observed', 'declared', 'alleged']).optional(),
  })
  .refine((row) => (row.to === undefined) !== (row.pool === undefined), 'either "to" or "pool"');
export type SharingRow = z.infer<typeof sharingRowSchema>;
