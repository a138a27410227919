import { checkClaimReference, localIdOf } from './check-values.ts';
import type { LinkEntry } from './file-schema.ts';
import { type Check, pathOf } from './validation-context.ts';

const acyclicKinds = ['reason_for', 'restates', 'converts_unit'] as const;

/** Both ends exist and differ, no link stands twice, and reasons, repetitions and conversions lead nowhere back. */
export function checkLinks(check: Check): void {
  const seen = new Set<string>();
  const sound: LinkEntry[] = [];
  for (const link of check.file.links) {
    const [from, to] = [toFullId(check, link.from), toFullId(check, link.to)];
    if (from === to) {
      check.list.add(
        pathOf(check, link, 'to'),
        `The claim ${link.from} links to itself`,
        'Name another claim, or remove the link.',
      );
      continue;
    }
    checkClaimReference(check, pathOf(check, link, 'from'), link.from);
    checkClaimReference(check, pathOf(check, link, 'to'), link.to);
    const key = `${link.kind} ${from} ${to}`;
    if (seen.has(key))
      check.list.add(
        pathOf(check, link),
        `The link ${link.from} ${link.kind} ${link.to} stands twice`,
        'Remove one of them.',
      );
    else sound.push(link);
    seen.add(key);
  }
  for (const kind of acyclicKinds)
    reportCycles(
      check,
      kind,
      sound.filter((link) => link.kind === kind),
    );
}

function toFullId(check: Check, reference: string): string {
  const local = localIdOf(check.slug, reference);
  return local === undefined ? reference : `${check.slug}.${local}`;
}

/** Each cycle once: depth first, and a link back into the path of the walk closes one. */
function reportCycles(check: Check, kind: string, links: readonly LinkEntry[]): void {
  const finished = new Set<string>();
  const walk = (id: string, path: readonly string[]): void => {
    for (const link of links.filter((candidate) => toFullId(check, candidate.from) === id)) {
      const to = toFullId(check, link.to);
      const index = path.indexOf(to);
      if (index !== -1) {
        const round = [...path.slice(index), to]
          .map((claim) => localIdOf(check.slug, claim) ?? claim)
          .join(' → ');
        check.list.add(
          pathOf(check, link),
          `These ${kind} links go round in a circle: ${round}`,
          'Remove the link that points backwards.',
        );
      } else if (!finished.has(to)) walk(to, [...path, to]);
    }
    finished.add(id);
  };
  for (const link of links) {
    const from = toFullId(check, link.from);
    if (!finished.has(from)) walk(from, [from]);
  }
}
