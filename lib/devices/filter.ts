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
/** Among the kinds of operating bodies: no body is known; a body is known and no source says of what kind it is. */
export const unknownOperator = 'unknown';
export const otherOperator = 'other';

/** Evidence grade of a device: what sort of publisher its dataset comes from (lib/datasets/dataset-schema.ts). */
export const deviceGrades = ['official', 'press', 'community', 'vendor', 'reference', 'own'] as const;
export type DeviceGrade = (typeof deviceGrades)[number];

/** Relations of a law or program to a place under which the devices there are shown for it. */
export const reachingRelations = ['applies', 'piloted'] as const;

const code = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(60);
const kind = z
  .string()
  .regex(/^[a-z]+(_[a-z]+)*$/)
  .max(40);
const slug = z
  .string()
  .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/)
  .max(120)
  .optional();
const year = z.coerce.number().int().min(1900).max(2200);

const filterSchema = z.object({
  /** Any of these technology codes; empty = every technology. */
  technologies: z.array(code).max(60),
  statuses: z.array(z.enum(deviceStatuses)).max(deviceStatuses.length),
  /** Dataset ids. */
  datasets: z.array(code).max(40),
  /** Whether the dataset names an operator that matched a known organization. */
  operator: z.enum(['known', 'unknown']).optional(),
  /** Kinds of operating bodies (data/vocabularies/organization-types.yaml), `other`, `unknown`; empty = every kind. */
  operatorKinds: z.array(kind).max(40),
  grades: z.array(z.enum(deviceGrades)).max(deviceGrades.length),
  /** First and last year of confirmation; either one leaves out the devices without a year. */
  from: year.optional(),
  to: year.optional(),
  /** Code of a country, region or town. */
  place: z
    .string()
    .regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?|gn-\d{1,10})$/)
    .optional(),
  /** Slug of a law or program: devices standing where it applies or is piloted, which is not the same as "part of it". */
  law: slug,
  program: slug,
  /** Slug of the maker. */
  vendor: slug,
});
export type DeviceFilter = z.infer<typeof filterSchema>;

/** The filter that lets everything through. */
export const noFilter: DeviceFilter = {
  technologies: [],
  statuses: [],
  datasets: [],
  operatorKinds: [],
  grades: [],
};

/** The attributes that a filter asks about, as the database and the in-memory snapshot both give them. */
export type DeviceAttributes = {
  /** Technology codes; empty when the source does not say. */
  technologies: readonly string[];
  status: string;
  dataset: string;
  /** Publisher tier of the dataset. */
  grade: string;
  /** Kind of the operating body, `other` or `unknown`. */
  operator: string;
  year: number | null;
  /** Place codes: country, region, town, as far as known. */
  places: readonly string[];
  /** Slug of the maker. */
  vendor: string | null;
};

/** Codes of the places that the law or the program of a filter reaches; both must hold where both are asked for. */
export type FilterReach = { law?: ReadonlySet<string>; program?: ReadonlySet<string> };

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
    operatorKinds: readList(query, 'kind'),
    grades: readList(query, 'grade'),
    from: query.get('from') || undefined,
    to: query.get('to') || undefined,
    place: query.get('place') || undefined,
    law: query.get('law') || undefined,
    program: query.get('program') || undefined,
    vendor: query.get('vendor') || undefined,
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
  for (const value of filter.operatorKinds) query.append('kind', value);
  for (const value of filter.grades) query.append('grade', value);
  if (filter.from !== undefined) query.set('from', String(filter.from));
  if (filter.to !== undefined) query.set('to', String(filter.to));
  if (filter.place !== undefined) query.set('place', filter.place);
  if (filter.law !== undefined) query.set('law', filter.law);
  if (filter.program !== undefined) query.set('program', filter.program);
  if (filter.vendor !== undefined) query.set('vendor', filter.vendor);
  return query;
}

/** True for a code that browsers can test: countries are part of every tile, regions and towns are not. */
export function isCountry(place: string): boolean {
  return place.length === 2;
}

/**
 * The part of a filter that only the server can answer: region or town, law, program, vendor. Tiles asked for with it
 * hold only what passes it; everything else of the filter is then tested in the browser.
 */
export function toServerFilter(filter: DeviceFilter): DeviceFilter {
  const { place, law, program, vendor } = filter;
  return {
    ...noFilter,
    place: place === undefined || isCountry(place) ? undefined : place,
    law,
    program,
    vendor,
  };
}

/** One test for each attribute by itself: a device passes when all of them do. */
export type AttributeTests = {
  technologies: (codes: readonly string[]) => boolean;
  operator: (kind: string) => boolean;
  status: (status: string) => boolean;
  dataset: (id: string, grade: string) => boolean;
  year: (year: number | null) => boolean;
};

export function toAttributeTests(filter: DeviceFilter): AttributeTests {
  const { technologies, statuses, datasets, operator, operatorKinds, grades, from, to } = filter;
  const includes = (values: readonly string[], value: string) =>
    values.length === 0 || values.includes(value);
  return {
    technologies: (codes) =>
      technologies.length === 0 ||
      (codes.length === 0 ? [unknownTechnology] : codes).some((value) => technologies.includes(value)),
    operator: (value) =>
      includes(operatorKinds, value) &&
      (operator === undefined || (operator === 'known') === (value !== unknownOperator)),
    status: (value) => includes(statuses, value),
    dataset: (id, grade) => includes(datasets, id) && includes(grades, grade),
    year: (value) =>
      (from === undefined || (value !== null && value >= from)) &&
      (to === undefined || (value !== null && value <= to)),
  };
}

/**
 * True when a device with these attributes passes.
 *
 * @param reach what the filter's law and program reach; a law or program that is not held reaches nothing
 */
export function matches(filter: DeviceFilter, device: DeviceAttributes, reach: FilterReach = {}): boolean {
  const tests = toAttributeTests(filter);
  return (
    tests.technologies(device.technologies) &&
    tests.operator(device.operator) &&
    tests.status(device.status) &&
    tests.dataset(device.dataset, device.grade) &&
    tests.year(device.year) &&
    matchesSituation(filter, device, reach)
  );
}

/** The rest of {@link matches}: where a device stands and who made it. */
export function matchesSituation(
  filter: DeviceFilter,
  device: Pick<DeviceAttributes, 'places' | 'vendor'>,
  reach: FilterReach,
): boolean {
  const { place, law, program, vendor } = filter;
  const isIn = (places: ReadonlySet<string> | undefined) => device.places.some((code) => places?.has(code));
  return (
    (place === undefined || device.places.includes(place)) &&
    (vendor === undefined || device.vendor === vendor) &&
    (law === undefined || isIn(reach.law)) &&
    (program === undefined || isIn(reach.program))
  );
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
  if (filter.operatorKinds.length > 0) {
    const kinds = `coalesce((select o.org_type from organization o where o.entity_id = d.operator_id), '${otherOperator}')`;
    const known = `(d.operator_id is not null and ${kinds} = any(${bind(filter.operatorKinds)}::text[]))`;
    const unknown = filter.operatorKinds.includes(unknownOperator);
    parts.push(unknown ? `(d.operator_id is null or ${known})` : known);
  }
  if (filter.grades.length > 0) {
    parts.push(`d.dataset_id in (select id from dataset where tier = any(${bind(filter.grades)}::text[]))`);
  }
  if (filter.from !== undefined) parts.push(`d.year >= ${bind(filter.from)}`);
  if (filter.to !== undefined) parts.push(`d.year <= ${bind(filter.to)}`);
  if (filter.place !== undefined) {
    const id = bind(`place.${filter.place}`);
    parts.push(`(d.country_id = ${id} or d.region_id = ${id} or d.town_id = ${id})`);
  }
  for (const kind of ['law', 'program'] as const) {
    const asked = filter[kind];
    if (asked === undefined) continue;
    const places = `(select r.place_id from (${reachSql}) r where r.kind = '${kind}' and r.slug = ${bind(asked)})`;
    parts.push(`(d.country_id in ${places} or d.region_id in ${places} or d.town_id in ${places})`);
  }
  if (filter.vendor !== undefined) {
    parts.push(
      `d.manufacturer_id in (select id from entity where kind = 'organization' and slug = ${bind(filter.vendor)})`,
    );
  }
  return { text: parts.length === 0 ? 'true' : parts.join(' and '), values };
}

/**
 * Rows (kind, slug, place_id) of the places that laws and programs reach: those they are on record to apply to or to be
 * piloted in, with the territories that take their country's law over.
 */
export const reachSql = `select s.kind::text as kind, s.slug, p.entity_id as place_id, p.code
  from coverage c join entity s on s.id = c.subject_id and s.kind in ('law', 'program')
  join place p on p.entity_id = c.place_id or (p.parent_id = c.place_id and p.level = 'territory' and p.inherits)
  where c.relation in (${reachingRelations.map((relation) => `'${relation}'`).join()}) and c.wording <> 'denied'`;

/** How codes read to a person; a name that is not given is its code. */
export type FilterNames = {
  technology: (code: string) => string;
  dataset: (id: string) => string;
  place: (code: string) => string;
  operatorKind?: (kind: string) => string;
  grade?: (grade: string) => string;
  /** Law, program or vendor by slug. */
  subject?: (slug: string) => string;
};

/** One sentence part: "video cameras or license plate readers, operational, confirmed 2020–2024, in France". */
export function toLabel(filter: DeviceFilter, names: FilterNames): string {
  const any = new Intl.ListFormat('en', { type: 'disjunction' });
  const parts: string[] = [];
  if (filter.technologies.length > 0) parts.push(any.format(filter.technologies.map(names.technology)));
  if (filter.statuses.length > 0) parts.push(any.format(filter.statuses));
  if (filter.operator !== undefined) parts.push(`operator ${filter.operator}`);
  const nameOf = (names: ((code: string) => string) | undefined) => names ?? ((code: string) => code);
  const subject = nameOf(names.subject);
  if (filter.operatorKinds.length > 0)
    parts.push(`operated by ${any.format(filter.operatorKinds.map(nameOf(names.operatorKind)))}`);
  if (filter.vendor !== undefined) parts.push(`made by ${subject(filter.vendor)}`);
  if (filter.from !== undefined || filter.to !== undefined) {
    const years = filter.from === undefined ? `up to ${filter.to}` : `${filter.from}–${filter.to ?? 'today'}`;
    parts.push(`confirmed ${years} (undated left out)`);
  }
  if (filter.place !== undefined) parts.push(`in ${names.place(filter.place)}`);
  if (filter.law !== undefined) parts.push(`where ${subject(filter.law)} applies`);
  if (filter.program !== undefined) parts.push(`where ${subject(filter.program)} operates`);
  if (filter.grades.length > 0) parts.push(`graded ${any.format(filter.grades.map(nameOf(names.grade)))}`);
  if (filter.datasets.length > 0) parts.push(`from ${any.format(filter.datasets.map(names.dataset))}`);
  return parts.length === 0 ? 'no filter' : parts.join(', ');
}

function readList(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.filter((value) => value !== ''))].sort();
}
