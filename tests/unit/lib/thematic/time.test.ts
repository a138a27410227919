import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTimeRange } from '#lib/thematic/events.ts';
import { toDay, toLastStep, toStep } from '#lib/thematic/steps.ts';
import { aLaw, aPlace, aProgram, aStatement, aThematic } from '../../../factories/thematic.ts';

describe('steps of the slider', () => {
  it('are the first days of months and end with today', () => {
    expect(toDay(0, 2010, '2026-11-26')).toBe('2010-01-01');
    expect(toDay(13, 2010, '2026-11-26')).toBe('2011-02-01');
    const last = toLastStep('2026-11-26', 2010);
    expect(toDay(last - 1, 2010, '2026-11-26')).toBe('2026-11-01');
    expect(toDay(last, 2010, '2026-11-26')).toBe('2026-11-26');
  });

  it('come back to themselves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 202 }), (step) => {
        expect(toStep(toDay(step, 2010, '2026-11-26'), 2010)).toBe(step);
      }),
    );
  });
});

describe('toTimeRange', () => {
  it('begins with the first beginning and counts by year', () => {
    const { firstYear, lastYear, byYear } = toTimeRange(
      aThematic({
        places: [aPlace('AA', { dated: [[2012, 7]] }), aPlace('AA-1', { dated: [[2012, 7]] })],
        laws: [aLaw('a', 'AA', '1994'), aLaw('b', 'AA', '2012')],
        programs: [aProgram('p', { statements: [aStatement('AA', { toldOn: '2012-03-01' })] })],
      }),
    );
    expect([firstYear, lastYear]).toEqual([1994, 2026]);
    expect(byYear.get(2012)).toEqual({ laws: 1, programs: 1, devices: 7 });
  });

  it('has some years to move over even where nothing is dated, and none of another age', () => {
    expect(toTimeRange(aThematic({})).firstYear).toBe(2014);
    expect(toTimeRange(aThematic({ laws: [aLaw('a', 'AA', '1789')] })).firstYear).toBe(2014);
  });
});
