import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Camera = { id: number; lon: number; lat: number };

/** Invented cameras on a grid inside the borough of the list that the engine's tests use; number `n` always stands at the same place. */
export function makeCameras(from: number, to: number): Camera[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const id = from + index;
    return {
      id,
      lon: Math.round((-2.400137 + (id % 40) * 0.004) * 1e6) / 1e6,
      lat: Math.round((53.360171 + Math.floor(id / 40) * 0.003) * 1e6) / 1e6,
    };
  });
}

/** Writes them in the shape of the council's list, below an input folder. */
export function writeCameraList(folder: string, cameras: readonly Camera[]): void {
  const path = join(folder, 'city/trafford');
  mkdirSync(path, { recursive: true });
  const rows = cameras.map(({ id, lon, lat }) => `${id},Street ${id},Ward,E05000000,${lon},${lat}\n`);
  writeFileSync(
    join(path, 'trafford_cctv_cameras.csv'),
    `camera_id,location,area_name,area_code,lon,lat\n${rows.join('')}`,
  );
}
