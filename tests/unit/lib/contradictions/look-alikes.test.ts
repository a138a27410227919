import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOpposition, type Link } from '#lib/contradictions/groups.ts';
import { findLookAlikes } from '#lib/contradictions/look-alikes.ts';
import { anyClaim, claim, groupsOf, registry, term } from '../../../factories/compared-claims.ts';

const find = (claims: Parameters<typeof groupsOf>[0], links: readonly Link[] = []) =>
  findLookAlikes(claims, links, registry, groupsOf(claims, links));

describe('findLookAlikes', () => {
  it('sets a denial beside what it does not touch, once for all its repeats', () => {
    const denial = claim({ stance: 'denies', originKey: 'entity:person.x' });
    const again = claim({ stance: 'denies', originKey: 'entity:person.x' });
    const other = claim({ object: term('ended') });
    expect(find([again, other, denial])).toEqual([
      { a: denial.id, b: again.id, reason: 'repeat' },
      { a: denial.id, b: other.id, reason: 'other_statement' },
    ]);
  });

  it('follows repeats through more than one link', () => {
    const [first, second, third] = [
      claim({ stance: 'denies' }),
      claim({ stance: 'denies' }),
      claim({ stance: 'denies' }),
    ];
    const loose = { ...second, object: term('trial'), originKey: 'entity:person.x' };
    const looser = { ...third, object: term('test'), originKey: 'entity:person.y' };
    const links: Link[] = [
      { from: loose.id, to: first.id, kind: 'restates' },
      { from: looser.id, to: loose.id, kind: 'restates' },
    ];
    expect(find([first, loose, looser], links)).toEqual([
      { a: first.id, b: loose.id, reason: 'repeat' },
      { a: loose.id, b: looser.id, reason: 'repeat' },
    ]);
  });

  it('shows no silence that nobody linked', () => {
    const assertion = claim();
    const silence = claim({ stance: 'no_comment', object: { type: 'none' } });
    expect(find([assertion, silence])).toEqual([]);
    expect(find([assertion, silence], [{ from: silence.id, to: assertion.id, kind: 'qualifies' }])).toEqual([
      { a: assertion.id, b: silence.id, reason: 'silence' },
    ]);
  });

  it('never sets a claim beside itself, holds each pair once, and none that stands in a group against each other', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 12 }), (claims) => {
        const pairs = find(claims);
        const keys = pairs.map(({ a, b }) => [a, b].sort().join(' '));
        expect(new Set(keys).size).toBe(keys.length);
        expect(pairs.filter(({ a, b }) => a === b)).toEqual([]);
        for (const { sides } of groupsOf(claims)) {
          const [left = [], ...right] = sides.map((side) => side.claims.map((one) => one.id));
          for (const a of left)
            for (const b of right.flat()) expect(keys).not.toContain([a, b].sort().join(' '));
        }
      }),
    );
  });

  it('loses no link of two claims that one contests the other: a group holds it, or a reason tells why not', () => {
    fc.assert(
      fc.property(
        fc.array(anyClaim, { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (claims, from, to) => {
          const [a, b] = [claims[from % claims.length], claims[to % claims.length]];
          if (a === undefined || b === undefined || a === b) return;
          const links: Link[] = [{ from: a.id, to: b.id, kind: 'contests' }];
          const isExplained = find(claims, links).some((pair) =>
            [a.id, b.id].every((id) => [pair.a, pair.b].includes(id)),
          );
          expect(isExplained).toBe(!indexOpposition(groupsOf(claims, links))(a.id, b.id));
        },
      ),
      { numRuns: 1000 },
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
          expect(find(shuffled)).toEqual(find(claims));
        },
      ),
    );
  });
});
