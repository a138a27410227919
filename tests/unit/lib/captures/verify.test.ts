import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Anchor, anchor } from '#lib/captures/anchor.ts';
import { type IndexedText, indexText, rawSlice } from '#lib/captures/indexed-text.ts';
import { type StoredPassage, verifyPassage, verifyPassages } from '#lib/captures/verify.ts';

const ownText = readFileSync('tests/fixtures/captures/harbor-cameras.txt', 'utf8');

type Word = { start: number; end: number };

/** Runs of letters and digits, or single Chinese characters, with their code point spans. */
function findWords(raw: string): Word[] {
  return [...raw.matchAll(/\p{Script=Han}|[\p{Script=Latin}\p{N}]+/gu)].map((match) => {
    const start = [...raw.slice(0, match.index)].length;
    return { start, end: start + [...match[0]].length };
  });
}

/** Longer, shorter and wholly other words. A Chinese character has no edges to grow at: it can only become others. */
function findReplacements(old: string): string[] {
  if (/\p{Script=Han}/u.test(old)) return ['鷗', '鷗鷺'];
  return [`${old}qqq`, old.length > 1 ? old.slice(1) : 'qzqzq', `qqq${old}`, 'zq'];
}

function replaceSpan(raw: string, span: Word, replacement: string): string {
  const points = [...raw];
  return points.slice(0, span.start).join('') + replacement + points.slice(span.end).join('');
}

/** Passages of many lengths over the whole text, each with the occurrence that it is. */
function buildPassages(text: IndexedText): StoredPassage[] {
  const words = findWords(text.raw.text);
  const passages: StoredPassage[] = [];
  for (let first = 0; first < words.length; first += 3) {
    const last = Math.min(words.length - 1, first + 2 + ((first * 7) % 14));
    const start = words[first]?.start ?? 0;
    const end = words[last]?.end ?? 0;
    const quote = rawSlice(text, { start, end });
    const found = anchorAt(text, quote, start);
    if (found !== undefined) passages.push({ ...found, textLength: text.raw.length });
  }
  return passages;
}

function anchorAt(text: IndexedText, quote: string, start: number): Anchor | undefined {
  if (quote.length < 12) return undefined;
  for (let occurrence = 1; ; occurrence += 1) {
    const found = anchor(text, quote, occurrence);
    if (found.start === start) return found;
  }
}

/** For every word of the text: after it is changed, the passages over it are lost and all others are found. */
function expectExactlyOverlappingLost(raw: string): void {
  const passages = buildPassages(indexText(raw));
  const words = findWords(raw);
  expect(words.length).toBeGreaterThan(100);
  for (const word of words) {
    const old = [...raw].slice(word.start, word.end).join('');
    for (const replacement of findReplacements(old)) {
      const changed = indexText(replaceSpan(raw, word, replacement));
      const results = verifyPassages(passages, changed);
      passages.forEach((passage, index) => {
        const overlaps = (passage.start ?? 0) < word.end && (passage.end ?? 0) > word.start;
        const state = results[index]?.state;
        if (overlaps === (state === 'lost')) return;
        expect.fail(`“${old}” → “${replacement}”: passage ${passage.start}–${passage.end} is ${state}`);
      });
    }
  }
}

describe('verifyPassages', { timeout: 120_000 }, () => {
  const text = indexText(ownText);
  const passages = buildPassages(text);

  it('finds every passage where it was anchored', () => {
    for (const result of verifyPassages(passages, text)) expect(result).toEqual({ state: 'verified' });
  });

  it('loses exactly the passages over a changed word, whichever word it is', () => {
    expectExactlyOverlappingLost(ownText);
  });

  it('finds moved words elsewhere and says where, without moving the anchor', () => {
    const quote = anchor(text, 'nobody had told the people of the market');
    const moved = indexText(`A correction stands here.\n\n${ownText}\n\nAnd one here.`);
    expect(verifyPassage({ ...quote, textLength: text.raw.length }, moved)).toEqual({
      state: 'verified',
      foundStart: quote.start + 27,
    });
  });

  it('accepts another typography as normalized', () => {
    const quote = anchor(text, "The council's speaker didn't answer two letters");
    const curly = indexText(ownText.replaceAll("'", '’').replaceAll('\n', ' '));
    expect(verifyPassage(quote, curly)).toEqual({ state: 'verified_normalized' });
    const longer = indexText(`New first line.\n${ownText.replaceAll("'", '’')}`);
    expect(verifyPassage(quote, longer)).toEqual({
      state: 'verified_normalized',
      foundStart: quote.start + 16,
    });
  });

  it('keeps two equal quotations apart when both moved, and gives both up when one of them is gone', () => {
    const quote = 'We would rather call it a street lamp with a memory';
    const [first, second] = [anchor(text, quote, 1), anchor(text, quote, 2)];
    const moved = indexText(`Moved.\n${ownText}More.`);
    expect(verifyPassages([first, second], moved)).toEqual([
      { state: 'verified', foundStart: first.start + 7 },
      { state: 'verified', foundStart: second.start + 7 },
    ]);
    const onePulled = indexText(`Moved.\n${ownText.replace('rather call it', 'sooner call it')}More.`);
    expect(verifyPassages([first, second], onePulled).map((result) => result.state)).toEqual([
      'lost',
      'lost',
    ]);
  });

  it('does not take other words, another case or a longer word for the passage', () => {
    const quote = anchor(text, 'the first lamp was already hanging');
    for (const [from, to] of [
      ['first lamp', 'First lamp'],
      ['hanging', 'hangings'],
      ['already', 'almost'],
      ['lamp was', 'lamp, was'],
    ] as const) {
      expect(verifyPassage(quote, indexText(ownText.replaceAll(from, to))).state).toBe('lost');
    }
    expect(verifyPassage(quote, indexText('')).state).toBe('lost');
  });
});
