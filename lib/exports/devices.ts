import { toCanonical } from '#lib/log/canonical.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type CsvValue, toCsvLine } from './csv.ts';
import { readInOrder } from './world-rows.ts';

const columns = [
  'id',
  'lon',
  'lat',
  'precision_m',
  'technology_id',
  'technology_ids',
  'bearing',
  'bearings',
  'field_of_view',
  'mount',
  'form',
  'zone',
  'operator_id',
  'manufacturer_id',
  'status',
  'last_confirmed',
  'country_id',
  'region_id',
  'town_id',
  'license',
  'dataset_id',
  'record_id',
] as const;

type DeviceRow = { [column in (typeof columns)[number]]: string | number | string[] | number[] | null } & {
  lon: number;
  lat: number;
};

function readDevices(client: SqlClient, dataset: string): AsyncGenerator<DeviceRow> {
  return readInOrder<DeviceRow>(client, `select ${columns.join(', ')} from device where dataset_id = $1`, [
    dataset,
  ]);
}

/** Devices of a dataset as newline-delimited GeoJSON features (WGS 84, longitude first). */
export async function* readDeviceFeatures(client: SqlClient, dataset: string): AsyncGenerator<string> {
  for await (const { id, lon, lat, ...rest } of readDevices(client, dataset)) {
    const stated = Object.entries(rest).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    );
    const feature = {
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: Object.fromEntries(stated),
    };
    yield `${toCanonical(feature)}\n`;
  }
}

export const deviceCsvHeader = toCsvLine([...columns]);

/** The same devices as CSV; lists are joined by spaces. */
export async function* readDeviceLines(client: SqlClient, dataset: string): AsyncGenerator<string> {
  for await (const row of readDevices(client, dataset)) {
    yield toCsvLine(
      columns.map((column): CsvValue => {
        const value = row[column];
        return Array.isArray(value) ? value.join(' ') : value;
      }),
    );
  }
}
