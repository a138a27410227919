import { describe, expect, it } from 'vitest';
import { anchor } from '#lib/captures/anchor.ts';
import { codePointAt } from '#lib/captures/code-points.ts';
import { extractText } from '#lib/captures/extract.ts';
import { type IndexedText, indexText, rawSlice, type Span } from '#lib/captures/indexed-text.ts';
import { normalize } from '#lib/captures/normalize.ts';
import { toHighlightUrl } from '#lib/captures/text-fragment.ts';
import { type StoredPassage, verifyPassages } from '#lib/captures/verify.ts';
import { type CorpusPage, readPageCorpus } from '../setup/page-corpus.ts';

/** Passages and changes a page; every place of every page would take an hour. */
const mostPassages = 250;
const mostChanges = 60;

/** Quotations of 4 to 40 words or characters over the whole text, as an editor would cut them: from an edge of a word to another. */
function cutQuotations(text: IndexedText): Span[] {
  const { beginnings, rawStarts, rawEnds, normalized } = text;
  const edges = [...beginnings];
  // Nobody quotes a space: from the first letter of a word to the last of another.
  const starts = edges.filter((edge) => /[\p{L}\p{N}]/u.test(codePointAt(normalized, edge) ?? ''));
  const ends = edges.filter((edge) => /[\p{L}\p{N}\p{M}]/u.test(codePointAt(normalized, edge - 1) ?? ''));
  const step = Math.max(1, Math.floor(starts.length / mostPassages));
  const spans: Span[] = [];
  for (let first = 0; first < starts.length; first += step) {
    const start = starts[first] ?? 0;
    const last = ends.findIndex((edge) => edge > start) + 3 + ((first * 7) % 36);
    const end = ends[last];
    if (end !== undefined) spans.push({ start: rawStarts[start] ?? 0, end: rawEnds[end - 1] ?? 0 });
  }
  return spans;
}

/** Undefined for words too short to be told from chance; any other quotation must anchor exactly where it was cut. */
function anchorAt(text: IndexedText, span: Span): StoredPassage | undefined {
  const quote = rawSlice(text, span);
  if ([...normalize(quote).text].length < 12) return undefined;
  for (let occurrence = 1; ; occurrence += 1) {
    // Throws after the last one.
    const found = anchor(text, quote, occurrence);
    if (found.start === span.start && found.end === span.end)
      return { ...found, textLength: text.raw.length };
  }
}

/** Every n-th letter with another letter of the same text in its place. */
function* changeLetters(text: IndexedText): Generator<{ at: number; text: string }> {
  const points = [...text.raw.text];
  const letters = points.flatMap((point, at) => (/^\p{L}$/u.test(point) ? [at] : []));
  const step = Math.max(1, Math.floor(letters.length / mostChanges));
  for (let index = 0; index < letters.length; index += step) {
    const at = letters[index] ?? 0;
    const old = points[at];
    const other = letters
      .map((place) => points[place])
      .find((point) => point !== old && isSameKind(point, old));
    if (other === undefined) continue;
    yield { at, text: points.with(at, other).join('') };
  }
}

/** A Latin letter among Chinese ones would move the edges of words, which is more than one changed character. */
function isSameKind(a = '', b = ''): boolean {
  const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  return spaceless.test(a) === spaceless.test(b);
}

async function readText({ bytes = Buffer.alloc(0), mediaType }: CorpusPage): Promise<IndexedText> {
  return indexText((await extractText(bytes, mediaType)).text);
}

const { pages, own } = readPageCorpus();
const held = pages.filter(({ bytes }) => bytes !== undefined);

describe('anchors in many scripts', { timeout: 240_000 }, () => {
  it('are tried on real pages in at least five scripts', () => {
    expect(new Set(held.map(({ script }) => script)).size).toBeGreaterThanOrEqual(5);
  });

  for (const page of [...pages, ...own]) {
    const name = page.bytes === undefined ? `${page.name} (skipped: it is not on this machine)` : page.name;
    it.skipIf(page.bytes === undefined)(`${page.script}: ${name}`, async () => {
      const text = await readText(page);
      const passages = cutQuotations(text).flatMap((span) => anchorAt(text, span) ?? []);
      expect(passages.length).toBeGreaterThan(own.includes(page) ? 10 : 60);

      // Each anchor leads back to its words, and a link can carry them.
      for (const result of verifyPassages(passages, text)) expect(result).toEqual({ state: 'verified' });
      for (const { start, end } of passages) {
        const url = toHighlightUrl(
          'https://news.example/',
          rawSlice(text, { start: start ?? 0, end: end ?? 0 }),
        );
        expect(URL.canParse(url ?? '')).toBe(true);
      }

      // Moved by a line before and after, each is found again, equal ones in their order.
      const line = [...'A line above.\n\n'].length;
      verifyPassages(passages, indexText(`A line above.\n\n${text.raw.text}\nBelow.`)).forEach(
        (result, index) => {
          if (passages[index]?.of === 1)
            expect(result).toEqual({ state: 'verified', foundStart: (passages[index]?.start ?? 0) + line });
        },
      );

      // One changed character loses exactly the passages over it.
      let changes = 0;
      for (const changed of changeLetters(text)) {
        changes += 1;
        const lost = verifyPassages(passages, indexText(changed.text)).map(({ state }) => state === 'lost');
        const over = passages.map(({ start, end }) => (start ?? 0) <= changed.at && changed.at < (end ?? 0));
        expect(lost, `character ${changed.at} of ${page.name}`).toEqual(over);
      }
      expect(changes).toBeGreaterThan(30);
    });
  }
});
