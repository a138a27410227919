import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';
import { stateOfAwards, statesOfAwards } from '../../../factories/states-of-awards.ts';

let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('usaspending-state-totals-2026');
  folder = mkdtempSync(join(tmpdir(), 'totals-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function read(...features: object[]): Promise<Batch> {
  const path = join(folder, 'awards.geojson');
  writeFileSync(path, JSON.stringify(statesOfAwards(features)));
  return readInProcess(open, path, folder);
}

test('a sum keeps state, vendor, number of awards and the days of the search', async () => {
  const { drafts } = await read(
    stateOfAwards('VA', [], [{ name: 'SoundThinking (ShotSpotter)', amount: 12, count: 3 }]),
  );
  expect(drafts.map(({ row }) => row)).toEqual([
    {
      id: 'US-VA/shotspotter',
      vendor: 'shotspotter',
      region: 'US-VA',
      amount: '12',
      currency: 'USD',
      amountKind: 'obligated',
      rounded: true,
      awards: 3,
      from: '2015-01-01',
      to: '2026-08-05',
    },
  ]);
});

test('a search whose awards are those of another vendor gives no second sum', async () => {
  const batch = await read(
    stateOfAwards(
      'VA',
      [],
      [
        { name: 'Magnet Forensics', amount: 50, count: 5 },
        { name: 'Grayshift', amount: 20, count: 2 },
      ],
    ),
  );
  expect(batch.drafts.map(({ key }) => key)).toEqual(['US-VA/magnet-forensics']);
  expect(batch.counts[0]?.refused).toEqual({ counted_under_another_vendor: 1 });
});

test('a name that nobody has read is refused and counted', async () => {
  const batch = await read(stateOfAwards('VA', [], [{ name: 'New Vendor', amount: 1, count: 1 }]));
  expect([batch.drafts, batch.counts[0]?.refused]).toEqual([[], { recipient_is_no_vendor_of_the_list: 1 }]);
  expect(batch.unmatched).toEqual({ vendor: { 'New Vendor': 1 } });
});

test('sums that differ from their total by rounding alone are taken', async () => {
  const vendors = [
    { name: 'Palantir', amount: 10, count: 1 },
    { name: 'Genetec', amount: 10, count: 1 },
  ];
  const { failed, drafts } = await read(stateOfAwards('DC', [], vendors, { totalAmount: 21 }));
  expect([failed, drafts.length]).toEqual([[], 2]);
});
