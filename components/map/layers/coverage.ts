import type { Coverage } from '#lib/tiles/coverage-schema.ts';

/** Number of documented systems and laws by code of the country; places inside a country count for it. */
export function countByCountry(coverage: Coverage): Map<string, number> {
  const subjects = new Map<string, Set<string>>();
  for (const place of coverage.places) {
    const held = subjects.get(place.country) ?? new Set<string>();
    for (const item of place.items) if (item.relation !== 'excluded') held.add(`${item.kind}/${item.slug}`);
    subjects.set(place.country, held);
  }
  return new Map([...subjects].filter(([, held]) => held.size > 0).map(([code, held]) => [code, held.size]));
}
