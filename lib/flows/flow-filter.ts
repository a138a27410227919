import { z } from 'zod';
import { flowBases } from '#lib/claims/object-schema.ts';
import { levels } from '#lib/thematic/questions.ts';
import { type Holds, holdsOn } from '#lib/thematic/span.ts';
import { type FlowMap, flowKinds, type MappedFlow } from './flow-map-schema.ts';

/** What the map of flows can be asked, defined once for address, map and list. Empty lists let everything through. */
const flowFilterSchema = z.object({
  bases: z.array(z.enum(flowBases)).max(flowBases.length),
  kinds: z.array(z.enum(flowKinds)).max(flowKinds.length),
  /** Code of a place that a party belongs to; a country takes in its regions. */
  place: z
    .string()
    .regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?|gn-\d{1,10})$/)
    .optional(),
  /** Sharing pairs of datasets too, added up by place. */
  pairs: z.boolean(),
  /** country: parties stand at their country. region: at the place of their jurisdiction. */
  level: z.enum(levels),
  /** ISO day; absent is today. */
  on: z.iso.date().optional(),
});
export type FlowFilter = z.infer<typeof flowFilterSchema>;
export const noFlowFilter: FlowFilter = { bases: [], kinds: [], pairs: false, level: 'country' };

export type FlowFilterReading = { ok: true; filter: FlowFilter } | { ok: false; problems: string[] };

/** Reads the filter from an address; lists may repeat a parameter or separate by commas. */
export function readFlowFilter(query: URLSearchParams): FlowFilterReading {
  const parsed = flowFilterSchema.safeParse({
    bases: readList(query, 'basis'),
    kinds: readList(query, 'kind'),
    place: query.get('place') || undefined,
    pairs: query.get('pairs') === '1',
    level: query.get('level') || 'country',
    on: query.get('date') || undefined,
  });
  if (parsed.success) return { ok: true, filter: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) };
}

/** The canonical query: fixed order, no defaults. */
export function toFlowQuery(filter: FlowFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const basis of filter.bases) query.append('basis', basis);
  for (const kind of filter.kinds) query.append('kind', kind);
  if (filter.place !== undefined) query.set('place', filter.place);
  if (filter.pairs) query.set('pairs', '1');
  if (filter.level !== 'country') query.set('level', filter.level);
  if (filter.on !== undefined) query.set('date', filter.on);
  return query;
}

export type ShownFlow = { flow: MappedFlow; holds: Holds };

/** The flows that pass, in the order of the document, with how firmly each holds on the day. */
export function findShown({ flows, places, today }: FlowMap, filter: FlowFilter): ShownFlow[] {
  const { bases, kinds, place, pairs } = filter;
  const on = filter.on ?? today;
  const countries = new Map(places.map(({ code, country }) => [code, country]));
  const isIn = (code: string | null) => code !== null && (code === place || countries.get(code) === place);
  return flows
    .filter((flow) => pairs || flow.pairs === null)
    .filter((flow) => bases.length === 0 || bases.includes(flow.basis))
    .filter((flow) => kinds.length === 0 || kinds.includes(flow.kind))
    .filter((flow) => place === undefined || isIn(flow.from.place) || isIn(flow.to.place))
    .map((flow) => ({ flow, holds: holdsOn(flow.span, flow.toldOn, on) }))
    .filter(({ holds }) => holds !== 'no');
}

/** Flows of read sources as one each, pairs of datasets by their number. */
export function countFlows(shown: readonly ShownFlow[]): { named: number; pairs: number } {
  const counts = { named: 0, pairs: 0 };
  for (const { flow } of shown) {
    if (flow.pairs === null) counts.named += 1;
    else counts.pairs += flow.pairs.count;
  }
  return counts;
}

function readList(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.filter((value) => value !== ''))].sort();
}
