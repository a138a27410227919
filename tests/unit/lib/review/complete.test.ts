import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PhraseBook } from '#lib/review/complete.ts';

const book = new PhraseBook({
  source: ['Zinc lamps were bought.'],
  written: [
    'The town put cameras on its lamp posts.',
    'The council put sensors on its lamp posts.',
    'The council paid for them.',
  ],
});

describe('what is offered while a line is typed', () => {
  it.each([
    ['', 'The ', 'The council paid for them.'],
    ['The', ' council ', ' council paid for them.'],
    ['The ', 'council ', 'council paid for them.'],
    ['The t', 'own ', 'own put cameras on its lamp posts.'],
    ['We saw lamp ', 'posts.', 'posts.'],
    ['se', 'nsors ', 'nsors on its lamp posts.'],
  ])('after “%s”', (typed, word, line) => {
    expect(book.complete(typed)).toEqual({ word, line });
  });

  it('never is more than a word of the source, whose sentences are not ours', () => {
    expect(book.complete('Zi')).toEqual({ word: 'nc ', line: 'nc ' });
    expect(book.complete('Zinc ')).toEqual({ word: 'lamps ', line: 'lamps ' });
  });

  it.each(['zebra', 'The council paid for them.', 'xyz '])('is nothing after “%s”', (typed) => {
    expect(book.complete(typed)).toBeUndefined();
  });

  it('continues what is typed with words that stand in the book, and nothing else', () => {
    const lines = fc.array(fc.array(fc.constantFrom('a', 'ab', 'abc', 'b', 'bc', 'c'), { minLength: 1 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        lines,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 }),
        (words, typed) => {
          const texts = words.map((line) => line.join(' '));
          const offered = new PhraseBook({ source: [], written: texts }).complete(typed);
          if (offered === undefined) return;
          expect(offered.word).not.toBe('');
          expect(offered.line.startsWith(offered.word.trimEnd())).toBe(true);
          const known = new Set<string>(words.flat());
          expect(known.has((typed + offered.word).trim().split(/\s+/).at(-1) ?? '')).toBe(true);
        },
      ),
    );
  });
});
