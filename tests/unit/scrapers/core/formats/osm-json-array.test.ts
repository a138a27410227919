import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonPart, readJsonArray } from '#scrapers/core/formats/osm-json-array.ts';

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = 7, name: 'features' | 'elements' = 'elements') {
  const parts: JsonPart[] = [];
  for await (const part of readJsonArray(cut(text, size), name, 'x')) parts.push(part);
  return {
    elements: parts.flatMap((part) => ('element' in part ? [part.element] : [])),
    rest: parts.flatMap((part) => ('rest' in part ? [part.rest] : [])),
    before: parts.flatMap((part) => ('before' in part ? [part.before] : [])),
  };
}

test('gives the elements one by one, then the document without them', async () => {
  const text = '{"a": {"elements": [1]}, "elements": [ {"x": "]}"} , {"y": [{}]} ], "remark": "late"}';
  expect(await read(text)).toEqual({
    elements: [{ x: ']}' }, { y: [{}] }],
    rest: [{ a: { elements: [1] }, elements: [], remark: 'late' }],
    before: [{ a: { elements: [1] }, elements: [] }],
  });
});

test('any array of objects comes out as JSON.parse reads it, wherever the chunks are cut', async () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(
      fc.array(object),
      fc.integer({ min: 1, max: 30 }),
      fc.boolean(),
      async (elements, size, bare) => {
        const document = bare ? elements : { head: 'a"[{\\', elements, tail: [1, { elements: [] }] };
        const text = JSON.stringify(document, null, size % 3);
        const parsed: unknown = JSON.parse(text);
        const expected = bare ? parsed : (parsed as { elements: unknown }).elements;
        expect((await read(text, size)).elements).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});

test('a document cut off at any place is refused', async () => {
  const text = '{"osm3s": {"b": "c"}, "elements": [{"id": 1}, {"id": 2}], "remark": "x"}';
  for (let end = 0; end < text.length; end += 1)
    await expect(read(text.slice(0, end))).rejects.toThrow(/cut off|no JSON/);
});

describe('what is refused', () => {
  test.each([
    ['[1]', /no object/],
    ['[{"a": }]', /no JSON/],
    ['[{}] x', /follows the end/],
    ['[{}', /cut off/],
  ])('%s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('one element, or a head, without end', async () => {
    await expect(read(`[{"a": "${'x'.repeat(1_100_000)}`, 65_536)).rejects.toThrow(/more than 1000000/);
    await expect(read(`{"a": "${'x'.repeat(1_100_000)}`, 65_536)).rejects.toThrow(/outside of "elements"/);
  });

  test('brackets 100,000 deep, without a stack that overflows', async () => {
    await expect(read(`[{"a": ${'['.repeat(100_000)}`, 65_536)).rejects.toThrow(/cut off/);
  });
});
