import { z } from 'zod';
import { type CapReason, findCaps, findGradeFaults, type GradeFault, originsToConfirm } from './grade.ts';
import { countOriginsBehind } from './grade-origins.ts';
import { readYaml } from './read-yaml.ts';
import { type Check, pathOf } from './validation-context.ts';

/** Grades that are better than lib/claims/grade.ts allows. Withdrawn claims keep the grade that they had. */
export function checkGrades(check: Check): void {
  const { file, list, surroundings } = check;
  const unidentified = new Set(file.cited.filter((work) => !work.identified).map((work) => work.id));
  const origins = file.claims.some((claim) => claim.grade.credibility === 1)
    ? countOriginsBehind(file, surroundings.sameSubjects ?? [])
    : new Map<object, number>();
  for (const claim of file.claims) {
    if (claim.review === 'withdrawn') continue;
    const faults = findGradeFaults(
      claim.grade,
      findCaps(claim, (id) => unidentified.has(id)),
      origins.get(claim) ?? 0,
    );
    for (const fault of faults)
      list.add(pathOf(check, claim, 'grade', fault.mark), ...describeGradeFault(fault, claim.grade));
  }
}

/** Who speaks, for a message. */
const voices: Record<CapReason, string> = {
  withheld_name: 'a speaker whose name the source withholds',
  unnamed_group: 'an unnamed group',
  unidentified_report: 'a report that is cited and not identified',
};

/** What is wrong with a grade, and the mend. */
export function describeGradeFault(
  fault: GradeFault,
  given: { reliability: string; credibility: number },
): [string, string] {
  const mark = given[fault.mark];
  if ('origins' in fault) {
    const count = fault.origins === 1 ? '1 independent origin' : `${fault.origins} independent origins`;
    return [
      `Credibility 1 needs ${originsToConfirm} independent origins in different works, and what the claim says has ${count}`,
      'Grade it 2 or lower, or bring the other work in first; repeats and voices of one work do not count.',
    ];
  }
  const best = fault.cap[fault.mark];
  const voice = voices[fault.cap.reason];
  return fault.mark === 'reliability'
    ? [
        `The reliability ${mark} is better than ${best}, the best for ${voice}`,
        best === 'F'
          ? 'Write F, and say why in the reason.'
          : `Write ${best} or lower, and say why in the reason.`,
      ]
    : [
        `The credibility ${mark} is better than ${best}, the best for ${voice}`,
        `Write ${best} or lower, and say why in the reason.`,
      ];
}

const confirmedClaims = z.looseObject({ claims: z.array(z.unknown()) });
const confirmedClaim = z.looseObject({
  subject: z.string(),
  grade: z.looseObject({ credibility: z.literal(1) }),
});

/** Subjects of the claims that a file grades as confirmed, so that the other works' claims about them can be read. */
export function findConfirmedSubjects(path: string, bytes: Uint8Array): string[] {
  // Few files hold such a grade, and reading the others twice would cost as much as all other checks.
  if (!/credibility['"]?\s*:\s*['"]?1\b/.test(new TextDecoder().decode(bytes))) return [];
  const parsed = confirmedClaims.safeParse(readYaml(path, bytes).document?.toJS());
  if (!parsed.success) return [];
  const subjects = parsed.data.claims.flatMap((claim) => {
    const confirmed = confirmedClaim.safeParse(claim);
    return confirmed.success ? [confirmed.data.subject] : [];
  });
  return [...new Set(subjects)].sort();
}
