import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awardRowSchema } from '#lib/contracts/pack-rows.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { columns } from '#scrapers/usaspending-awards-2025/columns.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';

let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('usaspending-awards-2025');
  folder = mkdtempSync(join(tmpdir(), 'awards-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const secrets = [
  'Officer Exampleton',
  '987654.00',
  '202-555-0100',
  '1 Example Street',
  '000000001',
  'POC: Pat Exampleton',
];

const transaction = (values: Record<string, string> = {}): Record<string, string> => ({
  contract_award_unique_key: 'CONT_AWD_A1_7014_-NONE-_-NONE-',
  award_id_piid: 'A1',
  award_or_idv_flag: 'AWARD',
  award_type_code: 'C',
  action_date: '2025-01-02',
  total_dollars_obligated: '1000.50',
  period_of_performance_start_date: '2024-01-01',
  period_of_performance_current_end_date: '2026-12-31 00:00:00',
  awarding_agency_name: 'Department of Homeland Security',
  awarding_sub_agency_name: 'U.S. Customs and Border Protection',
  recipient_name: 'PALANTIR USG INC',
  primary_place_of_performance_country_code: 'USA',
  primary_place_of_performance_state_code: 'VA',
  usaspending_permalink: 'https://www.usaspending.gov/award/CONT_AWD_A1_7014_-NONE-_-NONE-/',
  highly_compensated_officer_1_name: 'Officer Exampleton',
  highly_compensated_officer_1_amount: '987654.00',
  recipient_phone_number: '202-555-0100',
  recipient_address_line_1: '1 Example Street',
  recipient_duns: '000000001',
  transaction_description: 'POC: Pat Exampleton',
  ...values,
});

async function readText(text: string): Promise<Batch> {
  const path = join(folder, 'contracts.csv');
  writeFileSync(path, text);
  return readInProcess(open, path, folder);
}

const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const toTable = (header: readonly string[], rows: readonly Record<string, string>[]) =>
  [header.join(','), ...rows.map((row) => header.map((column) => quote(row[column] ?? '')).join(','))].join(
    '\n',
  );
const read = (...rows: Record<string, string>[]) => readText(`${toTable(columns, rows)}\n`);

const awards = ({ drafts }: Batch) =>
  drafts.flatMap(({ kind, row }) => (kind === 'award' ? [awardRowSchema.parse(row)] : []));
const refused = ({ counts }: Batch) => counts[0]?.refused;

test('an award keeps who pays whom how much, when and where', async () => {
  expect(awards(await read(transaction()))).toEqual([
    {
      id: 'CONT_AWD_A1_7014_-NONE-_-NONE-',
      number: 'A1',
      type: 'delivery_order',
      vendor: 'palantir',
      recipient: 'PALANTIR USG INC',
      buyer: 'us-cbp',
      buyerRaw: 'U.S. Customs and Border Protection',
      department: 'Department of Homeland Security',
      region: 'US-VA',
      amount: '1000.50',
      currency: 'USD',
      amountKind: 'obligated',
      starts: '2024-01-01',
      ends: '2026-12-31',
      asOf: '2025-01-02',
      url: 'https://www.usaspending.gov/award/CONT_AWD_A1_7014_-NONE-_-NONE-',
    },
  ]);
});

test('no officer, pay, telephone, street, private number or description comes through, of whatever row', async () => {
  const batch = await read(
    transaction(),
    transaction({ recipient_name: 'PAT SAXON EXAMPLETON' }),
    transaction({ action_date: 'Officer Exampleton' }),
    transaction({ award_type_code: 'Z' }),
  );
  const text = JSON.stringify(batch);
  for (const secret of [...secrets, 'PAT SAXON']) expect(text).not.toContain(secret);
});

test('the sum of the latest transaction stands; the others are merged and never added', async () => {
  const batch = await read(
    transaction({ action_date: '2024-05-01', total_dollars_obligated: '400.00' }),
    transaction({ action_date: '2025-06-01', total_dollars_obligated: '900.00' }),
    transaction({ action_date: '2025-01-01', total_dollars_obligated: '700.00' }),
  );
  expect(awards(batch)).toMatchObject([{ amount: '900.00', asOf: '2025-06-01' }]);
  expect(batch.counts[0]).toMatchObject({ seen: 3, rows: 1, merged: 2 });
});

test('two sums of one day leave the award out', async () => {
  const batch = await read(transaction(), transaction({ total_dollars_obligated: '7.00' }));
  expect([awards(batch), refused(batch)]).toEqual([[], { repeats_differ: 2 }]);
});

test('an award of zero is one, an award without a sum is none', async () => {
  expect(awards(await read(transaction({ total_dollars_obligated: '0.00' })))).toMatchObject([
    { amount: '0.00' },
  ]);
  expect(refused(await read(transaction({ total_dollars_obligated: '' })))).toEqual({
    no_obligated_total: 1,
  });
});

test('an office that no reviewed file declares becomes a body under its department’s name', async () => {
  const { drafts } = await read(
    transaction({
      awarding_agency_name: 'Department of Labor',
      awarding_sub_agency_name: 'Office of Inspector General',
    }),
  );
  expect(drafts.map(({ row }) => row)).toMatchObject([
    {
      key: 'us-federal-department-of-labor-office-of-inspector-general',
      name: 'Office of Inspector General (Department of Labor)',
      place: 'US',
    },
    { buyer: 'us-federal-department-of-labor-office-of-inspector-general' },
  ]);
});

test('places abroad keep their country, and a place that is not told stays unknown', async () => {
  const place = async (country: string, state = '') =>
    awards(
      await read(
        transaction({
          primary_place_of_performance_country_code: country,
          primary_place_of_performance_state_code: state,
        }),
      ),
    )[0]?.region;
  expect([await place('JPN'), await place('USA'), await place(''), await place('USA', 'PR')]).toEqual([
    'JP',
    null,
    null,
    'PR',
  ]);
});

test.each([
  [{ recipient_name: 'JAXON ENGINEERING AND MAINTENANCE LLC' }, 'recipient_is_no_vendor_of_the_list'],
  [{ recipient_name: 'CLEARVIEW TOWER COMPANY III, LLC' }, 'recipient_is_no_vendor_of_the_list'],
  [{ award_or_idv_flag: 'IDV' }, 'framework_without_a_purchase'],
  [{ award_or_idv_flag: '' }, 'unknown_award_type'],
  [{ award_type_code: 'Z' }, 'unknown_award_type'],
  [{ total_dollars_obligated: '1,000' }, 'cell_out_of_form'],
  [{ action_date: '2025-02-30' }, 'cell_out_of_form'],
  [{ primary_place_of_performance_country_code: 'XXX' }, 'unknown_country'],
  [{ primary_place_of_performance_state_code: 'ZZ' }, 'unknown_country'],
  [{ usaspending_permalink: 'https://www.usaspending.gov/award/CONT_AWD_B2/' }, 'no_award_key'],
  [{ usaspending_permalink: 'https://evil.example/award/CONT_AWD_A1_7014_-NONE-_-NONE-/' }, 'no_award_key'],
  [{ usaspending_permalink: 'javascript:alert(1)' }, 'cell_out_of_form'],
])('%j is refused: %s', async (values, reason) => {
  const batch = await read(transaction(values));
  expect([awards(batch), refused(batch)]).toEqual([[], { [reason]: 1 }]);
});

test('a column more, less or moved stops the file', async () => {
  const [first = '', second = '', ...rest] = columns;
  for (const header of [[...columns, 'extra'], columns.slice(1), [second, first, ...rest]]) {
    const { failed, drafts } = await readText(toTable(header, [transaction()]));
    expect([failed.length, drafts]).toEqual([1, []]);
  }
});
