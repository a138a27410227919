import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExcerptCandidate, planExcerpts } from '#lib/captures/excerpt-budget.ts';
import { indexText } from '#lib/captures/indexed-text.ts';
import { countWords } from '#lib/captures/words.ts';

const words = Array.from({ length: 200 }, (_, index) => `w${index}`);
const text = indexText(words.join(' '));

/** The words from number `from` to before number `to`. */
function candidate(
  id: string,
  from: number,
  to: number,
  more: Partial<ExcerptCandidate> = {},
): ExcerptCandidate {
  const start = words.slice(0, from).join(' ').length + (from === 0 ? 0 : 1);
  const end = words.slice(0, to).join(' ').length;
  return { id, span: { start, end }, phrase: undefined, claims: 1, contesting: 0, ...more };
}
const plan = (passages: ExcerptCandidate[], allowed: number, phraseWords = 0) =>
  planExcerpts([{ text, passages }], { allowed, phraseWords });
const idsOf = (passages: ExcerptCandidate[], allowed: number, phraseWords = 0) => [
  ...plan(passages, allowed, phraseWords).keys(),
];

describe('which passages are shown from a private copy', () => {
  test('denials come first, then what states most claims, then the order of the text', () => {
    const passages = [
      candidate('early', 0, 10),
      candidate('late', 20, 30),
      candidate('heavy', 40, 50, { claims: 3 }),
      candidate('denied', 60, 70, { contesting: 1 }),
    ];
    expect(idsOf(passages, 40)).toEqual(['denied', 'heavy', 'early', 'late']);
    expect(idsOf(passages, 20)).toEqual(['denied', 'heavy']);
  });

  test('one that no longer fits is left out, and the next that fits has its turn', () => {
    expect(idsOf([candidate('long', 0, 30), candidate('short', 40, 45)], 20)).toEqual(['short']);
  });

  test('published phrases are paid first, and the one inside of an excerpt is not paid again with it', () => {
    const passages = [candidate('a', 0, 10, { phrase: 'w2 w3 w4 w5' })];
    expect(idsOf(passages, 10, 4)).toEqual(['a']);
    expect(idsOf(passages, 9, 4)).toEqual([]);
  });

  test('words that two excerpts share count in each', () => {
    const passages = [candidate('a', 0, 10), candidate('b', 5, 15)];
    expect(idsOf(passages, 20)).toEqual(['a', 'b']);
    expect(idsOf(passages, 19)).toEqual(['a']);
  });

  test('says what stands before and after the phrase, and where the passage goes on', () => {
    expect(plan([candidate('a', 0, 6, { phrase: 'w2 w3' })], 100, 2).get('a')).toEqual({
      before: 'w0 w1 ',
      phrase: 'w2 w3',
      after: ' w4 w5',
      cutBefore: false,
      cutAfter: false,
    });
    const cut = plan([candidate('b', 0, 90, { phrase: 'w60 w61' })], 100, 2).get('b');
    expect(cut).toMatchObject({ phrase: 'w60 w61', cutBefore: true, cutAfter: true });
    expect(countWords(`${cut?.before}${cut?.phrase}${cut?.after}`)).toBe(40);
  });

  test('a passage that is no longer than its phrase stays a phrase', () => {
    expect(idsOf([candidate('a', 0, 3, { phrase: 'w0 w1 w2' })], 100, 3)).toEqual([]);
  });

  test('evens out spacing and markup, and leaves the quotation marks of the source', () => {
    const raw = indexText('He said:\n\n«*Nobody* asked» for \\$25.');
    const passage = {
      id: 'a',
      span: { start: 0, end: raw.normalized.length },
      phrase: undefined,
      claims: 1,
      contesting: 0,
    };
    const shown = planExcerpts([{ text: raw, passages: [passage] }], { allowed: 50, phraseWords: 0 }).get(
      'a',
    );
    expect(shown).toMatchObject({ before: 'He said: «Nobody asked» for $25.', phrase: '', after: '' });
  });

  test('whatever the passages, all that is shown stays within what is allowed, and the plan is the same each time', () => {
    const passage = fc.record({
      from: fc.nat(180),
      length: fc.integer({ min: 1, max: 60 }),
      claims: fc.nat(4),
      contesting: fc.nat(1),
      quoted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 25 }), fc.nat(120), (drawn, spare) => {
        const passages = drawn.map(({ from, length, claims, contesting, quoted }, index) => {
          const to = Math.min(words.length, from + length);
          const phrase = quoted ? words.slice(from, Math.min(to, from + 4)).join(' ') : undefined;
          return candidate(`p${index}`, from, to, { claims, contesting, phrase });
        });
        const phraseWords = passages.reduce((sum, { phrase }) => sum + countWords(phrase ?? ''), 0);
        const allowed = phraseWords + spare;
        const chosen = plan(passages, allowed, phraseWords);
        const more = [...chosen.values()].reduce(
          (sum, { before, after }) => sum + countWords(before) + countWords(after),
          0,
        );
        expect(phraseWords + more).toBeLessThanOrEqual(allowed);
        expect(plan(passages.toReversed(), allowed, phraseWords)).toEqual(chosen);
      }),
    );
  });
});
