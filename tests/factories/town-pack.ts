import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export function writePackRows(packs: string, id: string, file: string, rows: readonly unknown[]): void {
  mkdirSync(join(packs, id), { recursive: true });
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(packs, id, file), gzipSync(lines));
}

/** A pack of towns with nothing but these names. */
export function writeTowns(
  packs: string,
  towns: readonly { id: number; name: string; region: string }[],
): void {
  const rest = { country: 'US', feature: 'PPL', population: 20_000, lon: 1, lat: 2 };
  writePackRows(
    packs,
    'geonames-cities',
    'towns.jsonl.gz',
    towns.map((town) => ({ ...town, ...rest })),
  );
}
