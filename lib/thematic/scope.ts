import type { scopeRelations } from '#lib/claims/object-schema.ts';
import type { Question } from './questions.ts';
import type { Subject, Thematic, ThematicPlace } from './schema.ts';
import { type Holds, holdsOn } from './span.ts';

/** The territory of one program or law as told: one row a place, with what is told of that place itself. */
export type ScopePlace = {
  place: ThematicPlace;
  relation: (typeof scopeRelations)[number];
  wording: string;
  /** `no`: told, but not for that day. */
  holds: Holds;
};

/** The program or law that a question of scope names. */
export function findSubject(thematic: Thematic, { subject }: Question): Subject | undefined {
  const [kind, slug] = subject?.split('/') ?? [];
  const held = kind === 'law' ? thematic.laws : thematic.programs;
  return held.find((one) => one.slug === slug);
}

/**
 * Where one program or law is told to apply, to be piloted, planned, claimed, or not to apply. Nothing is filled in:
 * a place inside another is drawn with it by the map, and one that takes nothing over is not.
 */
export function findScope(thematic: Thematic, subject: Subject, on: string): ScopePlace[] {
  const places = new Map(thematic.places.map((place) => [place.code, place]));
  return subject.statements
    .filter(({ wording }) => wording !== 'denied')
    .flatMap(({ place: code, relation, wording, span, toldOn }) => {
      const place = places.get(code);
      if (place === undefined) return [];
      const isOwnTime = subject.kind === 'law' && span === null;
      return [{ place, relation, wording, holds: isOwnTime ? ('yes' as const) : holdsOn(span, toldOn, on) }];
    });
}
