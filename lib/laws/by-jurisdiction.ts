import type { EntityRef } from '#lib/claims/rich-text.ts';
import type { LawRow } from './queries.ts';

export type LawGroup = {
  jurisdiction: EntityRef | undefined;
  /** What the jurisdiction is a part of. */
  within: EntityRef | undefined;
  laws: LawRow[];
};

/** Laws by the place whose law they are, in the order of its name; those of no single place (treaties, unions) come last. */
export function groupByJurisdiction(laws: readonly LawRow[], locale: string): LawGroup[] {
  const groups = new Map<string, LawGroup>();
  for (const law of laws) {
    const key = law.jurisdiction?.id ?? '';
    const group = groups.get(key) ?? { jurisdiction: law.jurisdiction, within: law.within, laws: [] };
    group.laws.push(law);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(a.jurisdiction === undefined) - Number(b.jurisdiction === undefined) ||
      (a.jurisdiction?.label ?? '').localeCompare(b.jurisdiction?.label ?? '', locale) ||
      (a.within?.label ?? '').localeCompare(b.within?.label ?? '', locale),
  );
}
