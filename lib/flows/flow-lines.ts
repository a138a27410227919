import type { flowBases } from '#lib/claims/object-schema.ts';
import type { FlowFilter, ShownFlow } from './flow-filter.ts';
import type { FlowMap, FlowPlace } from './flow-map-schema.ts';

/** Flows of one basis from one place to another, drawn as one line or, within a place, counted at its point. */
export type FlowLine = {
  id: string;
  from: FlowPlace;
  to: FlowPlace;
  basis: (typeof flowBases)[number];
  /** Flows and pairs that it stands for. */
  count: number;
  /** Only inexactly dated ones. */
  isTentative: boolean;
  flows: ShownFlow[];
};

export type PlacedFlows = {
  lines: FlowLine[];
  /** Within one place: shown as a loop with a number. */
  loops: FlowLine[];
  /** A party has no place that is held; listed beside the map. */
  unplaced: ShownFlow[];
};

/** Lays flows on places: at their countries or at the places of their jurisdictions, the strongest first. */
export function toPlacedFlows(
  { places }: Pick<FlowMap, 'places'>,
  shown: readonly ShownFlow[],
  level: FlowFilter['level'],
): PlacedFlows {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const find = (code: string | null): FlowPlace | undefined => {
    const place = code === null ? undefined : byCode.get(code);
    const stands = level === 'country' && place !== undefined ? byCode.get(place.country) : place;
    return stands?.point == null ? undefined : stands;
  };
  const lines = new Map<string, FlowLine>();
  const unplaced: ShownFlow[] = [];
  for (const one of shown) {
    const [from, to] = [find(one.flow.from.place), find(one.flow.to.place)];
    if (from === undefined || to === undefined) {
      unplaced.push(one);
      continue;
    }
    const id = `${from.code}/${to.code}/${one.flow.basis}`;
    const line = lines.get(id) ?? {
      id,
      from,
      to,
      basis: one.flow.basis,
      count: 0,
      isTentative: true,
      flows: [],
    };
    line.count += one.flow.pairs?.count ?? 1;
    line.isTentative &&= one.holds === 'maybe';
    line.flows.push(one);
    lines.set(id, line);
  }
  const sorted = [...lines.values()].sort((a, b) => b.count - a.count || a.id.localeCompare(b.id));
  return {
    lines: sorted.filter((line) => line.from.code !== line.to.code),
    loops: sorted.filter((line) => line.from.code === line.to.code),
    unplaced,
  };
}
