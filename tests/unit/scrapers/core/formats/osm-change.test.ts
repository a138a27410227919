import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOsmChange } from '#scrapers/core/formats/osm-change.ts';
import type { OsmEntry } from '#scrapers/core/formats/osm-entry.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'osc-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string): Promise<OsmEntry[]> {
  const path = join(folder, 'a.osc.gz');
  writeFileSync(path, gzipSync(content));
  const entries: OsmEntry[] = [];
  for await (const entry of readOsmChange(path, 'a.osc.gz')) entries.push(entry);
  return entries;
}
const change = (body: string) => `<osmChange version="0.6">${body}</osmChange>`;
const node = (id: number, version: number) =>
  `<node id="${id}" version="${version}" lat="1.5" lon="-2.25"><tag k="man_made" v="surveillance"/></node>`;

test('blocks that interleave are read in the order of the document', async () => {
  const entries = await read(
    change(
      `<modify>${node(1, 5)}</modify><delete><node id="1" version="6"/></delete><create>${node(2, 1)}</create><modify>${node(1, 7)}</modify>`,
    ),
  );
  expect(entries.map((entry) => ('version' in entry ? [entry.kind, entry.version] : []))).toEqual([
    ['object', 5],
    ['absent', 6],
    ['object', 1],
    ['object', 7],
  ]);
});

test('a long diff is read in the memory of a few chunks', async () => {
  const body = `<modify>${Array.from({ length: 20_000 }, (_, id) => node(id + 1, 2)).join('\n')}</modify>`;
  expect(await read(change(body))).toHaveLength(20_000);
});

describe('what is refused as a whole', () => {
  test.each([
    [
      'a billion laughs',
      '<!DOCTYPE osmChange [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><osmChange>&b;</osmChange>',
      /document type definition/,
    ],
    [
      'an external entity',
      '<!DOCTYPE osmChange SYSTEM "file:///etc/passwd"><osmChange/>',
      /document type definition/,
    ],
    ['an entity that nobody declared', change('<create>&evil;</create>'), /damaged/],
    ['markup that is not closed', '<osmChange><create><node id="1"/>', /cut off|damaged/],
    ['other XML', '<rss version="2.0"/>', /begins with <rss>/],
    ['another block', change('<upsert/>'), /<upsert> is no change/],
    ['another object', change('<create><changeset id="1"/></create>'), /no map object/],
    [
      'markup without end inside of a tag',
      change(`<create><node id="1"><tag k="a" v="b">${'<x>'.repeat(5)}`),
      /deeper/,
    ],
    [
      'a value without end',
      `<osmChange><create><node id="1" user="${'x'.repeat(2_000_000)}"`,
      /characters stand between/,
    ],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});

test('keys of prototypes are tags like others', async () => {
  const [entry] = await read(
    change(
      `<create><node id="1" version="1" lat="1" lon="1"><tag k="__proto__" v="x"/><tag k="constructor" v="y"/><tag k="man_made" v="surveillance"/></node></create>`,
    ),
  );
  expect(entry).toMatchObject({ kind: 'object', id: 'node/1' });
  expect(Object.keys(entry?.kind === 'object' ? entry.tags : {})).toEqual([
    '__proto__',
    'constructor',
    'man_made',
  ]);
});

test.each(['NaN', '1e3', '', 'Infinity', '1,5'])('a latitude "%s" is none', async (lat) => {
  const text = node(1, 1).replace('lat="1.5"', `lat="${lat}"`);
  expect(await read(change(`<create>${text}</create>`))).toMatchObject([{ reason: 'no_point' }]);
});
