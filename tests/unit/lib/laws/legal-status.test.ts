import { describe, expect, it } from 'vitest';
import { decideLegalStatus, type StageHeld } from '#lib/laws/legal-status.ts';

const held = (
  stage: string,
  edtf: string,
  earliest: string | null,
  latest: string | null,
  knownOn: string | null = '2016-03-03',
): StageHeld => ({
  stage,
  edtf,
  earliest,
  latest,
  knownOn,
});
const since2016 = held('in_force', '2016-01-01/..', '2016-01-01', null);

describe('a law in force since a day', () => {
  it.each([
    ['2015-12-31', 'not_in_force', 'before_start'],
    ['2016-01-01', 'in_force', 'in_force_from'],
    ['2016-03-03', 'in_force', 'in_force_from'],
    ['2026-11-23', 'last_known_in_force', 'nothing_since'],
  ])('on %s is %s (%s)', (day, state, reason) => {
    expect(decideLegalStatus([since2016], day)).toMatchObject({ state, reason });
  });

  it('ends when a repeal is held', () => {
    const repeal = held('repealed', '2020-05', '2020-05-01', '2020-05-31');
    expect(decideLegalStatus([since2016, repeal], '2020-06-01').state).toBe('not_in_force');
    expect(decideLegalStatus([since2016, repeal], '2016-02-01').state).toBe('in_force');
  });

  it('is over after a stated end', () => {
    const span = held('in_force', '2001-10-26/2005-12-31', '2001-10-26', '2005-12-31');
    expect(decideLegalStatus([span], '2003-01-01')).toMatchObject({ state: 'in_force' });
    expect(decideLegalStatus([span], '2006-01-01')).toMatchObject({ state: 'not_in_force', reason: 'ended' });
  });

  it('stays undecided inside an imprecise start', () => {
    const vague = held('in_force', '2016', '2016-01-01', '2016-12-31', '2017-06-01');
    expect(decideLegalStatus([vague], '2015-12-31').state).toBe('not_in_force');
    expect(decideLegalStatus([vague], '2016-06-01')).toMatchObject({
      state: 'unknown',
      reason: 'uncertain_date',
    });
    expect(decideLegalStatus([vague], '2017-01-01').state).toBe('in_force');
  });

  it('is told for no day after its start by a source without a date', () => {
    const undated = held('in_force', '2016-01-01/..', '2016-01-01', null, null);
    expect(decideLegalStatus([undated], '2016-01-01').state).toBe('in_force');
    expect(decideLegalStatus([undated], '2026-11-23')).toMatchObject({
      state: 'last_known_in_force',
      knownOn: '2016-01-01',
    });
  });
});

describe('a law that was adopted', () => {
  const passed = held('passed', '2018-04-27', '2018-04-27', '2018-04-27');
  const bill = held('bill', '2017/..', '2017-01-01', null);

  it('is no draft, and nothing tells that it is in force', () => {
    expect(decideLegalStatus([bill, passed], '2020-01-01')).toMatchObject({
      state: 'unknown',
      reason: 'passed_only',
    });
    expect(decideLegalStatus([bill, passed], '2018-01-01')).toMatchObject({ state: 'draft' });
  });
});

describe('a bill that was refused', () => {
  const bill = held('bill', '2025-02/..', '2025-02-01', null);
  const vetoed = held('refused', '2025-10-03', '2025-10-03', '2025-10-03');

  it('is a draft until that day, and never law after it', () => {
    expect(decideLegalStatus([bill, vetoed], '2025-09-01').state).toBe('draft');
    expect(decideLegalStatus([bill, vetoed], '2025-10-03')).toMatchObject({
      state: 'not_in_force',
      reason: 'refused',
    });
  });

  it('is law all the same where the refusal was overridden', () => {
    const overridden = held('in_force', '2025-12-01', '2025-12-01', '2025-12-01', '2025-12-02');
    expect(decideLegalStatus([bill, vetoed, overridden], '2025-12-02').state).toBe('in_force');
  });
});

describe('an agreement that was signed', () => {
  it('is no draft, and nothing tells that it is in force', () => {
    const signed = held('signed', '2021-12-15', '2021-12-15', '2021-12-15');
    expect(decideLegalStatus([signed], '2022-06-01')).toMatchObject({
      state: 'unknown',
      reason: 'signed_only',
    });
    expect(decideLegalStatus([signed], '2021-12-14').state).toBe('unknown');
  });
});

describe('a draft', () => {
  const draft = held('draft', '2015-07/..', '2015-07-01', null);

  it.each(['2015-07-01', '2016-03-03', '2026-11-23'])('is never in force (%s)', (day) => {
    expect(decideLegalStatus([draft], day)).toMatchObject({ state: 'draft', reason: 'draft_only' });
  });

  it('is unknown before its first trace', () => {
    expect(decideLegalStatus([draft], '2014-01-01')).toMatchObject({
      state: 'unknown',
      reason: 'before_draft',
    });
  });

  it('gives way to a later stage in force', () => {
    expect(decideLegalStatus([draft, since2016], '2016-02-01').state).toBe('in_force');
    expect(decideLegalStatus([draft, since2016], '2015-08-01').state).toBe('not_in_force');
  });
});

it('says that nothing is held where nothing is', () => {
  expect(decideLegalStatus([], '2016-01-01')).toMatchObject({ state: 'unknown', reason: 'nothing_held' });
});
