import { join } from 'node:path';
import { z } from 'zod';
import type { DeviceRow } from '#lib/devices/pack-row.ts';
import { parseCsv } from '../core/csv.ts';
import type { Source } from '../core/dataset.ts';
import { openGazetteer } from '../core/gazetteer.ts';
import { readInput } from '../core/input.ts';

/** Longitude comes before latitude in this list. */
export const header = ['camera_id', 'location', 'area_name', 'area_code', 'lon', 'lat'] as const;
export const rowSchema = z.object({
  camera_id: z.string().regex(/^\d+$/),
  lon: z.coerce.number().min(-3).max(-2),
  lat: z.coerce.number().min(53).max(54),
});

export const cityTrafford: Source = {
  id: 'city-trafford',
  needs: ['geonames-cities'],
  async pack({ input, packs }) {
    const path = join(input, 'city/trafford/trafford_cctv_cameras.csv');
    const { place } = await openGazetteer(packs);
    const rows = parseCsv(path, readInput(path), header, rowSchema).map(
      ({ camera_id: id, lon, lat }): DeviceRow => ({ id, lon, lat, t: ['video.camera'], ...place(lon, lat) }),
    );
    return {
      files: [{ name: 'devices.jsonl.gz', kind: 'rows', rows }],
      inputs: [path],
      counts: { devices: rows.length },
      report: { read: rows.length, devices: rows.length },
    };
  },
};
