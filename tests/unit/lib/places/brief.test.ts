import { expect, it } from 'vitest';
import { isBare } from '#lib/places/brief.ts';

const bare: Parameters<typeof isBare>[0] = {
  programs: { reaching: [], inside: [] },
  laws: [],
  measures: [],
  powers: [],
  flows: [],
  pairs: 0,
  devices: [],
  deployments: { total: 0 },
  awards: { total: 0 },
};

it('calls a place bare only when not one row is held about it', () => {
  expect(isBare(bare)).toBe(true);
  expect(isBare({ ...bare, pairs: 1 })).toBe(false);
  expect(isBare({ ...bare, deployments: { total: 738 } })).toBe(false);
  expect(isBare({ ...bare, awards: { total: 3 } })).toBe(false);
  expect(isBare({ ...bare, programs: { reaching: [], inside: [{}] } })).toBe(false);
});
