import { beforeAll, describe, expect, it } from 'vitest';
import { ask, reply } from '#lib/review/ask.ts';
import { findMissing } from '#lib/review/claims-from-state.ts';
import type { Prepared } from '#lib/review/prepare.ts';
import type { Prompt, Step } from '#lib/review/prompt.ts';
import { getDraft } from '#lib/review/session.ts';
import { harborScript, prepareHarbor, pressAll } from '../../../factories/harbor-review.ts';

let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepareHarbor();
});

/** The last step of a row of answers. */
function answer(first: Prompt | string, ...values: readonly string[]): Step {
  let step: Step = typeof first === 'string' ? { problem: first } : { ask: first };
  for (const value of values) {
    if (!('ask' in step)) throw new Error(`“${value}” answers nothing: ${JSON.stringify(step)}`);
    step = reply(step.ask, value);
  }
  return step;
}

function askSpeaker(): Prompt | string {
  const { context, session } = prepared;
  const reviewed = getDraft(context, session);
  if (reviewed === undefined) throw new Error('The first sentence has no draft');
  return ask('speaker', reviewed, context, session);
}

describe('every form of a speaker', () => {
  it.each([
    ['a person in a role', ['person.ada-brandt', 'head'], { entity: 'person.ada-brandt', role: 'head' }],
    ['a group', ['class', 'shop owners'], { class: 'shop owners' }],
    [
      'somebody who speaks for a body',
      ['spokesperson', 'org.harbor-works', 'a clerk'],
      { spokesperson: { for: 'org.harbor-works', description: 'a clerk' } },
    ],
    [
      'somebody without a name',
      ['anonymous', 'clerk', 'a clerk', 'not allowed to speak', ''],
      { anonymous: { key: 'clerk', description: 'a clerk', reason: 'not allowed to speak' } },
    ],
    [
      'several readings',
      [
        'ambiguous',
        '{"work":"work.harbor-gazette-cameras"}',
        'class',
        'shop owners',
        'no_more',
        'No name is near.',
      ],
      {
        ambiguous: [{ work: 'work.harbor-gazette-cameras' }, { class: 'shop owners' }],
        note: 'No name is near.',
      },
    ],
  ])('%s', (_, values, speaker) => {
    expect(answer(askSpeaker(), ...values)).toMatchObject({ act: { do: 'set', fields: { speaker } } });
  });

  it('asks for a second reading before it takes a list of readings', () => {
    const step = answer(askSpeaker(), 'ambiguous', 'class', 'shop owners');
    if (!('ask' in step) || step.ask.kind !== 'pick') throw new Error('No second reading is asked for');
    expect(step.ask.find('').map(({ value }) => value)).not.toContain('no_more');
  });
});

describe('a grade', () => {
  it('that the speaker does not allow is refused when it is given, with or without its reason', () => {
    const script = 'kclass<enter>shop owners<enter>';
    const session = pressAll(prepared, prepared.session, script);
    for (const keys of ['gB3<enter>', 'gB3 They all say so.<enter>', 'gD2<enter>']) {
      const refused = pressAll(prepared, session, keys);
      expect(refused.message).toContain('the best for an unnamed group');
      expect(getDraft(prepared.context, refused)?.draft.grade).toBeUndefined();
    }
    const taken = pressAll(prepared, session, 'gD3<enter>They all say so.<enter>');
    expect(getDraft(prepared.context, taken)?.draft.grade?.reason).toBe('They all say so.');
  });

  it('that a new speaker does not allow is told when the speaker changes', () => {
    const graded = pressAll(prepared, prepared.session, 'gB3<enter>The paper says so.<enter>');
    const changed = pressAll(prepared, graded, 'kclass<enter>shop owners<enter>');
    expect(changed.message).toContain('grade: The reliability B is better than D');
  });
});

describe('words that are offered', () => {
  it('are taken with the arrow to the right, and a whole line with End', () => {
    const once = pressAll(prepared, prepared.session, harborScript.split('# the cost')[0] ?? '');
    const line = pressAll(prepared, once, 'wThe lamp <right>');
    expect(line.prompt).toMatchObject({ kind: 'line', value: 'The lamp posts ' });
    const whole = pressAll(prepared, once, 'wThe lamp <end>');
    expect(whole.prompt).toMatchObject({ value: 'The lamp posts of the town hold cameras.' });
  });
});

describe('an entity that stands nowhere yet', () => {
  it('cannot be declared where a review has nowhere to write it', () => {
    const script = 'sZzz Union<enter>org<enter><enter><enter><enter>';
    const refused = pressAll(prepared, prepared.session, script);
    expect(refused.message).toContain('cannot be declared in this review');
    expect(findMissing(getDraft(prepared.context, refused)?.draft ?? never())).toContain('subject');
  });
});

function never(): never {
  throw new Error('There is no draft');
}
