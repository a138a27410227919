import type { MeasureRow } from '../measures/pack-row.ts';
import type { RowContext } from './record-rows.ts';
import { recordId, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** An act that a list names. It becomes no law of ours, so that no count and no answer on what is in force rests on it. */
export function* toMeasureRows(row: MeasureRow, line: string, { dataset }: RowContext): Generator<WorldRow> {
  const record = recordId(dataset, row.id);
  yield toRecord(dataset, row.id, line, 'measure', row.citations);
  yield [
    'measure',
    {
      id: record,
      kind: row.kind,
      place_id: row.town === undefined ? `place.${row.region}` : `place.gn-${row.town}`,
      law_id: row.law ?? null,
      technology_id: `tech.${row.technology}`,
      record_id: record,
    },
  ];
}
