import type { Piece } from '#lib/claims/rich-text.ts';
import type { PlaceBrief } from './brief.ts';

type Lists = Pick<PlaceBrief, 'laws' | 'powers' | 'flows' | 'unknowns'> & {
  programs: PlaceBrief['programs']['reaching'];
};

/** What is about the very place, and what reaches it from around. */
export type SplitBrief = { own: Lists; wider: Lists };

/**
 * Divides the lists of a brief by whether a row is about the place itself or about one around it (its region, its
 * country, a union). A row that names neither counts as its own: it must not vanish among what is far away.
 *
 * @param chain the place, then the places around it, as `toInheritanceChain` gives them; alone it leaves all as own
 * @param bodies ids of bodies of this very place: a flow from or to one of them is its own
 */
export function splitBrief(
  brief: Pick<PlaceBrief, 'programs' | 'laws' | 'powers' | 'flows' | 'unknowns'>,
  chain: readonly string[],
  bodies: ReadonlySet<string>,
): SplitBrief {
  const around = new Set(chain.slice(1));
  const isAlone = around.size === 0;
  const widerPrograms = new Set(
    brief.programs.reaching.filter((row) => around.has(row.place.id)).map((row) => row.subject.id),
  );
  const ownPrograms = new Set(
    brief.programs.reaching.filter((row) => !around.has(row.place.id)).map((row) => row.subject.id),
  );
  const isWiderLaw = (jurisdiction: string | undefined) =>
    !isAlone && (jurisdiction === undefined || around.has(jurisdiction));
  const widerLaws = new Set(
    brief.laws.filter((law) => isWiderLaw(law.jurisdiction?.id)).map((law) => law.ref.id),
  );
  const subjectIsWider = (id: string) =>
    around.has(id) || widerLaws.has(id) || (widerPrograms.has(id) && !ownPrograms.has(id));
  const namesOwnBody = (pieces: readonly Piece[]) =>
    pieces.some(
      (piece) => piece.kind === 'entity' && (bodies.has(piece.ref.id) || piece.ref.id === chain[0]),
    );
  const divide = <T>(rows: readonly T[], isWider: (row: T) => boolean) => ({
    own: rows.filter((row) => isAlone || !isWider(row)),
    wider: rows.filter((row) => !isAlone && isWider(row)),
  });
  const programs = divide(brief.programs.reaching, (row) => around.has(row.place.id));
  const laws = divide(brief.laws, (law) => widerLaws.has(law.ref.id));
  const powers = divide(brief.powers, (power) =>
    power.law === undefined ? around.has(power.place?.id ?? '') : widerLaws.has(power.law.id),
  );
  const flows = divide(brief.flows, (flow) => !namesOwnBody(flow.from) && !namesOwnBody(flow.to));
  const unknowns = divide(brief.unknowns, (unknown) => subjectIsWider(unknown.subject.id));
  return {
    own: {
      programs: programs.own,
      laws: laws.own,
      powers: powers.own,
      flows: flows.own,
      unknowns: unknowns.own,
    },
    wider: {
      programs: programs.wider,
      laws: laws.wider,
      powers: powers.wider,
      flows: flows.wider,
      unknowns: unknowns.wider,
    },
  };
}
