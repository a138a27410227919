import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { anchor } from '#lib/captures/anchor.ts';
import { indexText } from '#lib/captures/indexed-text.ts';
import { verifyPassages } from '#lib/captures/verify.ts';
import { type AnchoredPassage, claimsFile, isAnchored } from '#lib/claims/file-schema.ts';
import { seedAbsence, seedText } from '../setup/seed-text.ts';

const file = claimsFile.parse(
  parse(readFileSync('data/works/bloomberg-2016-03-03-china-pre-crime.yaml', 'utf8')),
);
const text = seedText ?? '';
const passages = file.passages.filter(isAnchored).map((passage) => ({ ...passage, textLength: text.length }));
const find = (id: string) =>
  passages.find((passage) => passage.id === id) as AnchoredPassage & { textLength: number };
// The article prints one quotation twice: whole, set off from the text, and in the text with the speaker in the middle.
const [wholeA, wholeB, brokenA, brokenB] = ['p041', 'p042', 'p082', 'p085'].map(find);

const words = ({ start, end }: { start: number; end: number }) => text.slice(start, end);

/** The text with one letter of this passage changed, and which of the four are lost then. */
function changeIn(passage: AnchoredPassage, before = '') {
  const at = passage.start + 3;
  const changed = `${before}${text.slice(0, at)}${text[at] === 'q' ? 'z' : 'q'}${text.slice(at + 1)}`;
  return verifyPassages(
    [wholeA, wholeB, brokenA, brokenB].flatMap((one) => one ?? []),
    indexText(changed),
  );
}

describe.skipIf(seedText === undefined)(
  `the quotation that the first work prints twice${seedText === undefined ? ` (${seedAbsence})` : ''}`,
  () => {
    it('is recorded as four passages: the same words, in order, whole and interrupted', () => {
      if (!wholeA || !wholeB || !brokenA || !brokenB) throw new Error('the passages are missing');
      expect(words(brokenA)).toBe(words(wholeA));
      expect(words(brokenB)).toBe(words(wholeB));
      expect([wholeA, wholeB, brokenA, brokenB].map(({ occurrence, of }) => [occurrence, of])).toEqual([
        [1, 2],
        [1, 2],
        [2, 2],
        [2, 2],
      ]);
      expect(text.slice(wholeA.end, wholeB.start).trim()).toBe('');
      expect(text.slice(brokenA.end, brokenB.start)).toMatch(/[A-Za-z]{3}/);
    });

    it('cannot be quoted as a whole where the speaker interrupts it', () => {
      if (!wholeA || !wholeB || !brokenA || !brokenB) throw new Error('the passages are missing');
      const indexed = indexText(text);
      const whole = anchor(indexed, text.slice(wholeA.start, wholeB.end));
      expect([whole.start, whole.of]).toEqual([wholeA.start, 1]);
      const interrupted = anchor(indexed, text.slice(brokenA.start, brokenB.end));
      expect([interrupted.start, interrupted.of]).toEqual([brokenA.start, 1]);
      expect(() => anchor(indexed, words(wholeA))).toThrow(/occurs 2 times/);
    });

    it.each([
      ['set off from the text', wholeA, ['lost', 'verified', 'verified', 'verified']],
      ['set off from the text, second half', wholeB, ['verified', 'lost', 'verified', 'verified']],
      ['in the text', brokenA, ['verified', 'verified', 'lost', 'verified']],
      ['in the text, after the speaker', brokenB, ['verified', 'verified', 'verified', 'lost']],
    ])('loses the one %s, and not its double', (_, passage, states) => {
      if (passage === undefined) throw new Error('the passage is missing');
      expect(changeIn(passage).map(({ state }) => state)).toEqual(states);
    });

    it('gives both doubles up, with the reason, when the text also moved and one of them is gone', () => {
      if (!wholeA) throw new Error('the passage is missing');
      const results = changeIn(wholeA, 'A line above.\n\n');
      // Counted from the end of the text, those after the change still stand at their place.
      expect(results.map(({ state }) => state)).toEqual(['lost', 'verified', 'verified', 'verified']);
      const both = verifyPassages(
        [wholeA, find('p082')],
        indexText(`Above.\n${text.slice(0, wholeA.start + 3)}q${text.slice(wholeA.start + 4)}\nBelow.`),
      );
      expect(both).toEqual([
        { state: 'lost', reason: 'count_differs' },
        { state: 'lost', reason: 'count_differs' },
      ]);
    });
  },
);
