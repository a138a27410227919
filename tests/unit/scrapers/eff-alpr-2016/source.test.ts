import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';
import { writePackRows, writeTowns } from '../../../factories/town-pack.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/scrapers/eff-alpr-2016');
let packs: string;
let open: OpenSource;

const agency = (key: string, name: string, place: string) => ({ key, ids: [key], name, type: null, place });

beforeAll(async () => {
  packs = mkdtempSync(join(tmpdir(), 'eff-alpr-'));
  writeTowns(packs, [{ id: 7, name: 'Oakdale', region: 'US-VA' }]);
  writePackRows(packs, 'eff-atlas-2020', 'agencies.jsonl.gz', [
    agency('us-md-oakdale-police-department', 'Oakdale Police Department', 'US-MD'),
    agency('us-in-lakeview-police-department', 'Lakeview PD', 'US-IN'),
  ]);
  writePackRows(packs, 'private-eyes-2024', 'agencies.jsonl.gz', [
    agency('us-ga-elmwood-police-department', 'Elmwood GA PD', 'US-GA'),
  ]);
  open = await openRowSource('eff-alpr-2016');
});

afterAll(() => rmSync(packs, { recursive: true }));

async function readChanged(change: (text: string) => string): Promise<Batch> {
  const path = join(packs, 'table.csv');
  writeFileSync(path, change(readFileSync(join(fixtures, 'table.csv'), 'utf8')));
  return readInProcess(open, path, packs);
}

test('the table gives the rows, refusals and counts of the golden file', async () => {
  const { drafts, refusals, unmatched, counters, counts } = await readChanged((text) => text);
  const report = { counts, counters, unmatched, refusals, drafts };
  await expect(`${JSON.stringify(report, null, 2)}\n`).toMatchFileSnapshot(
    join(fixtures, 'table.expected.json'),
  );
});

test('sums of a year never become the thirty days that metrics speak of', async () => {
  const { drafts } = await readChanged((text) => text);
  expect(drafts.filter(({ row }) => 'metrics' in row)).toEqual([]);
});

test('a name that packs know in another state only waits for a person, and so do its rows', async () => {
  const { drafts } = await readChanged((text) => text);
  expect(drafts.filter(({ findings }) => findings && findings.length > 0).map(({ key }) => key)).toEqual([
    'agency/TX:Lakeview Police Department',
    'TX:Lakeview Police Department',
    'TX:Lakeview Police Department:direct-sharing',
  ]);
});

describe('the file as a whole is refused, with the reason', () => {
  test.each<[string, (text: string) => string, RegExp]>([
    [
      'a renamed column',
      (text) => text.replace('D. NVLS', 'D. Pool'),
      /missing "D\. NVLS"; not expected "D\. Pool"/,
    ],
    ['a web page', () => '<html><body>Not found</body></html>', /HTML page/],
    [
      'an agency twice',
      (text) => text.replace('Elmwood Police Department,GA', 'Oakdale Police Department,VA'),
      /stands on two rows/,
    ],
  ])('%s', async (_, change, reason) => {
    const { failed, drafts } = await readChanged(change);
    expect(failed[0]?.reason).toMatch(reason);
    expect(drafts).toEqual([]);
  });
});

const input = join(
  import.meta.dirname,
  '../../../../../shared/data/atlas/eff-data-driven-alpr-2016-2017.csv',
);

describe.skipIf(!existsSync(input))('the saved table (skipped where ../shared/data is absent)', () => {
  test('all 200 rows are accounted for, and every cell was read', async () => {
    const { counts, unmatched, refusals } = await readInProcess(open, input, packsRoot);
    expect(counts).toEqual([
      {
        unit: 'file',
        seen: 200,
        rows: 194,
        merged: 0,
        states: 0,
        refused: { no_use_shown: 5, reported_under_another_agency: 1 },
      },
    ]);
    expect(unmatched).toEqual({});
    expect(refusals.map(({ detail }) => detail)).toEqual([
      'CA:Burbank Police Department',
      'CA:California Franchise Tax Board',
      "CA:Orange County District Attorney's Office",
      'CA:Redlands Police Department',
      'OH:SOSINK: see Cincinnati Police Department',
      "TX:Tarrant County District Attorney's Office",
    ]);
  });
});
