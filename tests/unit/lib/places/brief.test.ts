import { expect, it } from 'vitest';
import { isBare } from '#lib/places/brief.ts';

const bare: Parameters<typeof isBare>[0] = {
  programs: { reaching: [], inside: [] },
  laws: [],
  powers: [],
  flows: [],
  pairs: 0,
  devices: [],
  deployments: { total: 0 },
};

it('calls a place bare only when not one row is held about it', () => {
  expect(isBare(bare)).toBe(true);
  expect(isBare({ ...bare, pairs: 1 })).toBe(false);
  expect(isBare({ ...bare, deployments: { total: 738 } })).toBe(false);
  expect(isBare({ ...bare, programs: { reaching: [], inside: [{}] } })).toBe(false);
});
