import { z } from 'zod';

/** What readers get of a device and of a list of devices: shapes shared by server, list twin and map. */

const named = z.object({ code: z.string(), label: z.string() });

export const deviceSchema = z.object({
  id: z.string(),
  /** Morton key; devices at one spot share it. */
  cell: z.number(),
  lon: z.number(),
  lat: z.number(),
  precisionM: z.number().nullable(),
  /** Empty when the source does not say what it is. */
  technologies: z.array(named),
  status: z.string(),
  bearings: z.array(z.number()),
  fieldOfView: z.number().nullable(),
  form: z.string().nullable(),
  mount: z.string().nullable(),
  zone: z.string().nullable(),
  operator: z.object({ slug: z.string(), label: z.string() }).nullable(),
  manufacturer: z.object({ slug: z.string(), label: z.string() }).nullable(),
  lastConfirmed: z.string().nullable(),
  /** Country, region, town, as far as known. */
  places: z.array(named),
  dataset: z.object({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    license: z.string(),
    licenseUrl: z.string().nullable(),
    wording: z.string(),
    version: z.string(),
  }),
  record: z.object({
    externalId: z.string(),
    state: z.enum(['present', 'missing', 'gone_upstream', 'out_of_scope', 'withdrawn']),
    firstSeen: z.string(),
    lastSeen: z.string(),
    missingSince: z.string().nullable(),
    /** The source itself doubts that it is still there. */
    doubted: z.boolean(),
  }),
});
export type Device = z.infer<typeof deviceSchema>;

const counted = named.extend({ count: z.number() });
export type CountedName = z.infer<typeof counted>;

const deviceCountsSchema = z.object({
  total: z.number(),
  /** A device of two technologies counts under both; `unknown` is a row of its own. */
  byTechnology: z.array(counted),
  byStatus: z.array(counted),
  byDataset: z.array(counted),
  byLicense: z.array(counted),
  placeLevel: z.enum(['country', 'region', 'town']),
  /** Devices without a known place of that level are the row with an empty code. */
  byPlace: z.array(counted),
});
export type DeviceCounts = z.infer<typeof deviceCountsSchema>;

export const deviceListSchema = deviceCountsSchema.extend({
  /** The page that `devices` is, from 1, and how many there are. */
  page: z.number(),
  pages: z.number(),
  devices: z.array(deviceSchema),
});
export type DeviceList = z.infer<typeof deviceListSchema>;

/** Devices that a list shows one by one. */
export const listedDevices = 50;

export const holeSchema = z.object({ dataset: z.string(), label: z.string(), reason: z.string() });
/** A part of the world that a dataset is known to lack. */
export type DatasetHole = z.infer<typeof holeSchema>;
