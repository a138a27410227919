import fc from 'fast-check';
import type { ClaimObject } from '#lib/claims/object-schema.ts';
import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';
import { type ResolvableClaim, resolve } from '#lib/claims/resolve.ts';
import { type ContradictionGroup, findGroups, type Link } from '#lib/contradictions/groups.ts';

const entry = {
  label: 'x',
  domain: ['program' as const],
  range: ['term' as const],
  template: '{subject} {object}',
  definition: 'x',
  sets: false,
  attributed: false,
};
export const registry: PredicateRegistry = {
  'program.cost': { ...entry, question: 'money', cardinality: 'one' },
  'program.since': { ...entry, question: 'when', cardinality: 'one' },
  'program.status': { ...entry, question: 'when', cardinality: 'one' },
  'program.data_category': { ...entry, question: 'data', cardinality: 'many' },
  'program.territorial_scope': { ...entry, question: 'where', cardinality: 'many' },
  'org.participates_in': { ...entry, question: 'who', cardinality: 'many' },
  'org.cooperates_with': { ...entry, question: 'flow', cardinality: 'many' },
};

export const term = (code: string) => ({ type: 'term' as const, vocabulary: 'x', code });
export const scope = (place: string, relation: 'planned' | 'applies') => ({
  type: 'scope' as const,
  place,
  relation,
});
export const during = (earliest: string | null, latest: string | null) => ({
  edtf: `${earliest ?? ''}/${latest ?? '..'}`,
  earliest,
  latest,
});

let serial = 0;
export function claim(changes: Partial<ResolvableClaim> = {}): ResolvableClaim {
  serial += 1;
  return {
    id: `w.c${String(serial).padStart(4, '0')}`,
    workId: 'work.w',
    position: serial,
    subject: 'program.p',
    predicate: 'program.status',
    object: term('pilot'),
    place: null,
    stance: 'asserts',
    modality: 'fact',
    speaker: { work: 'self' },
    originKey: 'work:work.w',
    documentary: false,
    valid: null,
    knownOn: null,
    ...changes,
  };
}

export function groupsOf(
  claims: readonly ResolvableClaim[],
  links: readonly Link[] = [],
): ContradictionGroup[] {
  return findGroups(resolve(claims, registry, { links }), claims, links);
}

const kinds: { predicate: string; objects: ClaimObject[] }[] = [
  { predicate: 'program.status', objects: [term('pilot'), term('ended')] },
  {
    predicate: 'program.since',
    objects: ['2015', '2015-07', '2016'].map((edtf) => ({ type: 'date' as const, edtf })),
  },
  {
    predicate: 'program.cost',
    objects: [
      { type: 'money' as const, amount: '1', currency: 'EUR', approximate: false },
      { type: 'money' as const, amount: '2', currency: 'EUR', approximate: false },
      { type: 'money' as const, amount: '1', currency: 'USD', approximate: true },
    ],
  },
  {
    predicate: 'program.data_category',
    objects: [
      term('faces'),
      term('calls'),
      { type: 'set' as const, open: true, members: [term('faces'), term('jobs')] },
    ],
  },
  {
    predicate: 'program.territorial_scope',
    objects: [scope('place.A', 'planned'), scope('place.A', 'applies'), scope('place.B', 'applies')],
  },
];

/** Claims of few subjects, predicates, values, days and voices, so that they meet often. */
export const anyClaim = fc
  .record({
    subject: fc.constantFrom('program.p', 'program.q'),
    kind: fc.constantFrom(...kinds),
    pick: fc.nat(2),
    place: fc.constantFrom(null, null, 'place.A', 'place.B'),
    stance: fc.constantFrom(
      'asserts' as const,
      'asserts' as const,
      'denies' as const,
      'doubts' as const,
      'no_comment' as const,
    ),
    modality: fc.constantFrom('fact' as const, 'fact' as const, 'plan' as const, 'opinion' as const),
    originKey: fc.constantFrom('work:work.w', 'entity:person.x', 'class:w:experts'),
    workId: fc.constantFrom('work.v', 'work.w'),
    valid: fc.constantFrom(null, null, during('2015-01-01', '2015-12-31'), during('2016-01-01', null)),
  })
  .map(({ kind, pick, ...rest }) =>
    claim({
      ...rest,
      predicate: kind.predicate,
      object: kind.objects[pick % kind.objects.length] ?? term('pilot'),
    }),
  );
