import type { ClaimEntry } from './file-schema.ts';
import type { Speaker } from './speaker-schema.ts';

/**
 * The two marks of a claim after the scale used by NATO, best first: how reliable the source is (F: nobody can judge
 * it) and how credible the information (6: nobody can judge it).
 */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof reliabilities)[number];
export type Marks = { reliability: Reliability; credibility: number };

/** Why a claim cannot be graded better than it is. */
export const capReasons = ['withheld_name', 'unnamed_group', 'unidentified_report'] as const;
export type CapReason = (typeof capReasons)[number];
export type Cap = Marks & { reason: CapReason };

/**
 * The best marks that such a voice can have.
 *
 * A reader cannot check who speaks, so the source is not "fairly reliable" or better, and what it says is not
 * "probably true" or better on its word alone. A report that nobody can find was not read: its reliability cannot be
 * judged, which is F and not a guess between A and E.
 */
export const caps: Record<CapReason, Marks> = {
  withheld_name: { reliability: 'D', credibility: 3 },
  unnamed_group: { reliability: 'D', credibility: 3 },
  unidentified_report: { reliability: 'F', credibility: 3 },
};

/** "Confirmed by other sources" asks for as many independent origins behind every fact that the claim speaks of. */
export const originsToConfirm = 2;

type Voiced = Pick<ClaimEntry, 'speaker' | 'via' | 'act'>;

/**
 * What keeps the marks of a claim down, each reason once, in the order of `capReasons`. A chain is graded by its
 * weakest link, and where the text leaves open who speaks, by its weakest reading. A spokesperson speaks for a body
 * that is named, and needs no cap. That somebody did not answer is told by the work that asked, so only those who
 * carried the words count there.
 *
 * @param isUnidentified whether a work is cited but not named well enough to find it
 */
export function findCaps(claim: Voiced, isUnidentified: (workId: string) => boolean): Cap[] {
  const readings = 'ambiguous' in claim.speaker ? claim.speaker.ambiguous : [claim.speaker];
  const voices = claim.act === 'non_response' ? claim.via : [...readings, ...claim.via];
  const found = new Set(voices.map((voice) => toCapReason(voice, isUnidentified)));
  return capReasons.filter((reason) => found.has(reason)).map((reason) => ({ reason, ...caps[reason] }));
}

function toCapReason(voice: Speaker, isUnidentified: (workId: string) => boolean): CapReason | undefined {
  if ('anonymous' in voice) return 'withheld_name';
  if ('class' in voice) return 'unnamed_group';
  if ('work' in voice && isUnidentified(voice.work)) return 'unidentified_report';
  return undefined;
}

export type GradeFault =
  | { mark: 'reliability' | 'credibility'; cap: Cap }
  /** Credibility 1 with too few independent origins. */
  | { mark: 'credibility'; origins: number };

/**
 * Everything by which a grade is better than the rules allow; empty for a grade that may stand. One fault a mark, and
 * the strictest cap names it.
 *
 * @param origins independent origins behind the least supported of the facts that the claim speaks of
 */
export function findGradeFaults(marks: Marks, held: readonly Cap[], origins: number): GradeFault[] {
  const faults: GradeFault[] = [];
  const strictest = (mark: 'reliability' | 'credibility') =>
    held
      .filter((cap) => rank(marks, mark) < rank(cap, mark))
      .sort((a, b) => rank(b, mark) - rank(a, mark))
      .slice(0, 1);
  for (const cap of strictest('reliability')) faults.push({ mark: 'reliability', cap });
  const [credibilityCap] = strictest('credibility');
  if (credibilityCap !== undefined) faults.push({ mark: 'credibility', cap: credibilityCap });
  else if (marks.credibility === 1 && origins < originsToConfirm)
    faults.push({ mark: 'credibility', origins });
  return faults;
}

/** 0 is best. */
function rank(marks: Marks, mark: 'reliability' | 'credibility'): number {
  return mark === 'reliability' ? reliabilities.indexOf(marks.reliability) : marks.credibility - 1;
}
