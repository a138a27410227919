import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caps } from '#lib/claims/grade.ts';
import { seedClaims, seedFacts } from './seed-claims.ts';

const text = readFileSync('docs/METHODOLOGY.md', 'utf8');
const wordingRows = text
  .slice(text.indexOf("## The reader's wording"))
  .matchAll(
    /^\| (documented|reported by several|reported by one|alleged anonymously|planned|disputed|denied|inferred) \|(.*)$/gm,
  );

describe('the examples of the methodology', () => {
  it('are claims, inferences and unknowns of the first work', () => {
    const known = new Set(
      [...seedClaims.claims, ...seedClaims.inferences, ...seedClaims.unknowns].map((entry) => entry.id),
    );
    const named = [...text.matchAll(/`([ciu]\d{3})`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('carry the wording under which they stand', () => {
    const rows = [...wordingRows];
    expect(rows).toHaveLength(8);
    for (const [, wording = '', rest = ''] of rows) {
      const ids = [...rest.matchAll(/(against |from )?`([ci]\d{3})`/g)].flatMap(([, aside, id]) =>
        aside ? [] : (id ?? []),
      );
      if (ids.length === 0) {
        expect(rest).toContain('none yet');
        expect(seedFacts.filter((fact) => fact.wording === wording.replaceAll(' ', '_'))).toEqual([]);
      }
      for (const id of ids) {
        const fact = seedFacts.find((f) => [...f.supports, ...f.denies, ...f.inferredBy].includes(id));
        expect({ id, wording: fact?.wording }).toEqual({ id, wording: wording.replaceAll(' ', '_') });
      }
    }
  });

  it('state the grades that the claims have, and none above B2', () => {
    const grades = new Set(seedClaims.claims.map(({ grade }) => `${grade.reliability}${grade.credibility}`));
    for (const grade of grades) expect(text).toContain(grade);
    expect([...grades].filter((grade) => grade.startsWith('A') || grade.endsWith('1'))).toEqual([]);
  });

  it('state the caps that the validator applies', () => {
    const rows = [...text.matchAll(/^\| (a|an) ([^|]+) \| ([A-F]) \| ([1-6]) \| .+ \|$/gm)];
    expect(
      rows.map(([, , , reliability, credibility]) => ({ reliability, credibility: Number(credibility) })),
    ).toEqual(Object.values(caps));
  });
});
