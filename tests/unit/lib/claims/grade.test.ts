import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capReasons, caps, findCaps, findGradeFaults, reliabilities } from '#lib/claims/grade.ts';
import type { Speaker } from '#lib/claims/speaker-schema.ts';

const withheld: Speaker = { anonymous: { key: 'a', description: 'an official', reason: 'not authorized' } };
const group: Speaker = { class: 'experts' };
const person: Speaker = { entity: 'person.x' };
const spokesman: Speaker = { spokesperson: { for: 'org.x', description: 'a spokesman' } };
const report: Speaker = { work: 'work.unnamed' };
const article: Speaker = { work: 'work.article' };

const isUnidentified = (id: string) => id === 'work.unnamed';
const capsOf = (
  speaker: Speaker,
  via: Speaker[] = [],
  act: 'indirect_speech' | 'non_response' = 'indirect_speech',
) => findCaps({ speaker, via, act }, isUnidentified).map((cap) => cap.reason);

describe('findCaps', () => {
  it('caps voices that a reader cannot check, and no others', () => {
    expect([withheld, group, report].map((voice) => capsOf(voice))).toEqual([
      ['withheld_name'],
      ['unnamed_group'],
      ['unidentified_report'],
    ]);
    expect([person, spokesman, article].flatMap((voice) => capsOf(voice))).toEqual([]);
  });

  it('caps a chain by each of its links', () => {
    expect(capsOf(person, [report, withheld])).toEqual(['withheld_name', 'unidentified_report']);
  });

  it('caps an unclear speaker by each reading', () => {
    const speaker = { ambiguous: [person, group], note: 'either' };
    expect(findCaps({ speaker, via: [], act: 'indirect_speech' }, isUnidentified)).toMatchObject([
      { reason: 'unnamed_group' },
    ]);
  });

  it('grades silence by who tells of it', () => {
    expect(capsOf(withheld, [], 'non_response')).toEqual([]);
    expect(capsOf(person, [report], 'non_response')).toEqual(['unidentified_report']);
  });
});

const marks = fc.record({
  reliability: fc.constantFrom(...reliabilities),
  credibility: fc.integer({ min: 1, max: 6 }),
});
const heldCaps = fc
  .subarray([...capReasons])
  .map((reasons) => reasons.map((reason) => ({ reason, ...caps[reason] })));

describe('findGradeFaults', () => {
  it('accepts exactly the marks that no cap and no missing origin forbids', () => {
    fc.assert(
      fc.property(marks, heldCaps, fc.nat(3), (given, held, origins) => {
        const isSound = findGradeFaults(given, held, origins).length === 0;
        const withinCaps = held.every(
          (cap) => given.reliability >= cap.reliability && given.credibility >= cap.credibility,
        );
        expect(isSound).toBe(withinCaps && (given.credibility > 1 || origins >= 2));
      }),
    );
  });

  it('names each mark at most once, by the strictest cap', () => {
    fc.assert(
      fc.property(marks, heldCaps, fc.nat(3), (given, held, origins) => {
        const faults = findGradeFaults(given, held, origins);
        expect(new Set(faults.map((fault) => fault.mark)).size).toBe(faults.length);
        for (const fault of faults.filter((found) => 'cap' in found)) {
          const best = held.map((cap) => String(cap[fault.mark])).sort();
          expect(String(fault.cap[fault.mark])).toBe(best.at(-1));
        }
      }),
    );
  });

  it('never accepts what a worse grade of the same claim would not be', () => {
    fc.assert(
      fc.property(marks, heldCaps, fc.nat(3), (given, held, origins) => {
        if (findGradeFaults(given, held, origins).length > 0 || given.credibility === 6) return;
        expect(findGradeFaults({ ...given, credibility: given.credibility + 1 }, held, origins)).toEqual([]);
      }),
    );
  });
});
