import { expect, test } from 'vitest';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { splitBrief } from '#lib/places/split-brief.ts';

const toRef = (id: string, kind: EntityRef['kind']): EntityRef => ({
  id,
  kind,
  label: id,
  lang: 'en',
  workingTitle: false,
  href: `/${id}`,
});
const town = toRef('place.gn-1', 'place');
const country = toRef('place.US', 'place');
const chain = [town.id, country.id];

const program = (id: string, place: EntityRef) => ({
  id: `${id}-${place.id}`,
  subject: toRef(id, 'program'),
  place,
  relation: 'applies' as const,
  modality: 'fact',
  wording: 'reported_by_one' as const,
  valid: undefined,
  claims: [],
  inferences: [],
});
const law = (id: string, jurisdiction: EntityRef | undefined) => ({
  ref: toRef(id, 'law'),
  jurisdiction,
  stage: undefined,
  stages: [],
  lost: undefined,
  powers: 0,
  isCase: false,
});
const unknown = (subject: EntityRef) => ({
  id: `u-${subject.id}`,
  question: 'Who may see it?',
  state: 'not_researched' as const,
  by: 'corpus',
  on: '2026-11-26',
  searched: undefined,
  note: undefined,
  subject,
});

const brief = {
  programs: {
    reaching: [program('program.own', town), program('program.far', country), program('program.both', town)],
    inside: [],
  },
  laws: [law('law.own', town), law('law.far', country), law('law.union', undefined)],
  powers: [],
  flows: [],
  unknowns: ['program.own', 'program.far', 'law.far', 'law.union', country.id, town.id, 'org.elsewhere'].map(
    (id) => unknown(toRef(id, 'program')),
  ),
};

const idsOf = (split: ReturnType<typeof splitBrief>['own']) => ({
  programs: split.programs.map((row) => row.subject.id),
  laws: split.laws.map((row) => row.ref.id),
  unknowns: split.unknowns.map((row) => row.subject.id),
});

test('what is about the place stands apart from what reaches it from around', () => {
  const { own, wider } = splitBrief(brief, chain, new Set());
  expect(idsOf(own)).toEqual({
    programs: ['program.own', 'program.both'],
    laws: ['law.own'],
    unknowns: ['program.own', town.id, 'org.elsewhere'],
  });
  expect(idsOf(wider)).toEqual({
    programs: ['program.far'],
    laws: ['law.far', 'law.union'],
    unknowns: ['program.far', 'law.far', 'law.union', country.id],
  });
});

test('nothing is lost and nothing stands twice', () => {
  const { own, wider } = splitBrief(brief, chain, new Set());
  for (const key of ['programs', 'laws', 'unknowns'] as const) {
    const whole = key === 'programs' ? brief.programs.reaching : brief[key];
    expect(own[key].length + wider[key].length).toBe(whole.length);
  }
});

test('a country has nothing around it: all is its own', () => {
  const { wider } = splitBrief(brief, [country.id], new Set());
  expect(idsOf(wider)).toEqual({ programs: [], laws: [], unknowns: [] });
});
