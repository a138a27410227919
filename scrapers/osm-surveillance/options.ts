import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import type { ScrapeSettings } from '../core/scrape-settings.ts';

const day = z.iso.date();

const areaSchema = z.strictObject({
  /** ISO 3166-1 or -2, as OpenStreetMap tags the border. */
  code: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  /**
   * [west, south, east, north]: how an area that is too large for one query is quartered. What lies outside is not asked for then (overseas parts), so with
   * `full` it must hold all of the area. Absent: it is never split.
   */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** `full`: what the area no longer has becomes missing. Only where the rows that are held have upstream ids. */
  coverage: z.enum(['full', 'incremental']).default('incremental'),
});
export type Area = z.infer<typeof areaSchema>;

const optionsSchema = z.strictObject({
  /** What saved files do not say themselves. The order of `scrape.files` breaks ties between files of one day. */
  files: z
    .record(
      z.string(),
      z.strictObject({
        /** Newest day that the file can know of. */
        asOf: day,
        /** Tags that hold for every row of a selection whose columns do not repeat them. */
        implies: z.record(z.string(), z.string()).optional(),
      }),
    )
    .default({}),
  /** What a run over the network asks: one area after the other, or the diffs since the last run. */
  network: z.enum(['overpass', 'diffs']).default('overpass'),
  overpass: z
    .strictObject({
      /** Folder of the interface; `interpreter` and `status` are below it. */
      url: z.url(),
      areas: z.array(areaSchema).default([]),
      timeoutSeconds: z.number().int().min(1).max(900).default(180),
      maxBytes: z.number().int().positive().default(536_870_912),
      /** Most requests for one area, when it has to be split. */
      maxRequests: z.number().int().positive().default(40),
    })
    .optional(),
  replication: z
    .strictObject({
      /** Directory with `minute`, `hour` and `day` below it; of an extract service, the one with its state.txt. */
      url: z.url(),
      every: z.enum(['minute', 'hour', 'day']).default('minute'),
      /** Diffs of extract services are computed: what left the region looks deleted in them. */
      derivedFrom: z.enum(['planet', 'extract']).default('planet'),
      /** Sequence number of the last diff that the rows contain, for the first run. */
      start: z.number().int().nonnegative().optional(),
      /** Most diffs of one run. */
      maxDiffs: z.number().int().positive().default(60),
    })
    .optional(),
  objectApi: z.strictObject({ url: z.url() }).optional(),
});
export type OsmOptions = z.infer<typeof optionsSchema>;

/** @throws DossierError `invalid_input` with the key of dataset.yaml that is wrong */
export function readOptions(scrape: ScrapeSettings): OsmOptions {
  const parsed = optionsSchema.safeParse(scrape.options);
  if (parsed.success) return parsed.data;
  throw new DossierError('invalid_input', {
    what: parsed.error.issues.map(({ path, message }) => `options.${path.join('.')}: ${message}`).join('; '),
    where: 'scrapers/osm-surveillance/dataset.yaml',
    mend: 'docs/sources/openstreetmap.md lists the options.',
  });
}

/** @throws DossierError `invalid_input` when a part of the options that the run needs is absent */
export function requireOption<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new DossierError('invalid_input', {
    what: `scrape.options.${name} is missing`,
    where: 'scrapers/osm-surveillance/dataset.yaml',
    mend: 'docs/sources/openstreetmap.md lists the options.',
  });
}
