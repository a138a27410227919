import { expect, it } from 'vitest';
import { isCovering } from '#lib/territory/reach.ts';

const chain = ['place.town', 'place.region', 'place.country'];
const national = { subjectId: 'program.a', placeId: 'place.country', relation: 'applies' };
const excluded = { subjectId: 'program.a', placeId: 'place.region', relation: 'excluded' };

it('takes over what covers a wider place', () => {
  expect(isCovering(national, [national], chain)).toBe(true);
});

it('lets a nearer exclusion outweigh a wider statement, and shows the exclusion', () => {
  expect(isCovering(national, [national, excluded], chain)).toBe(false);
  expect(isCovering(excluded, [national, excluded], chain)).toBe(true);
});

it('ignores exclusions of other subjects and places outside the chain', () => {
  expect(isCovering(national, [national, { ...excluded, subjectId: 'program.b' }], chain)).toBe(true);
  expect(isCovering(national, [national, { ...excluded, placeId: 'place.elsewhere' }], chain)).toBe(true);
  expect(isCovering({ ...national, placeId: 'place.elsewhere' }, [], chain)).toBe(false);
});
