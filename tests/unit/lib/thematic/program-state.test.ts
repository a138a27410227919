import { describe, expect, it } from 'vitest';
import { decideProgramState, type ProgramStage } from '#lib/thematic/program-state.ts';
import { readSpan } from '#lib/thematic/read-span.ts';

const told = (stage: ProgramStage, valid: string | null, toldOn: string | null = null) => ({
  stage,
  span: valid === null ? null : readSpan(valid),
  toldOn,
});

const life = [
  told('announced', '2012-05'),
  told('pilot', '2014'),
  told('operational', '2016-01-01/..'),
  told('ended', '2020-06-30'),
];

describe('decideProgramState', () => {
  it.each([
    ['2011-01-01', null, null],
    ['2012-05-10', null, 'announced'],
    ['2013-01-01', 'announced', null],
    ['2014-06-01', 'announced', 'pilot'],
    ['2015-01-01', 'pilot', null],
    ['2016-01-01', 'operational', null],
    ['2020-06-29', 'operational', null],
    ['2020-06-30', 'ended', null],
    ['2026-01-01', 'ended', null],
  ] as const)('on %s: %s, may be %s', (on, stage, mayBe) => {
    expect(decideProgramState(life, on)).toMatchObject({ stage, mayBe });
  });

  it('knows a stage without a date from its first source on, and no earlier', () => {
    const stages = [told('in_development', null, '2016-03-03')];
    expect(decideProgramState(stages, '2016-03-02').stage).toBeNull();
    expect(decideProgramState(stages, '2026-01-01')).toMatchObject({
      stage: 'in_development',
      holds: 'last_known',
    });
  });

  it('leaves the stage untold after the end of a stage that is over', () => {
    expect(decideProgramState([told('pilot', '2014-01-01/2014-12-31')], '2015-01-01').stage).toBeNull();
  });

  it('makes nothing of nothing', () => {
    expect(decideProgramState([], '2020-01-01')).toEqual({
      stage: null,
      holds: 'no',
      since: null,
      mayBe: null,
    });
  });
});
