import { describe, expect, it } from 'vitest';
import { hasLostPassages } from '#lib/records/lost-passages.ts';
import type { PassageView } from '#lib/records/view.ts';

function passage(state: PassageView['state'], role: PassageView['role'] = 'statement'): PassageView {
  return {
    id: 'w.p1',
    role,
    phrase: undefined,
    translation: undefined,
    lang: 'en',
    state,
    span: undefined,
    occurrence: 1,
    occurrences: 1,
    verifiedOn: undefined,
    copySha256: undefined,
  };
}

describe('hasLostPassages', () => {
  it.each([
    ['the only one is lost', [passage('lost')], true],
    ['all are lost', [passage('lost'), passage('lost')], true],
    ['another one is verified', [passage('lost'), passage('verified_normalized')], false],
    ['another one cannot be checked here', [passage('lost'), passage('not_checkable')], false],
    [
      'only the words that name the speaker are left',
      [passage('lost'), passage('verified', 'speaker')],
      true,
    ],
    [
      'only the words that name the speaker are lost',
      [passage('verified'), passage('lost', 'speaker')],
      false,
    ],
    ['none is a statement', [passage('lost', 'context')], false],
  ])('when %s', (_, passages, expected) => {
    expect(hasLostPassages({ passages })).toBe(expected);
  });
});
