import { describe, expect, it } from 'vitest';
import { decideLegalStatus, type StageHeld } from '#lib/laws/legal-status.ts';
import { toPowerGroup } from '#lib/laws/power-groups.ts';

const knownOn = '2016-03-03';
const law: StageHeld = {
  stage: 'in_force',
  earliest: '2016-01-01',
  latest: null,
  edtf: '2016-01-01/..',
  knownOn,
};
const draft: StageHeld = {
  stage: 'draft',
  earliest: '2015-07-01',
  latest: null,
  edtf: '2015-07/..',
  knownOn,
};
const group = (stage: StageHeld | undefined, day: string) =>
  toPowerGroup(
    {
      status: stage === undefined ? undefined : decideLegalStatus([stage], day),
      firstToldOn: knownOn,
      modality: 'legal_effect',
    },
    day,
  );

describe('toPowerGroup', () => {
  it('does not call a law that had not begun a draft', () => {
    expect(group(law, '2015-12-31')).toBe('not_in_force');
    expect(group(law, '2016-01-01')).toBe('current');
    expect(group(law, '2026-11-23')).toBe('current');
  });

  it('keeps a draft a draft on every day', () => {
    for (const day of ['2010-01-01', '2015-12-31', '2026-11-23']) expect(group(draft, day)).toBe('draft');
  });

  it('keeps a power that only a draft would have given a draft when the law is in force', () => {
    const status = decideLegalStatus([law], '2016-03-03');
    expect(status.state).toBe('in_force');
    expect(toPowerGroup({ status, firstToldOn: knownOn, modality: 'plan' }, '2016-03-03')).toBe('draft');
  });

  it('does not carry what a source tells of its own time back to an earlier day', () => {
    expect(group(undefined, '2010-01-01')).toBe('told_later');
    expect(group(undefined, '2016-03-03')).toBe('current');
    expect(
      toPowerGroup({ status: undefined, firstToldOn: undefined, modality: 'legal_effect' }, '2010-01-01'),
    ).toBe('current');
  });
});
