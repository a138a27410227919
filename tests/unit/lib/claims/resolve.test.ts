import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PredicateRegistry } from '#lib/claims/predicate-schema.ts';
import { type ResolvableClaim, type ResolvedFact, resolve } from '#lib/claims/resolve.ts';

const entry = {
  label: 'x',
  domain: ['program'],
  range: ['entity', 'term', 'text'],
  template: '{subject} {object}',
  definition: 'x',
};
const registry: PredicateRegistry = {
  'program.developer': {
    ...entry,
    question: 'who',
    domain: ['program'],
    range: ['entity'],
    sets: false,
    cardinality: 'many',
    attributed: false,
  },
  'program.status': {
    ...entry,
    question: 'when',
    domain: ['program'],
    range: ['term'],
    sets: false,
    cardinality: 'one',
    attributed: false,
  },
  'program.data_category': {
    ...entry,
    question: 'data',
    domain: ['program'],
    range: ['term'],
    sets: true,
    cardinality: 'many',
    attributed: false,
  },
};

const term = (code: string) => ({ type: 'term' as const, vocabulary: 'x', code });

let serial = 0;
function claim(changes: Partial<ResolvableClaim> = {}): ResolvableClaim {
  serial += 1;
  return {
    id: `w.c${String(serial).padStart(4, '0')}`,
    workId: 'work.w',
    position: serial,
    subject: 'program.p',
    predicate: 'program.developer',
    object: { type: 'entity', id: 'org.maker' },
    place: null,
    stance: 'asserts',
    modality: 'fact',
    speaker: { work: 'self' },
    originKey: 'work:work.w',
    documentary: false,
    valid: null,
    knownOn: '2016-03-03',
    ...changes,
  };
}

function only(facts: ResolvedFact[]): ResolvedFact {
  expect(facts).toHaveLength(1);
  const [fact] = facts;
  if (!fact) throw new Error('no fact');
  return fact;
}

describe('the wording of a fact', () => {
  it('is "reported by one" for two sentences of one article', () => {
    const fact = only(
      resolve([claim(), claim({ originKey: 'entity:person.x', speaker: { entity: 'person.x' } })], registry),
    );
    expect(fact).toMatchObject({ wording: 'reported_by_one', origins: 1 });
    expect(fact.supports).toHaveLength(2);
  });

  it('is "reported by several" for two works with origins of their own', () => {
    const other = claim({ workId: 'work.v', originKey: 'work:work.v' });
    expect(only(resolve([claim(), other], registry))).toMatchObject({
      wording: 'reported_by_several',
      origins: 2,
    });
  });

  it('is "documented" where the body\'s own document says it', () => {
    expect(only(resolve([claim({ documentary: true })], registry)).wording).toBe('documented');
  });

  it('is "alleged anonymously" where only withheld speakers say it, also when it is a plan', () => {
    const speaker = { anonymous: { key: 'a', description: 'an executive', reason: 'not authorized' } };
    expect(
      only(resolve([claim({ speaker, originKey: 'anonymous:w:a', modality: 'plan' })], registry)),
    ).toMatchObject({
      wording: 'alleged_anonymously',
      modality: 'plan',
    });
  });

  it('is "disputed" where somebody denies what somebody asserts, and keeps both sides', () => {
    const assertion = claim();
    const denial = claim({ stance: 'denies', originKey: 'spokesperson:org.maker' });
    expect(only(resolve([assertion, denial], registry))).toMatchObject({
      wording: 'disputed',
      supports: [assertion.id],
      denies: [denial.id],
    });
  });

  it('is "denied" for a denial that nobody asserted', () => {
    expect(only(resolve([claim({ stance: 'denies' })], registry))).toMatchObject({
      wording: 'denied',
      origins: 0,
      supports: [],
    });
  });

  it('is "inferred" for an editor\'s conclusion, which never supports a claim', () => {
    const inferences = [
      { id: 'w.i1', subject: 'program.p', predicate: 'program.developer', object: claim().object },
    ];
    const facts = resolve([claim()], registry, { inferences });
    expect(facts.map((fact) => [fact.wording, fact.supports.length, fact.inferredBy.length]).sort()).toEqual([
      ['inferred', 0, 1],
      ['reported_by_one', 1, 0],
    ]);
  });

  it('is not raised by silence, and silence alone says only that somebody kept it', () => {
    const silence = claim({ stance: 'no_comment', object: { type: 'none' } });
    expect(only(resolve([silence], registry))).toMatchObject({
      wording: 'reported_by_one',
      silences: [silence.id],
      supports: [],
    });
  });
});

describe('what a fact keeps apart', () => {
  it('never lets a plan read as what is', () => {
    const facts = resolve([claim({ modality: 'plan' }), claim()], registry);
    expect(facts.map((fact) => [fact.modality, fact.wording]).sort()).toEqual([
      ['fact', 'reported_by_one'],
      ['plan', 'planned'],
    ]);
  });

  it('resolves a set member by member, so that two lists meet at the item that they share', () => {
    const list = (...codes: string[]) => ({ type: 'set' as const, open: true, members: codes.map(term) });
    const predicate = 'program.data_category';
    const facts = resolve(
      [
        claim({ predicate, object: list('jobs', 'hobbies') }),
        claim({ predicate, object: list('jobs', 'bank'), originKey: 'entity:person.x' }),
      ],
      registry,
    );
    expect(facts.map((fact) => [fact.value, fact.supports.length, fact.wording])).toEqual([
      [term('jobs'), 2, 'reported_by_one'],
      [term('hobbies'), 1, 'reported_by_one'],
      [term('bank'), 1, 'reported_by_one'],
    ]);
  });

  it('lists two values of a single-valued predicate as contradicting each other, unless their times are apart', () => {
    const at = (edtf: string, code: string) =>
      claim({
        predicate: 'program.status',
        object: term(code),
        valid: { edtf, earliest: `${edtf}-01-01`, latest: `${edtf}-12-31` },
      });
    const [a, b] = resolve([at('2015', 'pilot'), at('2015', 'ended')], registry);
    expect(a?.conflictsWith).toEqual([b?.id]);
    expect(b?.wording).toBe('disputed');
    expect(
      resolve([at('2015', 'pilot'), at('2017', 'ended')], registry).flatMap((fact) => fact.conflictsWith),
    ).toEqual([]);
  });

  it('counts a linked contradiction of another origin as dispute, never one of the same origin', () => {
    const thesis = claim();
    const answer = claim({ object: { type: 'entity', id: 'org.other' }, originKey: 'entity:person.critic' });
    const links = [{ from: answer.id, to: thesis.id, kind: 'contests' as const }];
    const contested = resolve([thesis, answer], registry, { links }).find((fact) =>
      fact.supports.includes(thesis.id),
    );
    expect(contested).toMatchObject({ wording: 'disputed', contestedBy: [answer.id] });
    const own = resolve([thesis, { ...answer, originKey: thesis.originKey }], registry, { links });
    expect(own.every((fact) => fact.wording === 'reported_by_one')).toBe(true);
  });
});

describe('dates', () => {
  it('answers as of a knowledge date from what had been published by then', () => {
    const claims = [
      claim(),
      claim({ stance: 'denies', workId: 'work.v', originKey: 'work:work.v', knownOn: '2017-01-01' }),
    ];
    expect(only(resolve(claims, registry, { knownBy: '2016-12-31' })).wording).toBe('reported_by_one');
    expect(only(resolve(claims, registry, { knownBy: '2017-01-01' })).wording).toBe('disputed');
  });

  it('leaves out what cannot hold on the day asked for, and keeps what may', () => {
    const ended = claim({ valid: { edtf: '2014', earliest: '2014-01-01', latest: '2014-12-31' } });
    expect(resolve([ended], registry, { asOf: '2015-01-01' })).toEqual([]);
    expect(resolve([ended], registry, { asOf: '2014-06-01' })).toHaveLength(1);
    expect(resolve([claim()], registry, { asOf: '1900-01-01' })).toHaveLength(1);
  });
});

const year = fc.constantFrom(null, 2014, 2015, 2016);
const anyClaim = fc
  .record({
    workId: fc.constantFrom('work.a', 'work.b', 'work.c'),
    stance: fc.constantFrom('asserts' as const, 'asserts' as const, 'denies' as const, 'doubts' as const),
    modality: fc.constantFrom('fact' as const, 'plan' as const, 'opinion' as const),
    originKey: fc.constantFrom('entity:p', 'entity:q', 'class:a:experts', 'unidentified:work.r'),
    code: fc.constantFrom('pilot', 'ended'),
    year,
    knownOn: fc.constantFrom('2015-01-01', '2016-01-01', null),
  })
  .map(({ code, year: y, ...rest }) =>
    claim({
      ...rest,
      predicate: 'program.status',
      object: term(code),
      valid: y === null ? null : { edtf: `${y}`, earliest: `${y}-01-01`, latest: `${y}-12-31` },
    }),
  );
const anyClaims = fc.array(anyClaim, { maxLength: 12 });

describe('resolve, for any claims', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(anyClaims, fc.infiniteStream(fc.nat()), (claims, random) => {
        const shuffled = claims.map((c) => ({ c, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        expect(
          resolve(
            shuffled.map(({ c }) => c),
            registry,
          ),
        ).toEqual(resolve(claims, registry));
      }),
    );
  });

  it('accounts for every claim in some fact, and gives every fact evidence', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const facts = resolve(claims, registry);
        const used = new Set(
          facts.flatMap((fact) => [...fact.supports, ...fact.denies, ...fact.doubts, ...fact.silences]),
        );
        for (const c of claims) expect(used).toContain(c.id);
        for (const fact of facts)
          expect(fact.supports.length + fact.denies.length + fact.doubts.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never words a plan-only statement as reported, and never words a denied one as undisputed', () => {
    const settled = ['documented', 'reported_by_several', 'reported_by_one'];
    fc.assert(
      fc.property(anyClaims, (claims) => {
        for (const fact of resolve(claims, registry)) {
          if (fact.modality === 'plan') expect(settled).not.toContain(fact.wording);
          if (fact.denies.length + fact.doubts.length > 0)
            expect(['disputed', 'denied']).toContain(fact.wording);
          if (fact.origins < 2) expect(fact.wording).not.toBe('reported_by_several');
        }
      }),
    );
  });

  it('does not change when a claim is repeated in the same work', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { minLength: 1, maxLength: 8 }), (claims) => {
        const [first] = claims;
        if (!first) return;
        const echo = { ...first, id: `${first.id}.echo`, position: first.position + 0.5 };
        const summary = (facts: ResolvedFact[]) => facts.map((fact) => [fact.id, fact.wording, fact.origins]);
        expect(summary(resolve([...claims, echo], registry))).toEqual(summary(resolve(claims, registry)));
      }),
    );
  });
});
