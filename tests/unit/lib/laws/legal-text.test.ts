import { expect, it } from 'vitest';
import { decideLegalStatus } from '#lib/laws/legal-status.ts';
import { toLegalText } from '#lib/laws/legal-text.ts';

it('says on which day a law was last known to be in force', () => {
  const stages = [
    {
      stage: 'in_force',
      earliest: '2016-01-01',
      latest: null,
      edtf: '2016-01-01/..',
      knownOn: '2016-03-03',
    },
  ];
  const on = (day: string) => toLegalText(decideLegalStatus(stages, day), day);
  expect(on('2015-12-31')).toBe('Not in force on 31 December 2015');
  expect(on('2016-02-01')).toBe('In force on 1 February 2016');
  expect(on('2026-11-23')).toBe('Last known in force on 3 March 2016');
});
