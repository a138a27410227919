import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureRowSchema } from '#lib/measures/pack-row.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';

let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('sc-plate-reader-bills-2026');
  folder = mkdtempSync(join(tmpdir(), 'bills-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function readText(text: string): Promise<Batch> {
  const path = join(folder, 'bills.json');
  writeFileSync(path, text);
  return readInProcess(open, path, folder);
}

const bill = (values: object = {}) => ({
  bill: 'H100',
  title: 'Would do something about plate readers',
  status: 'In Committee, House Judiciary',
  url: 'https://www.scstatehouse.gov/sess126_2025-2026/bills/100.htm',
  lastAction: 'Referred to Committee',
  lastActionDate: '1/3/2026',
  description: 'The best of all bills, says the campaign.',
  ...values,
});
const read = (...bills: object[]) => readText(JSON.stringify(bills));
const measures = ({ drafts }: Batch) => drafts.map(({ row }) => measureRowSchema.parse(row));

test('a bill keeps number, session, day and place; the campaign’s argument stays behind', async () => {
  const batch = await read(bill());
  expect(measures(batch)).toMatchObject([
    {
      id: '2025-2026/h100',
      kind: 'bill',
      region: 'US-SC',
      on: '2026-01-03',
      raw: 'H100: Would do something about plate readers',
    },
  ]);
  expect(JSON.stringify(batch)).not.toContain('campaign');
});

test('a missing blank is put back and told, a legislator’s name is cut off', async () => {
  const batch = await read(
    bill({
      status: 'In the House Committee onJudiciary',
      lastAction: 'Member(s) request name added as sponsor: Exampleton',
    }),
  );
  expect(measures(batch)).toMatchObject([
    { status: 'In the House Committee on Judiciary', action: 'Member(s) request name added as sponsor' },
  ]);
  expect(batch.drafts[0]?.repairs).toHaveLength(1);
  expect(JSON.stringify(batch)).not.toContain('Exampleton');
});

test('a status that lags behind the last action stands beside it, and the reader is told', async () => {
  const [row] = measures(await read(bill({ lastAction: 'Committee report: Favorable' })));
  expect(row).toMatchObject({
    status: 'In Committee, House Judiciary',
    action: 'Committee report: Favorable',
    remarks: ['status_behind_action'],
  });
});

test('equal bills are one; two that differ under one number are none', async () => {
  const twice = await read(bill(), bill());
  expect([measures(twice).length, twice.counts[0]?.merged]).toEqual([1, 1]);
  const differing = await read(bill(), bill({ status: 'Passed' }));
  expect(differing.counts[0]).toMatchObject({ rows: 0, refused: { key_not_unique: 2 } });
});

test.each([
  [{ bill: 'H101' }, 'address_of_another_bill'],
  [{ url: 'https://www.scstatehouse.gov/bills/100.htm' }, 'address_of_another_bill'],
  [{ url: 'https://www.scstatehouse.gov.example/sess126_2025-2026/bills/100.htm' }, 'cell_out_of_form'],
  [{ url: 'javascript:alert(1)' }, 'cell_out_of_form'],
  [{ lastActionDate: '2/30/2026' }, 'date_unreadable'],
  [{ lastActionDate: '2026-01-03' }, 'cell_out_of_form'],
  [{ bill: 'X1' }, 'cell_out_of_form'],
  [{ title: 'one two three four five six seven eight nine ten eleven twelve' }, 'cell_out_of_form'],
  [{ status: '' }, 'cell_out_of_form'],
  [{ sponsor: 'somebody' }, 'cell_out_of_form'],
])('%j is refused: %s', async (values, reason) => {
  const batch = await read(bill(values));
  expect([measures(batch), batch.refusals.map((refusal) => refusal.reason)]).toEqual([[], [reason]]);
});

test.each(['', '{', '{}', '[]', 'null', '<html></html>'])('%j stops the file', async (text) => {
  const { failed, drafts } = await readText(text);
  expect([failed.length, drafts]).toEqual([1, []]);
});

test('whatever stands in the list is a row, merged, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.jsonValue(), fc.record({ bill: fc.string(), url: fc.webUrl() })), {
        minLength: 1,
        maxLength: 5,
      }),
      async (list) => {
        const { counts } = await readText(JSON.stringify(list));
        expect(counts[0]).toMatchObject({ seen: list.length, rows: 0 });
      },
    ),
    { numRuns: 30 },
  );
});
