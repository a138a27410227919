import type { EntityRef } from '#lib/claims/rich-text.ts';
import { findFactGroups } from '#lib/records/queries.ts';
import type { PredicateRows } from '#lib/records/view.ts';
import type { CoverageView } from '#lib/territory/queries.ts';

/** What somebody who has to vote on a program asks: who runs and sells it, what it costs and until when, what it keeps, who checks it. */
const asked = [
  'program.status',
  'program.operator',
  'program.vendor',
  'program.device_count',
  'program.data_category',
  'program.retention',
  'program.cost',
  'program.contract_value',
  'program.contract_ends_on',
  'program.funded_by',
  'program.decision',
  'program.decided_by',
  'program.rule',
  'program.legal_basis',
  'oversight.body',
  'program.audit',
  'oversight.gap',
  'oversight.measure',
];

export type ProgramTerms = { ref: EntityRef; predicates: PredicateRows[] };

/** More programs than a brief can hold are left to their own pages: a country has dozens. */
const most = 12;

/** The terms of each program that covers this very place; what covers a wider place has its terms on its own page. */
export async function findProgramTerms(
  placeId: string,
  reaching: readonly CoverageView[],
): Promise<ProgramTerms[]> {
  const own = reaching.filter((row) => row.place.id === placeId && row.subject.kind === 'program');
  const programs = [...new Map(own.map((row) => [row.subject.id, row.subject])).values()];
  if (programs.length > most) return [];
  const terms = await Promise.all(
    programs.map(async (ref) => {
      const groups = await findFactGroups(ref.id);
      const held = groups.flatMap((group) => group.predicates);
      return {
        ref,
        predicates: asked.flatMap((key) => held.find((item) => item.predicate === key) ?? []),
      };
    }),
  );
  return terms.filter(({ predicates }) => predicates.length > 0);
}
