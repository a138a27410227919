import { describe, expect, it } from 'vitest';
import { agree, conflictsAmong } from '#lib/claims/conflicts.ts';
import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';

const stage = {
  label: 'Stage',
  question: 'what' as const,
  domain: ['law' as const],
  range: ['term' as const],
  cardinality: 'one' as const,
  sets: false,
  attributed: false,
  template: '{subject} {object}',
  definition: 'A stage.',
};
const registry: PredicateRegistry = { 'law.status': { ...stage, stages: true }, 'law.value': stage };

function held(id: string, predicate: string, code: string, earliest: string, latest: string | null) {
  return {
    id,
    entity: 'law.a',
    predicate,
    place: null,
    modality: 'fact' as const,
    value: { type: 'term' as const, vocabulary: 'law-stages', code },
    valid: { edtf: `${earliest}/${latest ?? '..'}`, earliest, latest },
    supports: [`${id}.c1`],
  };
}

describe('stages of a life', () => {
  it('end earlier ones that were left open', () => {
    const facts = [
      held('a', 'law.status', 'in_force', '2010-01-01', null),
      held('b', 'law.status', 'struck_down', '2020-07-16', null),
    ];
    expect(conflictsAmong(facts, registry, []).size).toBe(0);
  });

  it('contradict each other when they begin on one day, or when the earlier one has an end that the later one precedes', () => {
    const from = (code: string, earliest: string, latest: string | null) => [
      held('a', 'law.status', 'in_force', '2010-01-01', '2022-12-31'),
      held('b', 'law.status', code, earliest, latest),
    ];
    expect(conflictsAmong(from('repealed', '2020-01-01', null), registry, []).size).toBe(2);
    expect(conflictsAmong(from('draft', '2010-01-01', null), registry, []).size).toBe(2);
  });

  it('are a sequence where one work tells them', () => {
    const facts = [
      { ...held('a', 'law.status', 'announced', '2017-11-09', '2017-11-09'), supports: ['w.c1'] },
      { ...held('b', 'law.status', 'draft', '2017-11-01', '2020-04-30'), supports: ['w.c2'] },
    ];
    expect(conflictsAmong(facts, registry, []).size).toBe(0);
  });

  it('are no rule for other values', () => {
    const facts = [
      held('a', 'law.value', 'x', '2010-01-01', null),
      held('b', 'law.value', 'y', '2020-01-01', null),
    ];
    expect(conflictsAmong(facts, registry, []).size).toBe(2);
  });
});

describe('a rough number', () => {
  const of = (value: string, approximate = false) => ({
    type: 'quantity' as const,
    value,
    unit: 'cameras',
    approximate,
  });

  it.each([
    ['300', '290'],
    ['300', '287'],
    ['1000000', '1040000'],
    ['480', '483'],
  ])('of about %s agrees with %s', (rough, exact) => {
    expect(agree(of(rough, true), of(exact))).toBe(true);
    expect(agree(of(exact), of(rough, true))).toBe(true);
  });

  it.each([
    ['300', '240'],
    ['480', '490'],
    ['1000', '10000'],
  ])('of about %s does not agree with %s', (rough, exact) => {
    expect(agree(of(rough, true), of(exact))).toBe(false);
  });

  it('may be a sum of money', () => {
    const dollars = (amount: string, approximate: boolean) => ({
      type: 'money' as const,
      amount,
      currency: 'USD',
      approximate,
    });
    expect(agree(dollars('800000', true), dollars('841000', true))).toBe(true);
    expect(agree(dollars('800000', false), dollars('841000', false))).toBe(false);
  });

  it('is no matter of exact ones', () => {
    expect(agree(of('300'), of('290'))).toBe(false);
  });
});
