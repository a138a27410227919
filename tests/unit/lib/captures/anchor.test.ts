import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchor } from '#lib/captures/anchor.ts';
import { indexText, rawSlice, sha256 } from '#lib/captures/indexed-text.ts';
import { DossierError } from '#lib/errors.ts';

const text = indexText(readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8'));
const words = (quote: string, occurrence?: number) => rawSlice(text, anchor(text, quote, occurrence));

describe('anchor', () => {
  it('finds escaped characters when the quotation is written without the escape', () => {
    expect(words('1.2 million crowns ($110,000)')).toBe('1.2 million crowns (\\$110,000)');
  });

  it('finds emphasized words and leaves the marks at the edges out', () => {
    expect(words('lanternae, as the engineers')).toBe('lanternae*, as the engineers');
  });

  it('finds a sentence that is broken over blank lines', () => {
    expect(words('hanging above the gate')).toBe('hanging above the\n\ngate');
  });

  it('needs to be told which of two equal quotations is meant', () => {
    const quote = 'We would rather call it a street lamp with a memory';
    expect(() => anchor(text, quote)).toThrow(/occurs 2 times/);
    const [first, second] = [anchor(text, quote, 1), anchor(text, quote, 2)];
    expect([first.occurrence, first.of, second.occurrence, second.of]).toEqual([1, 2, 2, 2]);
    expect(first.start).toBeLessThan(second.start);
    expect(first.sha256).toBe(second.sha256);
    expect(() => anchor(text, quote, 3)).toThrow(/no occurrence 3/);
  });

  it('does not join a quotation that the speaker interrupted', () => {
    expect(() => anchor(text, 'a street lamp with a memory, and not a camera')).toThrow(/is not in the text/);
    expect(words('and not a camera at all')).toBe('and not a camera at all');
  });

  it('counts code points: six Chinese characters are enough, astral ones count once', () => {
    const found = anchor(text, '𠮷野先生也不同意');
    expect(found.end - found.start).toBe(8);
    expect(rawSlice(text, found)).toBe('𠮷野先生也不同意');
    expect(() => anchor(text, '市場的燈會')).toThrow(/the least is 6/);
  });

  it.each([
    ['absent words', 'no such words anywhere', /is not in the text/],
    ['half a word', 'own council of Northaven', /is not in the text/],
    ['another case', 'the town council of northaven', /is not in the text/],
    ['a short quotation', 'fish market', /11 characters; the least is 12/],
  ])('refuses %s', (_, quote, message) => {
    expect(() => anchor(text, quote)).toThrow(DossierError);
    expect(() => anchor(text, quote)).toThrow(message);
  });

  it('stores hashes of the raw and of the normalized words', () => {
    const found = anchor(text, "council's speaker didn't answer");
    expect(found.sha256).toBe(sha256("council's speaker didn't answer"));
    expect(found.normalizedLength).toBe(31);
    expect(anchor(text, 'council’s speaker didn’t answer')).toEqual(found);
  });
});
