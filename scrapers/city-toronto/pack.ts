import { join } from 'node:path';
import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { parseCsv } from '../core/csv.ts';
import type { Source } from '../core/dataset.ts';
import { openGazetteer } from '../core/gazetteer.ts';
import { readInput } from '../core/input.ts';
import { header, parseMultiPoint, parseYear, rowSchema } from './parse.ts';

export const cityToronto: Source = {
  id: 'city-toronto',
  needs: ['geonames-cities'],
  async pack({ input, packs }) {
    const path = join(input, 'city/toronto/Red Light Cameras.csv');
    const { place } = await openGazetteer(packs);
    const listed = parseCsv(path, readInput(path), header, rowSchema);
    const withoutPoint: string[] = [];
    const rows = listed.flatMap((row): DeviceRow[] => {
      const point = parseMultiPoint(row.geometry);
      if (!point) {
        withoutPoint.push(row._id);
        return [];
      }
      const [lon, lat] = point.map((value) => Math.round(value * 1e7) / 1e7);
      if (lon === undefined || lat === undefined) return [];
      const year = parseYear(row.ACTIVATION_DATE);
      return [
        { id: row._id, lon, lat, t: ['vehicle.redlight'], ...(year ? { y: year } : {}), ...place(lon, lat) },
      ];
    });
    return {
      files: [{ name: 'devices.jsonl.gz', kind: 'rows', rows }],
      inputs: [path],
      counts: { devices: rows.length },
      report: { read: listed.length, devices: rows.length, withoutPoint },
    };
  },
};
