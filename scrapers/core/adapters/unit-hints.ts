import { z } from 'zod';
import type { WorkUnit } from '../source.ts';

export const rowFormats = ['csv', 'geojson', 'json', 'socrata', 'arcgis', 'ckan'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** What a plan tells `fetch` and `parse` about a unit, besides its bytes. */
const hintsSchema = z.object({
  format: z.enum(rowFormats).optional(),
  /** Key of the unit that this one is a copy of, in another format. */
  copyOf: z.string().optional(),
  /** ArcGIS: what the layer says about itself. */
  objectId: z.string().optional(),
  globalId: z.string().optional(),
  pageSize: z.number().int().positive().optional(),
  canPage: z.boolean().optional(),
  /** ArcGIS: field → code → name. */
  domains: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** CKAN: a table that is asked in pages, or a file. */
  mode: z.enum(['datastore', 'download']).optional(),
  /** When the publisher last changed the rows, as the publisher writes it. */
  changed: z.string().optional(),
});
export type UnitHints = z.infer<typeof hintsSchema>;

export const readHints = (unit: WorkUnit): UnitHints => hintsSchema.parse(unit.hints ?? {});
