import type { DeviceRow } from '../devices/pack-row.ts';
import { toCell } from '../tiles/morton.ts';
import type { RowContext } from './record-rows.ts';
import { recordId, toRecord } from './rows.ts';
import type { WorldRow } from './tables.ts';

/** One device, under its dataset's license. */
export function* toDeviceRows(
  row: DeviceRow,
  line: string,
  { dataset, bodies }: RowContext,
): Generator<WorldRow> {
  const technologies = (row.t ?? []).map((code) => `tech.${code}`);
  const record = recordId(dataset, row.id);
  yield toRecord(dataset, row.id, line, 'device');
  yield [
    'device',
    {
      id: record,
      license: dataset.license,
      dataset_id: dataset.id,
      record_id: record,
      lon: row.lon,
      lat: row.lat,
      technology_id: technologies[0],
      technology_ids: technologies,
      bearing: row.b?.length === 1 ? row.b[0] : null,
      bearings: row.b ?? [],
      field_of_view: row.fov,
      mount: row.mount,
      form: row.form,
      zone: row.zone,
      operator_id: row.op ? bodies.agency(row.op) : null,
      manufacturer_id: row.m ? bodies.vendor(row.m) : null,
      status: row.s ?? 'present',
      last_confirmed: row.c,
      year: row.y,
      country_id: row.country ? `place.${row.country}` : null,
      region_id: row.region ? `place.${row.region}` : null,
      town_id: row.town ? `place.gn-${row.town}` : null,
      cell: toCell(row.lon, row.lat),
    },
  ];
}
