import { describe, expect, test } from 'vitest';
import { checkAnswer } from '#lib/candidates/model/check-answer.ts';
import { toConversations } from '#lib/candidates/model/prompt.ts';
import { splitSentences } from '#lib/candidates/sentences.ts';
import { indexText, rawSlice } from '#lib/captures/indexed-text.ts';

const filler = 'Nothing else was said about it on that long and quiet day at the harbor. '.repeat(20);
const raw = `He said the cameras are new. ${filler}The Harbor Police says that it keeps the pictures. The pictures are old. The pictures are old.`;
const text = indexText(raw);

const base = {
  kind: 'data',
  stance: 'asserts',
  speakerQuote: null,
  organizationQuotes: [],
  placeQuotes: [],
  dateQuotes: [],
  lawQuotes: [],
};
const quote = 'The Harbor Police says that it keeps the pictures.';

describe('the check of a model’s answer', () => {
  test('keeps a candidate whose strings stand in the text, with the nearest occurrence of each name', () => {
    const { kept, failed } = checkAnswer(
      [{ ...base, quote, speakerQuote: 'The Harbor Police', organizationQuotes: ['Harbor Police'] }],
      text,
    );
    expect(failed).toBe(0);
    expect(
      kept.map(({ passage, speaker }) => [rawSlice(text, passage), speaker && rawSlice(text, speaker)]),
    ).toEqual([[quote, 'The Harbor Police']]);
  });

  test.each([
    ['a quotation that is not there', { quote: 'The Harbor Police says that it sells the pictures.' }],
    ['a quotation that stands there twice', { quote: 'The pictures are old.' }],
    ['a quotation too short to be told from chance', { quote: 'pictures' }],
    ['a quotation cut inside a word', { quote: 'arbor Police says that it keeps' }],
    ['a speaker far from the statement', { quote, speakerQuote: 'He' }],
    ['a speaker who is not there', { quote, speakerQuote: 'The mayor' }],
    ['a name of nothing but marks', { quote, organizationQuotes: ['.'] }],
    ['an unknown stance', { quote, stance: 'confirms' }],
    ['a field that was not asked for', { quote, accepted: true }],
  ])('rejects %s', (_, change) => {
    const { kept, failed, strings } = checkAnswer([{ ...base, ...change }], text);
    expect(kept).toEqual([]);
    expect(failed).toBeGreaterThan(0);
    expect(strings).toBeGreaterThanOrEqual(failed);
  });

  test('accepts nothing that is no object', () => {
    expect(checkAnswer([null, 'x', 3, []], text)).toMatchObject({ kept: [], failed: 4, strings: 4 });
  });
});

test('a long article is asked about in parts that overlap, and every sentence is in one', () => {
  const long = splitSentences(
    Array.from(
      { length: 400 },
      (_, index) => `Sentence number ${index} is about the cameras at the harbor.`,
    ).join(' '),
    'en',
  );
  const parts = toConversations(long).map((messages) => messages[1]?.content.split('\n').slice(1, -1) ?? []);
  expect(parts.length).toBeGreaterThan(1);
  expect(new Set(parts.flat()).size).toBe(400);
  expect(parts[1]?.[0]).toBe(parts[0]?.at(-2));
});
