import { expect, it } from 'vitest';
import { findClaimEntities } from '#lib/claims/claim-entities.ts';
import { claimEntry } from '#lib/claims/file-schema.ts';

const base = {
  id: 'c1',
  subject: 'law.draft',
  predicate: 'law.power',
  act: 'document',
  says: 'Something is said here.',
  passages: ['p1'],
  grade: { reliability: 'B', credibility: 3, reason: 'test' },
};

it('finds every entity of a power, its speakers, the chain and the place, each once in a role', () => {
  const claim = claimEntry.parse({
    ...base,
    place: 'place.CN',
    object: {
      type: 'power',
      holder: { entity: 'org.state' },
      action: 'compel_disclosure',
      objects: [
        { type: 'entity', id: 'program.net' },
        { type: 'term', vocabulary: 'data-categories', code: 'user_data' },
      ],
      counterparty: { class: 'companies', members: ['org.a', 'org.b', 'org.a'] },
      law: 'law.draft',
    },
    speaker: { ambiguous: [{ entity: 'person.x' }, { class: 'experts' }], note: 'unclear' },
    via: [{ spokesperson: { for: 'org.a', description: 'a spokesman' } }],
  });
  expect(findClaimEntities(claim).map(({ entityId, role }) => `${role} ${entityId}`)).toEqual([
    'subject law.draft',
    'place place.CN',
    'party org.state',
    'party org.a',
    'party org.b',
    'object law.draft',
    'object program.net',
    'speaker person.x',
    'chain org.a',
  ]);
});

it('gives no path from an anonymous speaker to an employer', () => {
  const claim = claimEntry.parse({
    ...base,
    object: { type: 'none' },
    speaker: {
      anonymous: { key: 'k', description: 'an executive', affiliation: 'org.a', reason: 'not authorized' },
    },
  });
  expect(findClaimEntities(claim)).toEqual([{ entityId: 'law.draft', role: 'subject' }]);
});
