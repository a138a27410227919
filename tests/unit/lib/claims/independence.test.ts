import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Carriage, countIndependentOrigins } from '#lib/claims/independence.ts';

const carriage = (originKey: string, workId: string): Carriage => ({ originKey, workId });

describe('countIndependentOrigins', () => {
  it('counts two sentences of one article once, whoever speaks in them', () => {
    expect(
      countIndependentOrigins([carriage('work:a', 'work.a'), carriage('entity:person.wu', 'work.a')]),
    ).toBe(1);
  });

  it('counts two articles that quote the same person once', () => {
    expect(countIndependentOrigins([carriage('entity:p', 'work.a'), carriage('entity:p', 'work.b')])).toBe(1);
  });

  it('counts two articles with two speakers twice, even when one of them quotes both', () => {
    expect(
      countIndependentOrigins([
        carriage('entity:p', 'work.a'),
        carriage('entity:p', 'work.b'),
        carriage('entity:q', 'work.b'),
      ]),
    ).toBe(2);
  });

  it('never counts a report that nobody can identify, a group without names, or an unclear speaker', () => {
    const unknown = ['unidentified:work.r', 'class:a:experts', 'ambiguous:a:c1'];
    expect(countIndependentOrigins(unknown.map((origin, i) => carriage(origin, `work.${i}`)))).toBe(0);
  });

  it('never exceeds the number of works or of origins, and never falls when a carriage is added', () => {
    const carriages = fc.array(
      fc.record({
        originKey: fc.constantFrom('entity:a', 'entity:b', 'entity:c', 'class:w:x'),
        workId: fc.constantFrom('w1', 'w2', 'w3'),
      }),
    );
    fc.assert(
      fc.property(carriages, carriages, (some, more) => {
        const count = countIndependentOrigins(some);
        const known = some.filter((c) => !c.originKey.startsWith('class:'));
        expect(count).toBeLessThanOrEqual(new Set(known.map((c) => c.workId)).size);
        expect(count).toBeLessThanOrEqual(new Set(known.map((c) => c.originKey)).size);
        expect(countIndependentOrigins([...some, ...more])).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});
