import { describe, expect, it } from 'vitest';
import { claimEntry } from '#lib/claims/file-schema.ts';
import { toOriginKey } from '#lib/claims/origin.ts';

const context = {
  workSlug: 'paper',
  cited: new Map([
    ['work.report', { identified: false }],
    ['work.study', { identified: true }],
  ]),
};

function originOf(parts: Record<string, unknown>): string {
  const claim = claimEntry.parse({
    id: 'c1',
    subject: 'org.x',
    predicate: 'org.type',
    object: { type: 'none' },
    act: 'indirect_speech',
    says: 'Something is said here.',
    passages: ['p1'],
    grade: { reliability: 'B', credibility: 3, reason: 'test' },
    ...parts,
  });
  return toOriginKey(claim, context);
}

const wu = { entity: 'person.wu' };
const anonymous = { anonymous: { key: 'executive', description: 'an executive', reason: 'not authorized' } };

describe('toOriginKey', () => {
  it.each([
    [
      'a named person is the origin, whoever carried the words',
      { speaker: wu, via: [{ work: 'work.report' }] },
      'entity:person.wu',
    ],
    ["the work's own voice is one origin a work", { speaker: { work: 'work.paper' } }, 'work:work.paper'],
    [
      'a report that is cited but not identified has unknown independence',
      { speaker: { work: 'work.report' } },
      'unidentified:work.report',
    ],
    [
      'a report that is cited and identified is an origin',
      { speaker: { work: 'work.study' } },
      'work:work.study',
    ],
    [
      'an anonymous speaker is one origin for each key of a work',
      { speaker: anonymous },
      'anonymous:paper:executive',
    ],
    [
      'a spokesperson speaks for the body',
      { speaker: { spokesperson: { for: 'org.baidu', description: 'a spokesman' } } },
      'spokesperson:org.baidu',
    ],
    ['a group cannot be told', { speaker: { class: 'security experts' } }, 'class:paper:security experts'],
    [
      'a report that carries the words of a group stands for it',
      { speaker: { class: 'officials' }, via: [{ work: 'work.report' }] },
      'unidentified:work.report',
    ],
    [
      'an unclear speaker has unknown independence',
      { speaker: { ambiguous: [wu, { work: 'work.paper' }], note: 'unclear' } },
      'ambiguous:paper:c1',
    ],
    [
      'readings that lead to one origin are that origin',
      { speaker: { ambiguous: [wu, { ...wu, role: 'engineer' }], note: 'unclear' } },
      'entity:person.wu',
    ],
    ['a stated origin goes first', { speaker: wu, origin: 'work:work.study' }, 'work:work.study'],
  ])('%s', (_, parts, expected) => {
    expect(originOf(parts)).toBe(expected);
  });
});
