import { expect, test } from 'vitest';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { splitLaws, toCounts } from '#lib/here/select.ts';
import type { StageHeld } from '#lib/laws/legal-status.ts';
import type { LawRow } from '#lib/laws/queries.ts';
import type { CoverageView } from '#lib/territory/queries.ts';

const toRef = (id: string): EntityRef => ({
  id,
  kind: 'law',
  label: id,
  lang: 'en',
  workingTitle: false,
  href: `/laws/${id}`,
});

const stage = (name: string, from: string | null): StageHeld => ({
  stage: name,
  earliest: from,
  latest: from,
  edtf: from ?? undefined,
  knownOn: null,
});

const law = (id: string, ...stages: StageHeld[]): LawRow => ({
  ref: toRef(id),
  jurisdiction: undefined,
  stage: undefined,
  stages,
  powers: 0,
  lost: undefined,
  isCase: false,
});

const today = '2026-11-26';
const laws = [
  law('in-force', stage('in_force', '2016-01-01')),
  law('draft', stage('draft', '2015-07-06')),
  law('next-year', stage('in_force', '2027-01-01')),
  law('repealed', stage('in_force', '2001-01-01'), stage('repealed', '2020-05-05')),
  law('unheard-of'),
];

test('only what is in force today stands among the laws in force', () => {
  const { inForce, others } = splitLaws(laws, today);
  expect(inForce.map(({ ref }) => ref.id)).toEqual(['in-force']);
  expect(others.map(({ ref }) => ref.id)).toEqual(['draft', 'next-year', 'repealed', 'unheard-of']);
  expect(splitLaws(laws, '2027-06-01').inForce.map(({ ref }) => ref.id)).toEqual(['in-force', 'next-year']);
});

test('what a source says does not apply counts as no program here', () => {
  const row = (id: string, relation: CoverageView['relation']): CoverageView => ({
    id: `${id} ${relation}`,
    subject: toRef(id),
    place: toRef('place'),
    relation,
    wording: 'reported_by_one',
    modality: 'fact',
    valid: undefined,
    claims: [],
    inferences: [],
  });
  const reaching = [row('a', 'applies'), row('a', 'piloted'), row('b', 'planned'), row('c', 'excluded')];
  const counts = toCounts(
    { laws, powers: [], programs: { reaching, inside: [] }, flows: [], unknowns: [] },
    today,
  );
  expect(counts).toEqual([
    { name: 'laws', count: 1 },
    { name: 'powers', count: 0 },
    { name: 'programs', count: 2 },
    { name: 'flows', count: 0 },
    { name: 'unknowns', count: 0 },
  ]);
});
