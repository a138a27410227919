import type { AwardRow, AwardTotalRow } from '../contracts/pack-rows.ts';
import { parseEdtf } from '../edtf.ts';
import type { RowContext } from './record-rows.ts';
import { recordId, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** An award of a spending register: who pays whom how much, and where the register says that the work is done. */
export function* toAwardRows(
  row: AwardRow,
  line: string,
  { dataset, bodies }: RowContext,
): Generator<WorldRow> {
  const record = recordId(dataset, row.id);
  const start = parseEdtf(row.starts);
  yield toRecord(dataset, row.id, line, 'award', [{ url: row.url, title: row.number }]);
  yield [
    'contract',
    {
      id: record,
      kind: 'award',
      title: row.number,
      buyer_id: bodies.agency(row.buyer),
      supplier_id: bodies.vendor(row.vendor),
      place_id: row.region === null ? null : `place.${row.region}`,
      amount: row.amount,
      currency: row.currency,
      decided_on: start.edtf,
      decided_earliest: start.earliestDay,
      decided_latest: start.latestDay,
      wording: 'unverified_dataset',
      proposition_key: `award|${row.id}`,
      record_id: record,
    },
  ];
  yield toEvidence(record);
}

/** A sum of awards as the table's maker added them up: it has no day and no buyer of its own. */
export function* toAwardTotalRows(
  row: AwardTotalRow,
  line: string,
  { dataset, bodies }: RowContext,
): Generator<WorldRow> {
  const record = recordId(dataset, row.id);
  yield toRecord(dataset, row.id, line, 'award_total');
  yield [
    'contract',
    {
      id: record,
      kind: 'award_total',
      title: row.id,
      supplier_id: bodies.vendor(row.vendor),
      place_id: `place.${row.region}`,
      amount: row.amount,
      currency: row.currency,
      wording: 'unverified_dataset',
      proposition_key: `award_total|${row.id}`,
      record_id: record,
    },
  ];
  yield toEvidence(record);
}

function toEvidence(record: string): WorldRow {
  return [
    'evidence',
    { target: 'contract', target_id: record, source_id: record, record_id: record, role: 'supports' },
  ];
}
