import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { openPool } from '#lib/db.ts';
import { readBatch } from '#scrapers/core/batch.ts';
import { runDataset } from '#scrapers/core/engine/run.ts';
import { toFileSnapshot, toInputPath } from '#scrapers/core/file-snapshot.ts';
import { ParseProcess } from '#scrapers/core/parse-process.ts';
import { planFiles } from '#scrapers/core/plan-files.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { createTestDatabase } from '../../setup/database.ts';

const input = process.env.SCRAPE_INPUT ?? join(import.meta.dirname, '../../../../shared/data');
const isHere = existsSync(join(input, 'city'));

/** File → [seen, rows, merged into rows of another file, refused]. */
const expected: Record<string, Record<string, [number, number, number, Record<string, number>]>> = {
  'city-trafford': {
    'city/trafford/trafford_cctv_cameras.csv': [163, 163, 0, {}],
    'city/trafford/trafford_cctv_cameras.geojson': [163, 0, 163, {}],
  },
  'city-toronto': { 'city/toronto/Red Light Cameras.csv': [293, 293, 0, {}] },
  'city-auckland': {
    'city/auckland/data-AT-CCTV.csv': [1817, 1751, 0, { no_coordinates: 66 }],
    'city/auckland/data-AT-CCTV.geojson.gz': [1817, 0, 1751, { no_coordinates: 66 }],
  },
  'city-new-orleans': { 'city/new-orleans/new_orleans_cameras_3_11_2022.csv': [432, 432, 0, {}] },
  'city-madison': { 'city/madison-wi/SensorAtlasBundle.json': [96, 96, 0, {}] },
};
const held = ['city-auckland', 'city-new-orleans', 'city-madison'];

describe.skipIf(!isHere)('the city lists of the test input (skipped where ../shared/data is absent)', () => {
  test.each(Object.entries(expected))(
    '%s: every row becomes a device or is refused with a reason',
    async (id, files) => {
      const open = await openRowSource(id);
      const { source, dataset, scrape } = open;
      const parser = new ParseProcess([input]);
      try {
        const units = [];
        for (const unit of planFiles(source, scrape).units) {
          if (!('file' in unit.from)) throw new Error('a city file has no file');
          units.push({ unit, snapshots: [await toFileSnapshot(toInputPath(input, unit.from.file))] });
        }
        const batch = await readBatch({ source, dataset, scrape, packs: packsRoot, units, parser });
        expect(batch.failed).toEqual([]);
        expect(
          Object.fromEntries(
            batch.counts.map(({ unit, seen, rows, merged, refused }) => [
              unit.replace('file:', ''),
              [seen, rows, merged, refused],
            ]),
          ),
        ).toEqual(files);
        // Nothing had to be repaired, guessed or held for its position, and no value is unknown.
        expect(batch.drafts.filter(({ repairs, findings }) => repairs || findings)).toEqual([]);
        expect(batch.unmatched).toEqual({});
        expect(batch.drafts.every(({ row }) => 't' in row && 'country' in row && 'region' in row)).toBe(true);
      } finally {
        parser.close();
      }
    },
  );

  test('a run publishes what may be published, nothing else, and a second run changes nothing', async () => {
    const database = await createTestDatabase();
    const pool = openPool(database.url, 'ingest');
    const dataDir = mkdtempSync(join(tmpdir(), 'public-dossier-city-'));
    const openHttp = () => {
      throw new Error('saved files need no network');
    };
    try {
      const states: Record<string, string[]> = {};
      for (const id of Object.keys(expected)) {
        const open = await openRowSource(id);
        states[id] = [];
        for (let round = 0; round < 2; round += 1) {
          const { state } = await runDataset({ pool, open, packs: packsRoot, dataDir, input, openHttp });
          states[id].push(state);
        }
      }
      expect(states).toEqual({
        'city-trafford': ['published', 'unchanged'],
        'city-toronto': ['published', 'unchanged'],
        'city-auckland': ['held', 'held'],
        'city-new-orleans': ['held', 'held'],
        'city-madison': ['held', 'held'],
      });
      const { rows } = await pool.query(
        'select dataset_id, count(*)::int as devices from device group by 1 order by 1',
      );
      expect(rows).toEqual([
        { dataset_id: 'city-toronto', devices: 293 },
        { dataset_id: 'city-trafford', devices: 163 },
      ]);
      const { rows: proposals } = await pool.query(
        'select count(*)::int as n from proposed_change where dataset_id = any($1)',
        [held],
      );
      expect(proposals).toEqual([{ n: 0 }]);
    } finally {
      await pool.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
