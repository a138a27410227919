import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../factories/read-in-process.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/scrapers/osm-surveillance');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'osm-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (path: string): Promise<Batch> =>
  readInProcess(await openRowSource('osm-surveillance'), path, packsRoot);
const rowsOf = ({ drafts }: Batch) => drafts.map(({ row }) => row);

describe('from file to rows, with the packed places, agencies and makers', () => {
  test('an Overpass answer: every element is a row, left the selection, or is refused with a reason', async () => {
    const batch = await read(join(fixtures, 'overpass.json'));
    expect(batch.failed).toEqual([]);
    expect(batch.counts).toEqual([
      {
        unit: 'file',
        seen: 11,
        rows: 6,
        merged: 0,
        states: 1,
        refused: { private: 1, guard: 1, no_point: 1, out_of_range: 1 },
      },
    ]);
    expect(batch.states).toMatchObject([{ key: 'node/111', state: 'out_of_scope', version: 3 }]);
    expect(batch.counters).toMatchObject({
      uncertain: 1,
      'left_selection: private': 1,
      operator_is_vendor: 1,
    });
    expect(rowsOf(batch)).toContainEqual({
      id: 'relation/103',
      lon: 4.5,
      lat: 52.3,
      v: 2,
      m: 'flock-safety',
      country: 'NL',
      region: expect.any(String),
      town: expect.any(Number),
    });
  });

  test('neither operators by name, nor changesets, nor any free text come into rows', async () => {
    const text = JSON.stringify(rowsOf(await read(join(fixtures, 'overpass.json'))));
    expect(text).not.toMatch(/Politie|900\d|Jane|caméra|sensor|operator|maker"/);
  });

  test('a diff: rows, states, and what a newer version makes obsolete', async () => {
    const batch = await read(join(fixtures, 'changes.osc'));
    expect(rowsOf(batch)).toMatchObject([
      { id: 'node/604', v: 9 },
      { id: 'node/601', s: 'disused', v: 5 },
    ]);
    expect(batch.states.map(({ key, state, version }) => [key, state, version])).toEqual([
      ['node/605', 'out_of_scope', 3],
      ['node/606', 'out_of_scope', 4],
      ['way/610', 'out_of_scope', 3],
      ['node/608', 'out_of_scope', 2],
    ]);
    expect(batch.counts[0]).toMatchObject({ seen: 13, rows: 2, merged: 3, states: 4 });
  });

  test('a new maker in a country waits for a person; the same rows of the country that knows it do not', async () => {
    const element = (id: number, lat: number, lon: number) => ({
      type: 'node',
      id: 9_000_000_000_000 + id,
      lat,
      lon: lon + id / 1_000,
      version: 1,
      tags: { man_made: 'surveillance', 'surveillance:type': 'ALPR', manufacturer: 'Flock Safety' },
    });
    const six = [0, 1, 2, 3, 4, 5];
    const path = join(folder, 'new-maker.json');
    // Ulaanbaatar and Atlanta.
    const elements = [
      ...six.map((id) => element(id, 47.9, 106.9)),
      ...six.map((id) => element(id + 10, 33.75, -84.4)),
    ];
    writeFileSync(
      path,
      JSON.stringify({ version: 0.6, osm3s: { timestamp_osm_base: '2026-08-20T11:00:00Z' }, elements }),
    );
    const batch = await read(path);
    const byCountry = (country: string) =>
      batch.drafts.flatMap(({ row, findings }) =>
        'country' in row && row.country === country ? [findings] : [],
      );
    expect(byCountry('MN')).toEqual(six.map(() => ['maker_new_in_country: flock-safety MN, 6 rows']));
    expect(byCountry('US')).toEqual(six.map(() => undefined));
  });

  test('a burst of one changeset waits for a person', async () => {
    const path = join(folder, 'burst.json');
    const elements = Array.from({ length: 201 }, (_, index) => ({
      type: 'node',
      id: 9_100_000_000_000 + index,
      lat: 52 + index / 10_000,
      lon: 5,
      version: 1,
      changeset: 77_777_777,
      tags: { man_made: 'surveillance', 'surveillance:type': 'camera' },
    }));
    writeFileSync(path, JSON.stringify({ version: 0.6, osm3s: {}, elements }));
    const batch = await read(path);
    expect(batch.drafts.filter(({ findings }) => findings?.[0]?.startsWith('burst: 201'))).toHaveLength(201);
    expect(JSON.stringify(rowsOf(batch))).not.toMatch(/changeset|77777777/);
  });
});
