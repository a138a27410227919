import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatesFile } from '#lib/candidates/candidate-schema.ts';
import { findCandidates } from '#lib/candidates/find-candidates.ts';
import { toGazetteer } from '#lib/candidates/gazetteer.ts';
import { sliceCodePoints, toCodePointText } from '#lib/captures/code-points.ts';
import { sha256 } from '#lib/captures/indexed-text.ts';
import { DossierError } from '#lib/errors.ts';

const gazetteer = toGazetteer([{ name: 'Chile', id: 'place.CL', type: 'place' }]);
const own = join(import.meta.dirname, '../../../fixtures/candidates/texts');
const readOwn = (id: string) => readFileSync(join(own, `${id}.txt`), 'utf8');

const article = `The Harbor Police installed 60 cameras with facial recognition in March. A Lookout spokesman says the company wasn't involved in the surveillance program. "We keep the pictures for a year," said Ann Moor, an officer of the Harbor Police. "They are stored in one database." She said the footage is shared with the Ministry of Ports. The weather was fine.`;

/** Every {start, end, exactSha256} in a result, wherever it stands. */
function findSpans(value: unknown): { start: number; end: number; exactSha256: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(findSpans);
  return 'exactSha256' in value && 'start' in value && 'end' in value
    ? [
        { start: Number(value.start), end: Number(value.end), exactSha256: String(value.exactSha256) },
        ...inner,
      ]
    : inner;
}

function expectAnchored(raw: string, result: unknown): void {
  const text = toCodePointText(raw);
  for (const { start, end, exactSha256 } of findSpans(result))
    expect(sha256(sliceCodePoints(text, start, end))).toBe(exactSha256);
}

describe('candidates of a text', () => {
  test('are anchored to their exact words, in reading order, with speaker and stance', () => {
    const result = candidatesFile.parse(findCandidates(article, { gazetteer, published: '2016-03-03' }));
    expectAnchored(article, result);
    const text = toCodePointText(article);
    const read = (span: { start: number; end: number } | undefined) =>
      span && sliceCodePoints(text, span.start, span.end);
    expect(
      result.candidates.map(({ stance, act, speaker }) => [
        stance,
        act,
        read(speaker),
        read(speaker?.refersTo),
      ]),
    ).toEqual([
      ['asserts', 'publisher_voice', undefined, undefined],
      ['denies', 'indirect_speech', 'A Lookout spokesman', undefined],
      ['asserts', 'direct_quote', 'Ann Moor', undefined],
      ['asserts', 'direct_quote', 'Ann Moor', undefined],
      ['asserts', 'indirect_speech', 'She', 'Ann Moor'],
    ]);
    expect(result.candidates[0]?.dates).toMatchObject([{ edtf: '2016-03' }]);
    expect(result.candidates[0]?.amounts).toMatchObject([{ type: 'quantity', value: '60' }]);
  });

  test('carry the entity of a name to its short forms', () => {
    const known = toGazetteer([{ name: 'Harbor Watch Group', id: 'org.harbor-watch', type: 'organization' }]);
    const text =
      'Harbor Watch Group (HWG) sells cameras with facial recognition. Harbor Watch said that the surveillance cameras see at night. HWG denied that it sells the footage of its cameras.';
    const { candidates } = findCandidates(text, { gazetteer: known, language: 'en' });
    expect(candidates.map((one) => one.organizations.map((name) => name.entities))).toEqual([
      [['org.harbor-watch'], ['org.harbor-watch']],
      [['org.harbor-watch']],
      [['org.harbor-watch']],
    ]);
  });

  test('are none in a text that is about something else', () => {
    const other =
      'The police of the city said that the fair was well attended, and that it would be held again in the spring by the same office.';
    const result = findCandidates(other, { gazetteer });
    expect(result.gate.isRelevant).toBe(false);
    expect(result.candidates).toEqual([]);
  });

  test('are refused in a language that is not read', () => {
    expect(() => findCandidates('Город установил камеры.', { gazetteer })).toThrow(DossierError);
    expect(() => findCandidates(article, { gazetteer, language: 'nl' })).toThrow(/nl/);
  });

  test.each(['zh-own-1', 'zh-own-2', 'es-own-1', 'es-own-2', 'de-own-1', 'de-own-2'])(
    'are anchored in %s',
    (id) => {
      const raw = readOwn(id);
      const result = candidatesFile.parse(findCandidates(raw, { gazetteer, published: '2021-05-05' }));
      expect(result.language).toBe(id.slice(0, 2));
      expect(result.candidates.length).toBeGreaterThan(5);
      expectAnchored(raw, result);
    },
  );

  test('stay anchored whatever stands around them: astral characters, markup, broken quotation marks', () => {
    const piece = fc.constantFrom(
      article,
      '𝒳 ',
      '**',
      '"',
      '”',
      '[link](https://example.org/x) ',
      '\n\n',
      '漢字。',
      '&amp; ',
      'Ministry of ',
      '(MHA) ',
      'facial recognition ',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const raw = pieces.join('');
        expectAnchored(raw, findCandidates(raw, { gazetteer, language: 'en', published: '2016-03-03' }));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['capital letters', 'Aa '.repeat(100_000)],
    ['names without end', 'Ministry of Home Affairs and '.repeat(15_000)],
    ['sections', 'Section 69, 70 and 71 of the '.repeat(15_000)],
    ['open brackets', '[('.repeat(100_000)],
    ['one long word', 'a'.repeat(400_000)],
    ['numbers', '1,000 '.repeat(60_000)],
    [
      'a thousand companies',
      Array.from({ length: 20_000 }, (_, index) => `Xa${index} Group and Yb${index} (ZZ${index}). `).join(''),
    ],
    ['quotation marks', '" said '.repeat(50_000)],
  ])('take no more than seconds in hostile text: %s', (_, text) => {
    const started = performance.now();
    findCandidates(`surveillance cameras spyware. ${text}`, { gazetteer, language: 'en' });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
