import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRegistry } from '#lib/claims/registry.ts';
import { type ResolvableClaim, resolve } from '#lib/claims/resolve.ts';
import { reasons } from '#lib/contradictions/explain.ts';
import { findGroups } from '#lib/contradictions/groups.ts';
import { findLookAlikes } from '#lib/contradictions/look-alikes.ts';
import { parseEdtf } from '#lib/edtf.ts';
import { originOf, seedClaims } from './seed-claims.ts';

const registry = readRegistry('data').predicates;
const claims = seedClaims.claims.map((claim, position): ResolvableClaim => {
  const valid = claim.valid === undefined ? undefined : parseEdtf(claim.valid.edtf);
  return {
    ...claim,
    workId: seedClaims.work.id,
    position,
    place: claim.place ?? null,
    originKey: originOf(claim),
    documentary: false,
    valid:
      valid === undefined ? null : { edtf: valid.edtf, earliest: valid.earliestDay, latest: valid.latestDay },
    knownOn: null,
  };
});
const { links } = seedClaims;
const groups = findGroups(resolve(claims, registry, { links }), claims, links);
const pairs = findLookAlikes(claims, links, registry, groups);
const explained = (reason: string) =>
  pairs.filter((pair) => pair.reason === reason).map(({ a, b }) => `${a} ${b}`);

describe('the contradictions of the first work', () => {
  it('are three: two signs of a terrorist and the use of combined data, each contested by scholars', () => {
    expect(
      groups.map(({ sides }) =>
        sides.map((side) => side.claims.map((claim) => `${claim.id} ${claim.stand}`)),
      ),
    ).toEqual([
      [['c184 asserts'], ['c072 contests']],
      [['c185 asserts'], ['c072 contests']],
      [['c064 asserts'], ['c071 contests', 'c072 contests']],
    ]);
  });

  it('do not include the denied part in the initiative beside the answered requests', () => {
    expect(explained('other_statement')).toEqual(['c079 c080', 'c141 c148']);
  });

  it('do not include yuan and dollars, the pull quote, or those who did not answer', () => {
    expect(explained('same_amount')).toEqual(['c154 c155']);
    expect(explained('repeat')).toEqual(['c079 c186']);
    expect(explained('silence')).toEqual(['c142 c150', 'c143 c151']);
  });

  it('leave no other reason but that one statement narrows another or stands beside it', () => {
    expect(new Set(pairs.map((pair) => pair.reason))).toEqual(
      new Set(['other_statement', 'same_amount', 'repeat', 'silence', 'qualifies']),
    );
  });

  it('stand in the methodology with every reason, and its examples are pairs of that reason', () => {
    const text = readFileSync('docs/METHODOLOGY.md', 'utf8');
    const part = text.slice(text.indexOf('## Contradictions'), text.indexOf('## Unknowns'));
    const rows = [...part.matchAll(/^\| ([a-z ]+) \| (.+) \|$/gm)].filter(([, name]) => name !== 'reason');
    expect(rows.map(([, name = '']) => name.replaceAll(' ', '_')).sort()).toEqual([...reasons].sort());
    for (const [, name = '', example = ''] of rows) {
      const ids = [...example.matchAll(/`(c\d+)`/g)].map((match) => match[1]);
      if (ids.length > 0)
        expect(explained(name.replaceAll(' ', '_')), example).toContain(ids.sort().join(' '));
    }
  });
});
