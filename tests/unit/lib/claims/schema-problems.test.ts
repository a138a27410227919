import { describe, expect, it } from 'vitest';
import { claimsFile } from '#lib/claims/file-schema.ts';
import { ProblemList } from '#lib/claims/problem.ts';
import { readYaml } from '#lib/claims/read-yaml.ts';
import { addSchemaProblems } from '#lib/claims/schema-problems.ts';

function problemsOf(claim: string): string[] {
  const yaml = `format: public-dossier/claims@1
work: { id: work.x, kind: article, title: X, language: en, license: x, access: x }
claims:
  - { id: c1, subject: org.x, predicate: org.type, object: { type: none }, act: headline, says: Eight letters at least,
      passages: [p], grade: { reliability: A, credibility: 1, reason: x }, speaker: { work: work.x }, ${claim} }`;
  const { document } = readYaml('x.yaml', Buffer.from(yaml));
  const list = new ProblemList('x.yaml', document);
  const parsed = claimsFile.safeParse(document?.toJS());
  if (parsed.error) addSchemaProblems(list, parsed.error);
  return list.sorted().map((problem) => `${problem.key}: ${problem.what}`);
}

describe('addSchemaProblems', () => {
  it.each([
    [
      'a value outside a closed list',
      'stance: asserted',
      /^claims\[0\]\.stance: Wrong value: expected one of "asserts"/,
    ],
    [
      'a number where text belongs',
      'note: 2016',
      /^claims\[0\]\.note: Wrong value: expected string, received number/,
    ],
    ['an unknown key', 'mood: bad', /^claims\[0\]\.mood: Unknown key “mood”/],
    [
      'a key missing in a nested form',
      'said: { inferred: true }',
      /^claims\[0\]\.said\.on: The key “on” is missing/,
    ],
    [
      'a speaker that fits no form',
      'origin: x, via: [{ person: org.x }]',
      /^claims\[0\]\.via\[0\]: None of the allowed forms fits/,
    ],
    [
      'a mistake inside the form that was meant',
      'via: [{ anonymous: { key: k, description: d } }]',
      /^claims\[0\]\.via\[0\]\.anonymous\.reason: The key “reason” is missing/,
    ],
  ])('names %s once, at its key', (_, claim, expected) => {
    const problems = problemsOf(claim);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});
