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

export const lawsPerPage = 60;

/** Code of the place in addresses; `unions` for laws of no single place. */
export function toGroupKey({ jurisdiction }: LawGroup): string {
  return jurisdiction?.id.replace(/^place\./, '') ?? 'unions';
}

/**
 * A page of groups: `lawsPerPage` laws in the order of the groups, a group going on where a page ends.
 * @param page from 1; beyond the last it is the last
 */
export function toLawPage(
  groups: readonly LawGroup[],
  page: number,
): { page: number; pages: number; groups: LawGroup[] } {
  const total = groups.reduce((sum, group) => sum + group.laws.length, 0);
  const pages = Math.max(1, Math.ceil(total / lawsPerPage));
  const at = Math.min(page, pages);
  let before = (at - 1) * lawsPerPage;
  let room = lawsPerPage;
  const shown: LawGroup[] = [];
  for (const group of groups) {
    const laws = group.laws.slice(before, before + room);
    before = Math.max(0, before - group.laws.length);
    room -= laws.length;
    if (laws.length > 0) shown.push({ ...group, laws });
  }
  return { page: at, pages, groups: shown };
}
