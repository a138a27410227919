import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sliceCodePoints, toCodePointText } from '#lib/captures/code-points.ts';
import { findLongCopy, indexWords, largestShare } from '#lib/captures/quotation.ts';
import { countWords } from '#lib/captures/words.ts';
import { seedAbsence, seedText } from '../setup/seed-text.ts';
import { seedClaims, seedClaimsPath, seedPassages, valuesOf } from './seed-claims.ts';

if (seedText === undefined) console.info(seedAbsence);
const withText = it.skipIf(seedText === undefined);
const skipped = seedText === undefined ? ` (${seedAbsence})` : '';

const usedPassages = new Set(
  seedClaims.claims.flatMap((claim) =>
    claim.passages.map((passage) => (typeof passage === 'string' ? passage : passage.id)),
  ),
);

describe('the claims file of the first work', () => {
  withText(`holds every sentence: no three words in a row stand outside all passages${skipped}`, () => {
    const text = toCodePointText(seedText ?? '');
    const outside: string[] = [];
    let at = 0;
    const used = seedPassages.filter((passage) => usedPassages.has(passage.id));
    for (const { start, end } of [...used, { start: text.length, end: text.length }].sort(
      (a, b) => a.start - b.start,
    )) {
      if (start > at) outside.push(sliceCodePoints(text, at, start));
      at = Math.max(at, end);
    }
    expect(outside.filter((piece) => countWords(piece) > 2)).toEqual([]);
  });

  withText(`is about this very copy, and nothing in data/ repeats 13 words of it${skipped}`, () => {
    const words = indexWords(seedText ?? '');
    expect(seedClaims.captures[0]?.wordCount).toBe(countWords(seedText ?? ''));
    for (const path of textFilesUnder('data')) {
      expect({ path, copy: findLongCopy(readFileSync(path, 'utf8'), words) }).toEqual({
        path,
        copy: undefined,
      });
    }
  });

  withText(`says nothing with more than eight words of the article in a row${skipped}`, () => {
    const grams = toGrams(seedText ?? '', 9);
    for (const { id, says, note } of seedClaims.claims) {
      for (const own of [says, note ?? '']) {
        expect({ id, copied: [...toGrams(own, 9)].filter((gram) => grams.has(gram)) }).toEqual({
          id,
          copied: [],
        });
      }
    }
  });

  it('points every passage at a claim, and every claim at the words that state it', () => {
    expect(seedPassages.map((passage) => passage.id).filter((id) => !usedPassages.has(id))).toEqual([]);
    for (const claim of seedClaims.claims) {
      const stating = claim.passages.filter((p) => typeof p === 'string' || p.role === 'statement');
      expect({ id: claim.id, stating: stating.length }).not.toEqual({ id: claim.id, stating: 0 });
    }
  });

  it('publishes at most a tenth of the words, the source’s own words for terms and things included', () => {
    const phrases = seedPassages.flatMap(({ phrase }) => (phrase === undefined ? [] : [phrase]));
    const kept = seedClaims.claims.flatMap((claim) =>
      valuesOf(claim.object).flatMap((value) => {
        if (value.type === 'term') return value.raw ?? [];
        return value.type === 'text' && claim.predicate === 'name.designation' ? value.text : [];
      }),
    );
    const beside = new Set(
      kept.filter((raw) => !phrases.some((p) => p.toLowerCase().includes(raw.toLowerCase()))),
    );
    const total = [...phrases, ...beside].reduce((sum, words) => sum + countWords(words), 0);
    expect(phrases.length).toBeGreaterThan(20);
    expect(total).toBeLessThanOrEqual((seedClaims.captures[0]?.wordCount ?? 0) * largestShare);
  });

  it('writes a passage short enough to be shown: 40 words, 300 characters', () => {
    for (const { id, start, end } of seedPassages) {
      expect({ id, tooLong: end - start > 300 }).toEqual({ id, tooLong: false });
      if (seedText === undefined) continue;
      const words = countWords(sliceCodePoints(toCodePointText(seedText), start, end));
      expect({ id, words }).toSatisfy((passage: { words: number }) => passage.words <= 40);
    }
  });

  it('heads every stretch of claims with the part of the article that it follows', () => {
    const comments = readFileSync(seedClaimsPath, 'utf8').match(
      /^ {2}# (Paragraph|Masthead|Pull quote|Last line)/gm,
    );
    expect(comments).toHaveLength(13);
  });
});

function textFilesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(gz|pbf|png|zip)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function toGrams(text: string, size: number): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(size - 1).map((_, index) => words.slice(index, index + size).join(' ')));
}
