import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';
import { writeTowns } from '../../../factories/town-pack.ts';
import { type EffMode, renderExport } from '../../../fakes/eff.ts';

let packs: string;
let open: OpenSource;

beforeAll(async () => {
  packs = mkdtempSync(join(tmpdir(), 'eff-atlas-'));
  writeTowns(packs, [{ id: 7, name: 'Oakdale', region: 'US-VA' }]);
  open = await openRowSource('eff-atlas');
});

afterAll(() => rmSync(packs, { recursive: true }));

async function read(mode: EffMode): Promise<Batch> {
  const path = join(packs, 'export.csv');
  writeFileSync(path, renderExport(mode));
  return readInProcess(open, path, packs);
}

const keysOf = ({ drafts }: Batch) => drafts.map(({ key }) => key).sort();

test('the export gives the rows, refusals and counts of the golden file', async () => {
  const { drafts, refusals, unmatched, counters, counts } = await read('ok');
  await expect(
    `${JSON.stringify({ counts, counters, unmatched, refusals, drafts }, null, 2)}\n`,
  ).toMatchFileSnapshot('../../../fixtures/scrapers/eff-atlas/export.expected.json');
});

test('no sentence of a summary and no point comes through', async () => {
  const text = JSON.stringify((await read('ok')).drafts);
  expect(text).not.toContain('sentence');
  expect(text).not.toContain('quotation');
  expect(text).not.toMatch(/"(lat|lon)"/);
});

test('a byte order mark changes nothing', async () => {
  expect((await read('byte_order_mark')).drafts).toEqual((await read('ok')).drafts);
});

test('a row that is gone takes its deployment along, and the agency of the others stays the same record', async () => {
  const [before, after] = [keysOf(await read('ok')), keysOf(await read('one_row_gone'))];
  expect(before.filter((key) => !after.includes(key))).toEqual(['AOS000001']);
  expect(after.filter((key) => !before.includes(key))).toEqual([]);
});

describe('the file as a whole is refused, with the reason', () => {
  test.each<[EffMode, RegExp]>([
    [
      'renamed_column',
      /header changed: missing "TECH ABV"; not expected "Technology Code" \(export\.csv, line 1\)/,
    ],
    ['missing_column', /header changed: missing "Other Links"/],
    ['extra_column', /header changed: not expected "Latitude"/],
    ['reordered_columns', /header changed: the columns stand in another order/],
    ['html', /HTML page/],
    ['duplicate_key', /AOS000001 stands on two rows \(export\.csv, rows 2 and 15\)/],
    ['open_quote', /A quotation mark opens and never closes/],
    ['ragged_row', /A record has 2 cells, the table 28 columns \(export\.csv, line 16\)/],
  ])('%s', async (mode, reason) => {
    const { failed, drafts } = await read(mode);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.reason).toMatch(reason);
    expect(drafts).toEqual([]);
  });
});

test('what the publisher withdrew is said to be gone, and stays a record', async () => {
  expect(await open.source.confirm?.(['AOS000001'], {} as never)).toEqual(
    new Map([['AOS000001', 'gone_upstream']]),
  );
});

test('the plan is the one export that holds everything', async () => {
  const plan = await open.source.plan?.({ ...open, cursor: {}, now: new Date(), http: {} as never });
  expect(plan).toEqual({
    coverage: 'full',
    units: [{ key: 'export', from: { request: { url: 'https://atlasofsurveillance.org/download.csv' } } }],
  });
});
