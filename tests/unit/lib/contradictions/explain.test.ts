import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResolvableClaim } from '#lib/claims/resolve.ts';
import { explainPair, reasons } from '#lib/contradictions/explain.ts';
import type { Link } from '#lib/contradictions/groups.ts';
import { anyClaim, claim, during, registry, scope, term } from '../../../factories/compared-claims.ts';

type Changes = Partial<ResolvableClaim>;
const explain = (a: Changes, b: Changes, ...kinds: Link['kind'][]) =>
  explainPair(claim(a), claim({ originKey: 'entity:person.x', ...b }), new Set(kinds), registry);

const early = during('2015-01-01', '2015-12-31');
const late = during('2016-01-01', null);
const since = (edtf: string): Changes => ({ predicate: 'program.since', object: { type: 'date', edtf } });
const cost = (amount: string, currency: string): Changes => ({
  predicate: 'program.cost',
  object: { type: 'money', amount, currency, approximate: false },
});
const inTown = (relation: 'planned' | 'applies'): Changes => ({
  predicate: 'program.territorial_scope',
  object: scope('place.T', relation),
});

const examples: [name: string, a: Changes, b: Changes, kinds: Link['kind'][], reason: string | undefined][] =
  [
    [
      'silence beside an assertion',
      {},
      { stance: 'no_comment', object: { type: 'none' } },
      ['qualifies'],
      'silence',
    ],
    [
      'a pull quote of a denial',
      { stance: 'denies' },
      { stance: 'denies', originKey: 'work:work.w' },
      [],
      'repeat',
    ],
    ['a looser word for the same', {}, { object: term('trial') }, ['restates'], 'repeat'],
    ['yuan and dollars', cost('164', 'CNY'), cost('25', 'USD'), ['converts_unit'], 'same_amount'],
    ['euros and dollars that nobody converted', cost('1', 'EUR'), cost('2', 'USD'), [], 'other_unit'],
    ['two sums in euros', cost('1', 'EUR'), cost('2', 'EUR'), [], undefined],
    [
      'a denied part in the initiative beside answered requests',
      { subject: 'org.b', predicate: 'org.participates_in', stance: 'denies' },
      { subject: 'org.b', predicate: 'org.cooperates_with', object: term('requests') },
      ['qualifies'],
      'other_statement',
    ],
    [
      'one value denied, another asserted',
      { stance: 'denies' },
      { object: term('ended') },
      [],
      'other_statement',
    ],
    ['denied and asserted', { stance: 'denies' }, {}, [], undefined],
    ['doubted and asserted as a plan', { stance: 'doubts' }, { modality: 'plan' }, [], undefined],
    [
      'denied there, asserted here',
      { stance: 'denies', place: 'place.A' },
      { place: 'place.B' },
      [],
      'other_place',
    ],
    [
      'one status there, another here',
      { place: 'place.A' },
      { place: 'place.B', object: term('ended') },
      [],
      'other_place',
    ],
    ['denied then, asserted now', { stance: 'denies', valid: early }, { valid: late }, [], 'other_time'],
    [
      'one status then, another now',
      { valid: early },
      { valid: late, object: term('ended') },
      [],
      'other_time',
    ],
    ['two at one time', { valid: early }, { valid: early, object: term('ended') }, [], undefined],
    [
      'planned for a town, and applied there',
      { ...inTown('planned'), modality: 'plan' },
      inTown('applies'),
      [],
      'plan_and_fact',
    ],
    ['an opinion and a fact', { modality: 'opinion' }, { object: term('ended') }, [], 'not_factual'],
    ['a year and a month of it', since('2015'), since('2015-07'), [], 'less_exact'],
    ['two years', since('2015'), since('2016'), [], undefined],
    [
      'a narrower statement',
      { predicate: 'program.data_category' },
      { predicate: 'program.status' },
      ['qualifies'],
      'qualifies',
    ],
    [
      'one scholar who sets himself right',
      {},
      { object: term('x'), predicate: 'program.data_category', originKey: 'work:work.w' },
      ['contests'],
      'repeat',
    ],
    [
      'two scholars who differ',
      {},
      { object: term('x'), predicate: 'program.data_category' },
      ['contests'],
      undefined,
    ],
    ['two strangers', { subject: 'program.p' }, { subject: 'program.q', stance: 'denies' }, [], undefined],
  ];

describe('explainPair', () => {
  it.each(examples)('%s', (_, a, b, kinds, reason) => {
    expect(explain(a, b, ...kinds)).toBe(reason);
  });

  it('has an example for every reason', () => {
    expect(new Set(examples.flatMap(([, , , , reason]) => reason ?? []))).toEqual(new Set(reasons));
  });

  it('is symmetric', () => {
    const kinds = fc.uniqueArray(
      fc.constantFrom<Link['kind']>('contests', 'qualifies', 'restates', 'converts_unit', 'reason_for'),
    );
    fc.assert(
      fc.property(anyClaim, anyClaim, kinds, (a, b, linked) => {
        expect(explainPair(a, b, new Set(linked), registry)).toBe(
          explainPair(b, a, new Set(linked), registry),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
