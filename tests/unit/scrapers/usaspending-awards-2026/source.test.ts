import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awardRowSchema } from '#lib/contracts/pack-rows.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';
import { stateAward, stateOfAwards, statesOfAwards } from '../../../factories/states-of-awards.ts';

let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('usaspending-awards-2026');
  folder = mkdtempSync(join(tmpdir(), 'states-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function readText(text: string): Promise<Batch> {
  const path = join(folder, 'awards.geojson');
  writeFileSync(path, text);
  return readInProcess(open, path, folder);
}

const read = (...features: object[]) => readText(JSON.stringify(statesOfAwards(features)));
const awards = ({ drafts }: Batch) =>
  drafts.flatMap(({ kind, row }) => (kind === 'award' ? [awardRowSchema.parse(row)] : []));

test('an award that two searches found is one', async () => {
  const batch = await read(stateOfAwards('VA', [stateAward(), stateAward({ vendor: 'Grayshift' })]));
  expect(awards(batch)).toMatchObject([
    { vendor: 'palantir', buyer: 'us-fbi', region: 'US-VA', amount: '1000', rounded: true },
  ]);
  expect(batch.counts[0]).toMatchObject({ seen: 2, rows: 1, merged: 1 });
});

test('repeats that differ in anything but the search are none', async () => {
  const batch = await read(stateOfAwards('VA', [stateAward(), stateAward({ amount: 2000 })]));
  expect([awards(batch), batch.counts[0]?.refused]).toEqual([[], { repeats_differ: 2 }]);
  const states = await read(stateOfAwards('VA', [stateAward()]), stateOfAwards('MD', [stateAward()]));
  expect(awards(states)).toEqual([]);
});

test('the description, which names officers, never comes through, and no position does', async () => {
  const text = JSON.stringify(
    await read(stateOfAwards('VA', [stateAward(), stateAward({ awardType: 'GIFT' })])),
  );
  expect(text).not.toMatch(/EXAMPLETON|555-0100|coordinates/);
});

test('a company that only a parent’s name brought in is left out', async () => {
  const batch = await read(
    stateOfAwards('VA', [
      stateAward({ vendor: 'Motorola Solutions', recipient: 'SILVUS TECHNOLOGIES, INC.' }),
    ]),
  );
  expect([awards(batch), batch.counts[0]?.refused]).toEqual([[], { recipient_is_no_vendor_of_the_list: 1 }]);
});

test('an end before the beginning is left out and counted, the award stays', async () => {
  const batch = await read(stateOfAwards('VA', [stateAward({ endDate: '2023-01-01' })]));
  expect(awards(batch)[0]?.ends).toBeUndefined();
  expect(batch.counters.ends_before_it_starts).toBe(1);
});

test('an address that is no award is refused', async () => {
  const batch = await read(
    stateOfAwards('VA', [stateAward({ url: 'https://evil.example/award/CONT_AWD_A1' })]),
  );
  expect(batch.counts[0]?.refused).toEqual({ no_award_key: 1 });
});

test.each([
  ['a license that is another one', statesOfAwards([], { license: 'CC BY-NC' })],
  ['a new property', statesOfAwards([stateOfAwards('VA', [stateAward({ contact: 'x' })])])],
  ['a state that is none', statesOfAwards([stateOfAwards('ZZ', [stateAward()])])],
  ['a state twice', statesOfAwards([stateOfAwards('VA', [stateAward()]), stateOfAwards('VA', [])])],
  [
    'a total that its vendors do not make',
    statesOfAwards([stateOfAwards('VA', [stateAward()], undefined, { totalAmount: 5000 })]),
  ],
  [
    'a count that its vendors do not make',
    statesOfAwards([stateOfAwards('VA', [stateAward()], undefined, { awardCount: 2 })]),
  ],
  ['an amount in words', statesOfAwards([stateOfAwards('VA', [stateAward({ amount: 'much' })])])],
  ['no collection', []],
])('%s stops the file', async (_, json) => {
  const { failed, drafts } = await readText(JSON.stringify(json));
  expect([failed.length, drafts]).toEqual([1, []]);
});

test('a text that is no JSON stops the file', async () => {
  expect((await readText('{"type":')).failed).toHaveLength(1);
});
