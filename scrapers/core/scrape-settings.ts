import { z } from 'zod';

const duration = z.number().int().positive();

/** How politely one host is asked. Rows of the same host share one budget among all datasets and machines. */
export const hostPolicySchema = z.strictObject({
  host: z.string().regex(/^[a-z0-9.-]+$/),
  /** Milliseconds between the starts of two requests. One request at a time always. */
  minIntervalMs: duration.default(2_000),
  /** Milliseconds that the host is left alone at least after a 429, a 5xx or no answer, where its operator asks for more than the usual backoff. */
  minBackoffMs: duration.optional(),
  /** Requests a day, month or hour that the operator allows; the ledger of quotas stops before it. */
  quota: z.strictObject({ per: z.enum(['hour', 'day', 'month']), requests: duration }).optional(),
});

/**
 * What the machine checks before anything is published. Absent bounds have defaults (assertions.ts); a bound that is set here
 * differs from its default for the stated reason.
 */
export const boundsSchema = z.strictObject({
  /** Least share of the last accepted rows that a full run must see. */
  minSeenShare: z.number().min(0).max(1).optional(),
  /** Most records that may vanish at once: the larger of the share and the count. */
  maxVanishedShare: z.number().min(0).max(1).optional(),
  maxVanished: z.number().int().nonnegative().optional(),
  /** Most new records that publish by themselves: the larger of the share and the count. */
  maxNewShare: z.number().min(0).optional(),
  maxNew: z.number().int().nonnegative().optional(),
  maxRefusedShare: z.number().min(0).max(1).optional(),
  /** [west, south, east, north]: a row outside is held. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** Row fields that may not get emptier than the last accepted run by more than five points. */
  filled: z.array(z.string()).optional(),
  reason: z.string().min(1).optional(),
});

const decision = z.enum(['auto', 'review']);

/** Mapping of a flat file or an open-data interface to devices: a city is added by this alone (docs/sources/city-open-data.md). */
export const deviceMappingSchema = z.strictObject({
  /** Column with the publisher's own id. Absent: a hash of the raw row without volatile columns. */
  key: z.string().optional(),
  /** Columns with decimal degrees (WGS 84), or with meters where `crs` says so. */
  lat: z.string().optional(),
  lon: z.string().optional(),
  /** Column with a geometry: GeoJSON, WKT POINT or MULTIPOINT of one point, or "(lat, lon)". GeoJSON files and feature services need none. */
  geometry: z.string().optional(),
  /** Reference system of the coordinates; Web Mercator meters are converted, all others stop the run. */
  crs: z.enum(['EPSG:4326', 'EPSG:3857']).default('EPSG:4326'),
  /** Technology of every row, or of the values of a column. Values that the lookup does not know leave it unknown. */
  technology: z.union([
    z.string(),
    z.strictObject({ column: z.string(), values: z.record(z.string(), z.string()) }),
  ]),
  /** Key of the operating body among the packed agencies, for all rows. */
  operator: z.string().optional(),
  /** Column with a date; its year is kept, and its day as last confirmation when `confirmed` is true. */
  date: z.strictObject({ column: z.string(), confirmed: z.boolean().default(false) }).optional(),
  /** Column with a bearing in degrees clockwise from north or a compass point. */
  bearing: z.string().optional(),
  mount: z.string().optional(),
  /** Columns that are known and not used. A column that is neither used nor named here stops the run. */
  ignore: z.array(z.string()).default([]),
  /** Columns that are not used and change without the row changing (row numbers, random ids, time stamps): not part of derived keys. */
  volatile: z.array(z.string()).default([]),
  /** Columns that may be absent. */
  optional: z.array(z.string()).default([]),
  /** Rows to leave out: column → values, with the reason code that the report shows. */
  leaveOut: z
    .array(z.strictObject({ column: z.string(), values: z.array(z.string()), reason: z.string() }))
    .default([]),
});
export type DeviceMapping = z.infer<typeof deviceMappingSchema>;

/** How a delimited text is written, where it is not UTF-8 with a header and commas. */
const tableOptions = {
  /** Column names for a file without a header. */
  header: z.array(z.string()).optional(),
  delimiter: z.string().length(1).default(','),
  /** Label of the WHATWG encoding standard, for example windows-1252. A byte order mark stands above it. */
  encoding: z.string().optional(),
};
/** How an interface is asked. */
const interfaceOptions = {
  /** Rows asked for in one request. */
  pageSize: z.number().int().min(1).max(50_000).default(1_000),
  /**
   * Who invites programs to use this interface, and where that can be read. Only then robots.txt, which speaks to crawlers of pages, is not asked about it
   * (CKAN's own forbids `/api/` to all crawlers). Absent: it is asked like everywhere.
   */
  invitation: z.string().min(1).optional(),
};

export const adapterSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('csv'),
    ...tableOptions,
    /** Address of the file, when it is fetched. */
    url: z.url().optional(),
    mapping: deviceMappingSchema,
  }),
  z.strictObject({ type: z.literal('geojson'), url: z.url().optional(), mapping: deviceMappingSchema }),
  z.strictObject({
    type: z.literal('json'),
    url: z.url().optional(),
    /** JSON pointer to the array of rows. */
    rows: z.string().default(''),
    mapping: deviceMappingSchema,
  }),
  z.strictObject({
    type: z.literal('socrata'),
    /** Host name; https. An address with http:// is for a server on this machine. */
    domain: z.string(),
    dataset: z.string().regex(/^[a-z0-9]{4}-[a-z0-9]{4}$/),
    /** Name of the environment variable with the app token. */
    tokenVariable: z.string().optional(),
    ...interfaceOptions,
    mapping: deviceMappingSchema,
  }),
  z.strictObject({
    type: z.literal('arcgis'),
    /** …/FeatureServer/<n> or …/MapServer/<n>. */
    layer: z.url(),
    where: z.string().default('1=1'),
    ...interfaceOptions,
    mapping: deviceMappingSchema,
  }),
  z.strictObject({
    type: z.literal('ckan'),
    site: z.url(),
    /** Id of one resource of a dataset, not of the dataset. */
    resource: z.string(),
    ...tableOptions,
    ...interfaceOptions,
    mapping: deviceMappingSchema,
  }),
]);
export type Adapter = z.infer<typeof adapterSchema>;

/** The part `scrape` of a `dataset.yaml`: how the rows come in and who lets them out. */
export const scrapeSettingsSchema = z.strictObject({
  /** Why nothing of this dataset is ever published or packed, for example a license that is not stated. */
  hold: z.string().min(1).optional(),
  /** Five fields of cron, UTC. Absent: only by hand. */
  schedule: z.string().optional(),
  hosts: z.array(hostPolicySchema).default([]),
  /** Saved input files below --input. */
  files: z.array(z.string()).default([]),
  /** Copies of one dataset in two formats: copy → the file that it is a copy of. The latter stands, the copy is compared with it row by row. */
  sameAs: z.record(z.string(), z.string()).default({}),
  keyStability: z.enum(['publisher', 'derived']),
  bounds: boundsSchema.default({}),
  publish: z
    .strictObject({ create: decision, update: decision, move: decision, state: decision })
    .partial()
    .default({}),
  adapter: adapterSchema.optional(),
  /** Odd raw values → what they mean; null is "known, means nothing". */
  lookups: z.record(z.string(), z.record(z.string(), z.string().nullable())).default({}),
  /** Settings that only this source knows; it parses them itself. */
  options: z.record(z.string(), z.json()).default({}),
  /** What a person has to look at now and then, because no machine can. */
  manualCheck: z.strictObject({ everyDays: duration, what: z.string() }).optional(),
});
export type ScrapeSettings = z.infer<typeof scrapeSettingsSchema>;
