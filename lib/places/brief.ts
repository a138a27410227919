import type { EntityRef } from '#lib/claims/rich-text.ts';
import {
  type AwardSum,
  type AwardTotalView,
  type AwardView,
  findAwards,
  findAwardTotals,
} from '#lib/contracts/queries.ts';
import { type FlowView, findCuratedFlows, findPairs } from '#lib/flows/queries.ts';
import { type DeviceSummary, findDeviceSummary, findHoles, type HoleView } from '#lib/holdings/queries.ts';
import { type CaseView, findCases } from '#lib/laws/cases.ts';
import { findLaws, findPowers, type LawRow, type PowerView } from '#lib/laws/queries.ts';
import { findMeasures, type MeasureView } from '#lib/measures/queries.ts';
import { type DeploymentRow, findDeployments } from '#lib/programs/queries.ts';
import { findUnknowns } from '#lib/records/queries.ts';
import type { ClaimView, UnknownView } from '#lib/records/view.ts';
import { type CoverageView, findCoverage } from '#lib/territory/queries.ts';
import { showExcerptsBeside } from '#lib/works/show-excerpts.ts';
import { findProgramTerms, type ProgramTerms } from './program-terms.ts';
import { findTowns, type PlacePage } from './queries.ts';
import { findLawsBinding } from './treaties.ts';

export type PlaceBrief = {
  programs: { reaching: CoverageView[]; inside: CoverageView[] };
  /** Of programs that cover this very place. */
  terms: ProgramTerms[];
  laws: LawRow[];
  /** Acts of the place, of those that it takes over from and of those inside, as lists by others name them. */
  measures: MeasureView[];
  /** About programs and laws that reach the place. */
  cases: CaseView[];
  powers: PowerView[];
  flows: FlowView[];
  /** Sharing pairs of datasets between bodies of this very place. */
  pairs: number;
  devices: DeviceSummary[];
  deployments: { rows: DeploymentRow[]; total: number };
  /** Contract awards with work in this very place or inside of it, as a register lists them. */
  awards: { rows: AwardView[]; total: number; sums: AwardSum[] };
  awardTotals: AwardTotalView[];
  unknowns: UnknownView[];
  holes: HoleView[];
  towns: EntityRef[];
  mapHref: string;
};

const shownHere = 12;

/**
 * Everything that applies in a place on a day: what covers it or a place that it inherits from, and what lies inside it.
 * @param day ISO day for laws and powers
 */
export async function loadBrief(place: PlacePage, day: string): Promise<PlaceBrief> {
  const { chain, head } = place;
  const id = head.ref.id;
  const [programs, covering] = await Promise.all([
    findCoverage(chain, 'program'),
    findCoverage(chain, 'law'),
  ]);
  const systemIds = [...new Set(programs.reaching.map((row) => row.subject.id))];
  const lawIds = covering.reaching.map((row) => row.subject.id);
  const binding = await findLawsBinding(chain);
  const laws = await findLaws({
    OR: [{ jurisdictionId: { in: chain } }, { entityId: { in: [...lawIds, ...binding] } }],
  });
  // What is closest comes first: a town's own programs and laws, then its region's, its country's, its unions'.
  const distance = (placeId: string | undefined) =>
    placeId !== undefined && chain.includes(placeId) ? chain.indexOf(placeId) : chain.length;
  laws.sort((a, b) => distance(a.jurisdiction?.id) - distance(b.jurisdiction?.id));
  programs.reaching.sort((a, b) => distance(a.place.id) - distance(b.place.id));
  const ownLaws = laws.map((law) => law.ref.id);
  const [
    powers,
    flows,
    pairs,
    devices,
    deployments,
    unknowns,
    holes,
    towns,
    terms,
    cases,
    measures,
    awards,
    awardTotals,
  ] = await Promise.all([
    findPowers({ OR: [{ placeId: { in: chain } }, { lawId: { in: ownLaws } }] }, day),
    findCuratedFlows({ OR: [{ placeId: { in: chain } }, { programId: { in: systemIds } }] }),
    findPairs({ place: id }, 1, 1),
    findDeviceSummary(id, place.level),
    findDeployments({ place: id }, 1, shownHere),
    findUnknowns({
      OR: [
        { placeId: { in: chain } },
        { subjectId: { in: [...chain, ...systemIds, ...ownLaws] }, placeId: null },
      ],
    }),
    findHoles(id),
    place.townCount === 0 ? [] : findTowns(id, 60),
    findProgramTerms(id, programs.reaching),
    findCases([...systemIds, ...ownLaws]),
    findMeasures({ chain }),
    findAwards({ place: id }, 1, shownHere),
    // Of a whole country the sums by state are the dataset's own list.
    place.level === 'region' ? findAwardTotals({ place: id }) : [],
  ]);
  return {
    programs: {
      reaching: await showExcerptsBeside(programs.reaching),
      inside: await showExcerptsBeside(programs.inside),
    },
    terms,
    laws,
    measures,
    cases,
    powers: await showExcerptsBeside(powers),
    flows,
    pairs: pairs.total,
    devices,
    deployments,
    awards,
    awardTotals,
    unknowns,
    holes,
    towns,
    mapHref: `/map?place=${encodeURIComponent(place.code)}`,
  };
}

/** Every claim that a brief rests on, for its tally. */
export function toBriefClaims(brief: PlaceBrief): ClaimView[] {
  return [
    ...brief.programs.reaching.flatMap((row) => row.claims),
    ...brief.programs.inside.flatMap((row) => row.claims),
    ...brief.powers.flatMap((row) => row.claims),
    ...brief.flows.flatMap((row) => row.claims),
  ];
}

type Held = Pick<PlaceBrief, 'laws' | 'measures' | 'powers' | 'flows' | 'pairs' | 'devices'> & {
  programs: { reaching: readonly unknown[]; inside: readonly unknown[] };
  deployments: { total: number };
  awards: { total: number };
};

/** True when not a single row is held about a place, of whatever kind. */
export function isBare({
  programs,
  laws,
  measures,
  powers,
  flows,
  pairs,
  devices,
  deployments,
  awards,
}: Held): boolean {
  const lists = [programs.reaching, programs.inside, laws, measures, powers, flows, devices];
  return lists.every((list) => list.length === 0) && pairs + deployments.total + awards.total === 0;
}
