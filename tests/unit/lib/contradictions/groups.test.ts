import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPair } from '#lib/contradictions/explain.ts';
import type { ContradictionGroup } from '#lib/contradictions/groups.ts';
import { anyClaim, claim, during, groupsOf, registry, term } from '../../../factories/compared-claims.ts';

const sidesOf = (groups: readonly ContradictionGroup[]) =>
  groups.map((group) => group.sides.map((side) => side.claims.map(({ id, stand }) => `${id} ${stand}`)));

describe('findGroups', () => {
  it('sets those who assert against those who deny, doubt or contest', () => {
    const [assertion, denial, doubt] = [
      claim(),
      claim({ stance: 'denies', originKey: 'entity:person.x' }),
      claim({ stance: 'doubts', originKey: 'entity:person.y' }),
    ];
    const rival = claim({
      predicate: 'program.data_category',
      object: term('none'),
      originKey: 'entity:person.z',
    });
    const groups = groupsOf(
      [assertion, denial, doubt, rival],
      [{ from: rival.id, to: assertion.id, kind: 'contests' }],
    );
    expect(sidesOf(groups)).toEqual([
      [[`${assertion.id} asserts`], [`${denial.id} denies`, `${doubt.id} doubts`, `${rival.id} contests`]],
    ]);
    expect(groups).toMatchObject([{ kind: 'stance', value: term('pilot') }]);
  });

  it('sets values against each other that cannot hold at one time, all rivals in one group', () => {
    const claims = ['pilot', 'ended', 'planned'].map((code) => claim({ object: term(code) }));
    const groups = groupsOf(claims);
    expect(groups).toMatchObject([{ kind: 'values', value: undefined }]);
    expect(groups.flatMap((group) => group.sides.map((side) => side.value))).toEqual(
      claims.map((one) => one.object),
    );
  });

  it('holds no group of a denial that nobody asserted, and none of silence', () => {
    expect(groupsOf([claim({ stance: 'denies' }), claim({ stance: 'doubts' })])).toEqual([]);
    expect(groupsOf([claim(), claim({ stance: 'no_comment' })])).toEqual([]);
  });

  it('holds two denials that contest each other once', () => {
    const [a, b] = [claim({ stance: 'denies' }), claim({ stance: 'denies', originKey: 'entity:person.x' })];
    const links = [
      { from: a.id, to: b.id, kind: 'contests' as const },
      { from: b.id, to: a.id, kind: 'contests' as const },
    ];
    expect(sidesOf(groupsOf([a, b], links))).toEqual([[[`${b.id} denies`], [`${a.id} contests`]]]);
  });

  it('keeps times apart', () => {
    const before = { valid: during('2015-01-01', '2015-12-31') };
    const after = { valid: during('2016-01-01', null) };
    expect(groupsOf([claim(before), claim({ ...after, object: term('ended') })])).toEqual([]);
    expect(groupsOf([claim(before), claim({ ...after, stance: 'denies' })])).toEqual([]);
    expect(groupsOf([claim(before), claim({ ...before, stance: 'denies' })])).toHaveLength(1);
  });

  it('has two sides or more, each with somebody on it, and nobody on two', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 12 }), (claims) => {
        for (const group of groupsOf(claims)) {
          expect(group.sides.length).toBeGreaterThanOrEqual(2);
          expect(group.sides.filter((side) => side.claims.length === 0)).toEqual([]);
          const ids = group.sides.flatMap((side) => side.claims.map((one) => one.id));
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
    );
  });

  it('is the same whatever the order of the claims', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyClaim, { maxLength: 10 })
          .chain((claims) =>
            fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
          ),
        ([claims, shuffled]) => {
          expect(groupsOf(shuffled)).toEqual(groupsOf(claims));
        },
      ),
    );
  });

  it('gets no group and no side from a repeat', () => {
    fc.assert(
      fc.property(
        fc.array(anyClaim, { minLength: 1, maxLength: 10 }),
        fc.nat(),
        fc.boolean(),
        (claims, pick, linked) => {
          const repeated = claims[pick % claims.length] ?? claim();
          const again = { ...repeated, id: `${repeated.id}-again`, position: repeated.position + 100_000 };
          const links = linked ? [{ from: again.id, to: repeated.id, kind: 'restates' as const }] : [];
          const shape = (groups: readonly ContradictionGroup[]) =>
            groups.map((group) => ({ id: group.id, sides: group.sides.map((side) => side.value) }));
          expect(shape(groupsOf([...claims, again], links))).toEqual(shape(groupsOf(claims)));
        },
      ),
    );
  });

  it('groups two claims exactly where nothing explains why they are no contradiction', () => {
    fc.assert(
      fc.property(anyClaim, anyClaim, (a, other) => {
        fc.pre(a.predicate === other.predicate);
        const b = { ...other, subject: a.subject };
        const spoken = a.stance !== 'no_comment' && b.stance !== 'no_comment';
        const opposed = spoken && (a.stance === 'asserts') !== (b.stance === 'asserts');
        const shared = JSON.stringify(a.object) === JSON.stringify(b.object);
        const rivals =
          a.stance === 'asserts' &&
          b.stance === 'asserts' &&
          !shared &&
          registry[a.predicate]?.cardinality === 'one';
        const explained = explainPair(a, b, new Set(), registry) !== undefined;
        expect(groupsOf([a, b]).length > 0).toBe((opposed || rivals) && !explained);
      }),
      { numRuns: 2000 },
    );
  });
});
