import type { Accepted, Change } from './compare.ts';

/** New devices in one town that are looked at before they are shown, unless the town has had many before. */
const burst = 25;
const growth = 3;

/**
 * Marks new devices that appear in one town in such number that somebody may have made them up: at least 25 at once, and more than three times what the
 * town had. The field's maps were poisoned in this way; a person looks once.
 */
export function markBursts(changes: readonly Change[], accepted: ReadonlyMap<string, Accepted>): void {
  const before = new Map<string, number>();
  for (const { kind, line, state } of accepted.values()) {
    if (kind !== 'device' || line === null || state !== 'present') continue;
    const area = areaOf(line);
    before.set(area, (before.get(area) ?? 0) + 1);
  }
  const fresh = Map.groupBy(
    changes.filter(({ change, kind, after }) => change === 'create' && kind === 'device' && after !== null),
    ({ after }) => areaOf(after ?? ''),
  );
  for (const [area, group] of fresh) {
    if (group.length < burst || group.length <= growth * (before.get(area) ?? 0)) continue;
    for (const change of group) change.findings.push(`burst_in_one_area (${group.length} new)`);
  }
}

function areaOf(line: string): string {
  const town = /"town":(\d+)/.exec(line)?.[1];
  const region = /"region":"([^"]+)"/.exec(line)?.[1];
  const country = /"country":"([^"]+)"/.exec(line)?.[1];
  return town ?? region ?? country ?? 'nowhere';
}
