import { earliestYear, leastYears } from '#lib/thematic/steps.ts';
import { countFlows, type FlowFilter, findShown, type ShownFlow } from './flow-filter.ts';
import { type PlacedFlows, toPlacedFlows } from './flow-lines.ts';
import type { FlowMap } from './flow-map-schema.ts';

/** Everything that map, list and slider show of flows under a filter, the same on the server and in the browser. */
export type FlowsView = PlacedFlows & {
  filter: FlowFilter;
  /** ISO day that is answered for. */
  on: string;
  shown: ShownFlow[];
  counts: { named: number; pairs: number };
  /** Names of places by code. */
  labels: Record<string, string>;
  /** Countries and territories that some flow touches, whatever the filter. */
  countries: { code: string; label: string }[];
  range: { firstYear: number; lastYear: number; years: { year: number; count: number }[] };
};

export function toFlowsView(map: FlowMap, filter: FlowFilter): FlowsView {
  const shown = findShown(map, filter);
  return {
    filter,
    on: filter.on ?? map.today,
    shown,
    ...toPlacedFlows(map, shown, filter.level),
    counts: countFlows(shown),
    labels: Object.fromEntries(map.places.map(({ code, label }) => [code, label])),
    countries: map.places
      .filter(({ code, country }) => code === country)
      .map(({ code, label }) => ({ code, label }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    range: toRange(map),
  };
}

/** Years in which flows are told to have begun, or were first told of. */
function toRange({ flows, today }: FlowMap): FlowsView['range'] {
  const lastYear = Number(today.slice(0, 4));
  const counts = new Map<number, number>();
  for (const { span, toldOn } of flows) {
    const year = Number((span?.beginsFrom ?? toldOn)?.slice(0, 4));
    if (year >= earliestYear && year <= lastYear) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const years = [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
  return { firstYear: Math.min(...counts.keys(), lastYear - leastYears), lastYear, years };
}
