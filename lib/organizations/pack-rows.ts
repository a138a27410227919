import { z } from 'zod';

/** Row of an `agencies.jsonl.gz`: a body that a dataset names. `key` makes the entity id: `org.<key>`. */
export const agencyRowSchema = z.strictObject({
  key: z.string().regex(/^(us-[a-z]{2}|us-unknown|wd)-[a-z0-9-]+$/),
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
});
export type AgencyRow = z.infer<typeof agencyRowSchema>;

export const citationSchema = z.strictObject({
  url: z.url(),
  title: z.string().optional(),
  publishedOn: z.string().optional(),
  archiveUrl: z.url().optional(),
});

/** Row of `eff-atlas-2020/deployments.jsonl.gz`: one agency's use of one technology. */
export const deploymentRowSchema = z.strictObject({
  id: z.string().regex(/^AOS\d+(-\d+)?$/),
  agency: z.string(),
  technology: z.string(),
  technologyRaw: z.string(),
  vendors: z.array(z.string()),
  vendorRaw: z.string().optional(),
  region: z.string().regex(/^US-[A-Z]{2}$/),
  town: z.number().int().optional(),
  city: z.string().optional(),
  county: z.string().optional(),
  citations: z.array(citationSchema),
});
export type DeploymentRow = z.infer<typeof deploymentRowSchema>;

/** Row of `private-eyes-2024/sharing.jsonl.gz`: `from` gave `to` access to its plate data, as `from`'s portal listed. */
export const sharingRowSchema = z.strictObject({ id: z.string(), from: z.string(), to: z.string() });
