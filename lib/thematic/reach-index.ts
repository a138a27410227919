import { type PlaceLink, toInheritanceChain } from '#lib/places/chain.ts';
import { isCovering } from '#lib/territory/reach.ts';
import type { Statement, Subject, Thematic, ThematicPlace, ThematicUnknown } from './schema.ts';

/** How a statement of territory comes to a place: about itself, taken over from around it, or only about a part of it. */
export type Via = 'own' | 'inherited' | 'inside';
export type Reaching = { statement: Statement; via: Via };
/** A program or law and what of its territory concerns a place. */
export type Concern = { subject: Subject; reaching: Reaching[] };

export type ReachIndex = {
  places: ReadonlyMap<string, ThematicPlace>;
  /** What is told of each place, after containment. */
  concerns: ReadonlyMap<string, readonly Concern[]>;
  unknowns: ReadonlyMap<string, readonly ThematicUnknown[]>;
  /** Code of the country or territory that a place is or lies in. */
  toCountry: (code: string) => string;
};

/**
 * Lays every statement of territory on the places that it concerns, once, so that a question or a step in time only
 * looks up. Coverage of a place reaches the places inside it and shows, as a part, on the places around it; a place that
 * takes nothing over (Hong Kong, Macau) stops both ways. Denials are kept: whoever counts leaves them out.
 */
export function indexReach({ places, programs, laws, unknowns }: Thematic): ReachIndex {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const chains = new Map(places.map(({ code }) => [code, toInheritanceChain(code, toLinks(code, byCode))]));
  const concerns = new Map<string, Concern[]>();
  for (const subject of [...programs, ...laws]) {
    for (const [code, reaching] of spread(subject.statements, chains)) {
      concerns.set(code, [...(concerns.get(code) ?? []), { subject, reaching }]);
    }
  }
  return {
    places: byCode,
    concerns,
    unknowns: Map.groupBy(unknowns, (unknown) => unknown.place),
    toCountry: (code) => {
      let place = byCode.get(code);
      while (place !== undefined && place.level !== 'country' && place.level !== 'territory') {
        place = place.parent === null ? undefined : byCode.get(place.parent);
      }
      return place?.code ?? code;
    },
  };
}

/** The place and those around it, as the rule of containment reads them. */
function toLinks(code: string, places: ReadonlyMap<string, ThematicPlace>): PlaceLink[] {
  const links: PlaceLink[] = [];
  let place = places.get(code);
  while (place !== undefined && links.length < 8) {
    links.push({ id: place.code, parentId: place.parent, inherits: place.inherits });
    place = place.parent === null ? undefined : places.get(place.parent);
  }
  return links;
}

/** The statements of one subject by the place that they concern. */
function spread(
  statements: readonly Statement[],
  chains: ReadonlyMap<string, readonly string[]>,
): Map<string, Reaching[]> {
  const found = new Map<string, Reaching[]>();
  if (statements.length === 0) return found;
  const add = (code: string, reaching: Reaching) => found.set(code, [...(found.get(code) ?? []), reaching]);
  const reaches = statements.map((one) => ({ subjectId: '', placeId: one.place, relation: one.relation }));
  const told = new Set(statements.map((one) => one.place));
  for (const [code, chain] of chains) {
    if (!chain.some((link) => told.has(link))) continue;
    for (const [index, statement] of statements.entries()) {
      if (!isCovering(reaches[index], reaches, chain)) continue;
      add(code, { statement, via: statement.place === code ? 'own' : 'inherited' });
    }
  }
  for (const statement of statements) {
    for (const around of chains.get(statement.place)?.slice(1) ?? [])
      add(around, { statement, via: 'inside' });
  }
  return found;
}
