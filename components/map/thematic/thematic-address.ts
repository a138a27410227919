import type { Extent } from '#lib/devices/extent.ts';
import { type FlowFilter, toFlowQuery } from '#lib/flows/flow-filter.ts';
import { type Question, toQuestionQuery } from '#lib/thematic/questions.ts';
import { formatBox } from '../map-address.ts';

/** The address of a question to the shading. */
export function toCoverageHref(question: Question, extent: Extent | null): string {
  return toHref('coverage', toQuestionQuery(question), extent);
}

/** The address of a view of flows. */
export function toFlowsHref(filter: FlowFilter, extent: Extent | null): string {
  return toHref('flows', toFlowQuery(filter), extent);
}

function toHref(view: 'coverage' | 'flows', query: URLSearchParams, extent: Extent | null): string {
  const all = new URLSearchParams({ view });
  for (const [name, value] of query) all.append(name, value);
  if (extent !== null) all.set('bbox', formatBox(extent));
  return `/map?${all.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')}`;
}
