import { z } from 'zod';

/**
 * The filter of the map, defined once: the address bar, the SQL of the list twin, the test that tiles apply in memory
 * and the sentence that a reader sees all come from this file, so that they cannot disagree.
 */

/** Life cycle of a device in the dataset it comes from. */
export const deviceStatuses = ['present', 'planned', 'disused', 'removed'] as const;
export type DeviceStatus = (typeof deviceStatuses)[number];

/** Stands for "the source does not say what it is" among technology codes. */
export const unknownTechnology = 'unknown';

const code = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(60);
const year = z.coerce.number().int().min(1900).max(2200);

const filterSchema = z.object({
  /** Any of these technology codes; empty = every technology. */
  technologies: z.array(code).max(60),
  statuses: z.array(z.enum(deviceStatuses)).max(deviceStatuses.length),
  /** Dataset ids. */
  datasets: z.array(code).max(40),
  /** Whether the dataset names an operator that matched a known organization. */
  operator: z.enum(['known', 'unknown']).optional(),
  /** First and last year of confirmation; either one leaves out the devices without a year. */
  from: year.optional(),
  to: year.optional(),
  /** Code of a country, region or town. */
  place: z
    .string()
    .regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?|gn-\d{1,10})$/)
    .optional(),
});
export type DeviceFilter = z.infer<typeof filterSchema>;

/** The filter that lets everything through. */
export const noFilter: DeviceFilter = { technologies: [], statuses: [], datasets: [] };

/** The attributes that a filter asks about, as the database and the in-memory snapshot both give them. */
export type DeviceAttributes = {
  /** Technology codes; empty when the source does not say. */
  technologies: readonly string[];
  status: string;
  dataset: string;
  operatorKnown: boolean;
  year: number | null;
  /** Place codes: country, region, town, as far as known. */
  places: readonly string[];
};

export type FilterReading = { ok: true; filter: DeviceFilter } | { ok: false; problems: string[] };

/**
 * Reads the filter from query parameters. Lists may repeat a parameter or separate by commas; an empty value is as
 * good as none, because an untouched form field sends one.
 */
export function readFilter(query: URLSearchParams): FilterReading {
  const parsed = filterSchema.safeParse({
    technologies: readList(query, 'technology'),
    statuses: readList(query, 'status'),
    datasets: readList(query, 'dataset'),
    operator: query.get('operator') || undefined,
    from: query.get('from') || undefined,
    to: query.get('to') || undefined,
    place: query.get('place') || undefined,
  });
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) };
  }
  const { from, to } = parsed.data;
  if (from !== undefined && to !== undefined && from > to) {
    return { ok: false, problems: [`from: ${from} is later than to: ${to}`] };
  }
  return { ok: true, filter: parsed.data };
}

/** The canonical query of a filter: fixed order, no empty values, so that equal filters have equal addresses. */
export function toQuery(filter: DeviceFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const value of filter.technologies) query.append('technology', value);
  for (const value of filter.statuses) query.append('status', value);
  for (const value of filter.datasets) query.append('dataset', value);
  if (filter.operator !== undefined) query.set('operator', filter.operator);
  if (filter.from !== undefined) query.set('from', String(filter.from));
  if (filter.to !== undefined) query.set('to', String(filter.to));
  if (filter.place !== undefined) query.set('place', filter.place);
  return query;
}

/** True when a device with these attributes passes. */
export function matches(filter: DeviceFilter, device: DeviceAttributes): boolean {
  const { technologies, statuses, datasets, operator, from, to, place } = filter;
  if (technologies.length > 0) {
    const codes = device.technologies.length === 0 ? [unknownTechnology] : device.technologies;
    if (!codes.some((value) => technologies.includes(value))) return false;
  }
  if (statuses.length > 0 && !statuses.some((value) => value === device.status)) return false;
  if (datasets.length > 0 && !datasets.includes(device.dataset)) return false;
  if (operator !== undefined && (operator === 'known') !== device.operatorKnown) return false;
  if (from !== undefined && (device.year === null || device.year < from)) return false;
  if (to !== undefined && (device.year === null || device.year > to)) return false;
  return place === undefined || device.places.includes(place);
}

/** A condition and its parameters. */
export type SqlCondition = { text: string; values: unknown[] };

/** The same test over a row of table `device` (alias `d`); parameters are numbered from `firstParameter`. */
export function toSql(filter: DeviceFilter, firstParameter = 1): SqlCondition {
  const values: unknown[] = [];
  const parts: string[] = [];
  const bind = (value: unknown) => {
    values.push(value);
    return `$${firstParameter + values.length - 1}`;
  };
  if (filter.technologies.length > 0) {
    const known = filter.technologies.filter((value) => value !== unknownTechnology).map((c) => `tech.${c}`);
    const any = `d.technology_ids && ${bind(known)}::text[]`;
    const unknown = filter.technologies.includes(unknownTechnology);
    parts.push(unknown ? `(${any} or cardinality(d.technology_ids) = 0)` : any);
  }
  if (filter.statuses.length > 0) parts.push(`d.status = any(${bind(filter.statuses)}::text[])`);
  if (filter.datasets.length > 0) parts.push(`d.dataset_id = any(${bind(filter.datasets)}::text[])`);
  if (filter.operator !== undefined) {
    parts.push(filter.operator === 'known' ? 'd.operator_id is not null' : 'd.operator_id is null');
  }
  if (filter.from !== undefined) parts.push(`d.year >= ${bind(filter.from)}`);
  if (filter.to !== undefined) parts.push(`d.year <= ${bind(filter.to)}`);
  if (filter.place !== undefined) {
    const id = bind(`place.${filter.place}`);
    parts.push(`(d.country_id = ${id} or d.region_id = ${id} or d.town_id = ${id})`);
  }
  return { text: parts.length === 0 ? 'true' : parts.join(' and '), values };
}

/** How codes read to a person. */
export type FilterNames = {
  technology: (code: string) => string;
  dataset: (id: string) => string;
  place: (code: string) => string;
};

/** One sentence part: "video cameras or license plate readers, operational, confirmed 2020–2024, in France". */
export function toLabel(filter: DeviceFilter, names: FilterNames): string {
  const any = new Intl.ListFormat('en', { type: 'disjunction' });
  const parts: string[] = [];
  if (filter.technologies.length > 0) parts.push(any.format(filter.technologies.map(names.technology)));
  if (filter.statuses.length > 0) parts.push(any.format(filter.statuses));
  if (filter.operator !== undefined) parts.push(`operator ${filter.operator}`);
  if (filter.from !== undefined || filter.to !== undefined) {
    parts.push(`confirmed ${filter.from ?? 'any year'}–${filter.to ?? 'today'} (undated left out)`);
  }
  if (filter.place !== undefined) parts.push(`in ${names.place(filter.place)}`);
  if (filter.datasets.length > 0) parts.push(`from ${any.format(filter.datasets.map(names.dataset))}`);
  return parts.length === 0 ? 'every device held' : parts.join(', ');
}

function readList(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.filter((value) => value !== ''))].sort();
}
