import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findConfirmedSubjects } from '#lib/claims/grade-check.ts';
import { formatProblem } from '#lib/claims/problem.ts';
import { readRegistry } from '#lib/claims/registry.ts';
import type { ResolvableClaim } from '#lib/claims/resolve.ts';
import { validateClaimsFile } from '#lib/claims/validate.ts';
import type { KnownEntity } from '#lib/claims/validation-context.ts';

const folder = 'tests/fixtures/claims/grades';
const registry = readRegistry('tests/fixtures/claims/data');
const entities = new Map<string, KnownEntity>([
  ['program.harbor-lamps', { kind: 'program', identityWithheld: false }],
  ['org.northaven-council', { kind: 'organization', identityWithheld: false }],
  ['person.ada-brandt', { kind: 'person', identityWithheld: false }],
]);

/** Another work that says in its own voice that the lamps record where people are. */
const other: ResolvableClaim = {
  id: 'herald.c1',
  workId: 'work.herald',
  position: 0,
  subject: 'program.harbor-lamps',
  predicate: 'program.data_category',
  object: { type: 'term', vocabulary: 'data-categories', code: 'location' },
  place: null,
  stance: 'asserts',
  modality: 'fact',
  speaker: { work: 'work.herald' },
  originKey: 'work:work.herald',
  documentary: false,
  valid: null,
  knownOn: null,
};

function check(name: string, sameSubjects: readonly ResolvableClaim[] = [other]): string[] {
  const path = `${folder}/${name}.yaml`;
  const bytes = readFileSync(path);
  const surroundings = { registry, entities, claims: new Set<string>(), works: new Set<string>() };
  const validation = validateClaimsFile(path, bytes, {
    ...surroundings,
    readCopy: () => undefined,
    sameSubjects,
  });
  return validation.ok ? [] : validation.problems.map(formatProblem).map((line) => line.replace(path, ''));
}

describe('grades that are better than they may be', () => {
  const wanted: Record<string, string[]> = {
    'withheld-name-graded-as-fair': [
      ':44:27 claims[0].grade.reliability: The reliability C is better than D, the best for a speaker whose name the source withholds. Write D or lower, and say why in the reason.',
      ':53:43 claims[1].grade.credibility: The credibility 2 is better than 3, the best for a speaker whose name the source withholds. Write 3 or lower, and say why in the reason.',
    ],
    'unnamed-group-graded-as-fair': [
      ':44:27 claims[0].grade.reliability: The reliability B is better than D, the best for an unnamed group. Write D or lower, and say why in the reason.',
      ':44:43 claims[0].grade.credibility: The credibility 2 is better than 3, the best for an unnamed group. Write 3 or lower, and say why in the reason.',
    ],
    'unidentified-report-graded-as-unreliable': [
      ':53:27 claims[0].grade.reliability: The reliability E is better than F, the best for a report that is cited and not identified. Write F, and say why in the reason.',
      ':63:27 claims[1].grade.reliability: The reliability B is better than F, the best for a report that is cited and not identified. Write F, and say why in the reason.',
    ],
    'unclear-speaker-graded-as-better-reading': [
      ':46:27 claims[0].grade.reliability: The reliability B is better than D, the best for a speaker whose name the source withholds. Write D or lower, and say why in the reason.',
    ],
    'confirmed-by-one-article': [
      ':44:43 claims[0].grade.credibility: Credibility 1 needs 2 independent origins in different works, and what the claim says has 1 independent origin. Grade it 2 or lower, or bring the other work in first; repeats and voices of one work do not count.',
    ],
    'confirmed-in-part': [
      ':49:43 claims[0].grade.credibility: Credibility 1 needs 2 independent origins in different works, and what the claim says has 1 independent origin. Grade it 2 or lower, or bring the other work in first; repeats and voices of one work do not count.',
    ],
    'confirmed-and-withheld': [
      ':44:43 claims[0].grade.credibility: The credibility 1 is better than 3, the best for a speaker whose name the source withholds. Write 3 or lower, and say why in the reason.',
    ],
    'sound-grades': [],
  };

  it('has a wanted answer for every fixture', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(wanted)
        .map((name) => `${name}.yaml`)
        .sort(),
    );
  });

  it.each(Object.entries(wanted))('%s', (name, problems) => {
    expect(check(name, name === 'confirmed-by-one-article' ? [] : [other])).toEqual(problems);
  });

  it.each([
    ['nobody else says it', []],
    ['the other work says it of a plan', [{ ...other, modality: 'plan' as const }]],
    ['the other work denies it', [{ ...other, stance: 'denies' as const }]],
    ['the other voice is an earlier version of this work', [{ ...other, workId: 'work.sound-grades' }]],
    ['the other work repeats this one', [{ ...other, originKey: 'work:work.sound-grades' }]],
    ['the other voice is an unnamed group', [{ ...other, originKey: 'class:herald:critics' }]],
  ])('confirms nothing where %s', (_, others) => {
    expect(check('sound-grades', others)).toEqual([
      expect.stringContaining('Credibility 1 needs 2 independent origins'),
    ]);
  });
});

describe('findConfirmedSubjects', () => {
  const read = (text: string) => findConfirmedSubjects('x.yaml', new TextEncoder().encode(text));

  it('names the subjects of claims with credibility 1, each once', () => {
    const claim = (subject: string, credibility: number) =>
      `  - { subject: ${subject}, grade: { reliability: B, credibility: ${credibility} } }\n`;
    expect(
      read(`claims:\n${claim('org.b', 1)}${claim('org.c', 2)}${claim('org.a', 1)}${claim('org.b', 1)}`),
    ).toEqual(['org.a', 'org.b']);
  });

  it('finds none in a file that is no claims file', () => {
    expect(read('claims: { credibility: 1 }')).toEqual([]);
    expect(read('[credibility: 1')).toEqual([]);
  });
});
