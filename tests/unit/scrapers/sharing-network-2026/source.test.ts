import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/scrapers/sharing-network-2026');
const nodes = join(fixtures, 'nodes.geojson');
let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('sharing-network-2026');
  folder = mkdtempSync(join(tmpdir(), 'network-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = () => readInProcess(open, nodes, folder);

async function readText(text: string): Promise<Batch> {
  const path = join(folder, 'changed.geojson');
  writeFileSync(path, text);
  return readInProcess(open, path, folder);
}

const agencies = ({ drafts }: Batch) =>
  drafts.flatMap(({ kind, row }) => (kind === 'agency' && 'aliases' in row ? [row] : []));

test('the nodes give the rows, refusals and counts of the golden file', async () => {
  const { drafts, refusals, unmatched, counters, counts } = await read();
  await expect(
    `${JSON.stringify({ counts, counters, unmatched, refusals, drafts }, null, 2)}\n`,
  ).toMatchFileSnapshot(join(fixtures, 'expected.json'));
});

test('no position and no pair comes through: agencies are no devices, and connections have no direction', async () => {
  const { drafts } = await read();
  expect(drafts.some(({ kind }) => kind === 'sharing' || kind === 'device')).toBe(false);
  expect(JSON.stringify(drafts)).not.toMatch(/"(lat|lon|coordinates|connectionCount|pool)"/);
});

test('a placeholder position is refused and counted; the name beside it is kept where it names somebody', async () => {
  const batch = await read();
  expect(batch.counters.coordinates_refused_as_placeholder).toBe(4);
  expect(batch.refusals.map(({ reason, detail }) => [reason, detail])).toEqual(
    expect.arrayContaining([
      ['number_in_place_of_a_name', '988'],
      ['names_no_agency', 'null'],
    ]),
  );
  expect(agencies(batch).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Elmwood OH PD', 'Rosemont']),
  );
});

test('spellings of one agency are one, a city and the town of its name are two', async () => {
  const byKey = new Map(agencies(await read()).map((row) => [row.key, row.ids.length]));
  expect(byKey.get('us-oh-larkfield-police-department')).toBe(3);
  expect(byKey.get('us-mo-camden-county-sheriffs-office')).toBe(2);
  expect(byKey.get('us-oh-union-city-police-department')).toBe(1);
  expect(byKey.get('us-oh-union-police-department')).toBe(1);
});

test('without a state only equal names are one agency, and an office of a federal body is not of its state', async () => {
  const rows = agencies(await read());
  expect(rows.filter(({ name }) => name.startsWith('Grundy')).map(({ key, place }) => [key, place])).toEqual([
    ['us-unknown-grundy-co-so', null],
    ['us-unknown-grundy-county-so', null],
  ]);
  expect(rows.find(({ key }) => key.includes('louisville'))).toMatchObject({ place: null });
});

test('cameras are taken from portals alone, and 0 is not taken for a count', async () => {
  const { drafts, counters } = await read();
  expect(
    drafts.flatMap(({ kind, row }) => (kind === 'deployment' && 'metrics' in row ? [row.metrics] : [])),
  ).toEqual([{ on: '2026-04', devices: 12 }]);
  expect(counters.portals_with_0_cameras_not_used).toBe(1);
});

describe('files that are not what they were', () => {
  test.each([
    ['a new property', (text: string) => text.replaceAll('"city"', '"town"'), /Unrecognized key|city/],
    [
      'edges beside the nodes',
      (text: string) => text.replace('"features"', '"edges": [], "features"'),
      /no GeoJSON collection/,
    ],
    ['half a file', (text: string) => text.slice(0, text.length / 2), /not JSON/],
    ['another geometry', (text: string) => text.replace('"Point"', '"LineString"'), /geometry/],
    ['an unknown geocoder', (text: string) => text.replace('"place"', '"guess"'), /geocodeMethod/],
    ['a web page', () => '<!DOCTYPE html><html><body>Gone</body></html>', /web page|HTML/i],
  ])('%s stops the file', async (_, change, reason) => {
    const { drafts, failed } = await readText(change(readFileSync(nodes, 'utf8')));
    expect(drafts).toEqual([]);
    expect(failed[0]?.reason).toMatch(reason);
  });

  test('the license of the origin is unclear, so the dataset is held', () => {
    expect(open.scrape.hold).toMatch(/license/);
  });
});
