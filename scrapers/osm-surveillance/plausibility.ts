import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '#lib/datasets/read-pack.ts';
import { type DeviceRow, deviceRowSchema } from '#lib/devices/pack-row.ts';
import { spotOf } from './merge.ts';

/** What the accepted rows of the dataset show; the measure of what is new and strange. */
export interface Accepted {
  /** Key → version, where one is known. */
  versions: ReadonlyMap<string, number | undefined>;
  /** "<maker> <country>" pairs. */
  makers: ReadonlySet<string>;
  /** Rows without an upstream id: spot → keys. */
  spots: ReadonlyMap<string, readonly string[]>;
}

/** The packed rows of the dataset; null before there is a pack. */
export async function readAccepted(id: string, packs: string): Promise<Accepted | null> {
  if (!existsSync(join(packs, id, 'devices.jsonl.gz'))) return null;
  const versions = new Map<string, number | undefined>();
  const [makers, spots] = [new Set<string>(), new Map<string, string[]>()];
  for await (const row of readRows(id, 'devices.jsonl.gz', deviceRowSchema, packs)) {
    versions.set(row.id, row.v);
    if (row.m && row.country) makers.add(`${row.m} ${row.country}`);
    if (row.id.startsWith('h/')) push(spots, spotOf(row), row.id);
  }
  return { versions, makers, spots };
}

/** A new pair of maker and country is a slip of one mapper below this number, and worth a look from it on. */
const makerRows = 5;
const burstRows = 200;

/**
 * Reasons to look at rows before they are published. No footprint of a maker is known here but the one that the accepted rows have, so a first camera of a
 * maker in a country is no finding, five at once are.
 *
 * @param read keys of all records of the run: where a row without an upstream id was not read, a new row on its spot may be the same device
 */
export function findImplausible(
  rows: readonly { row: DeviceRow; changeset?: number | undefined }[],
  accepted: Accepted | null,
  read: ReadonlySet<string>,
): Map<DeviceRow, string[]> {
  const findings = new Map<DeviceRow, string[]>();
  if (!accepted) return findings;
  const add = (row: DeviceRow, finding: string) => findings.set(row, [...(findings.get(row) ?? []), finding]);
  const byMaker = new Map<string, DeviceRow[]>();
  const byChangeset = new Map<number, DeviceRow[]>();
  for (const { row, changeset } of rows) {
    const isNew = !accepted.versions.has(row.id);
    // Not a row that was accepted as it is: reading its old tags in a new way is no news from outside.
    const isEdited = isNew || (row.v !== undefined && row.v !== accepted.versions.get(row.id));
    const pair = row.m && row.country ? `${row.m} ${row.country}` : undefined;
    if (isEdited && pair !== undefined && !accepted.makers.has(pair)) push(byMaker, pair, row);
    if (changeset !== undefined && isNew && (row.v ?? 1) === 1) push(byChangeset, changeset, row);
    if (isNew && accepted.spots.get(spotOf(row))?.some((key) => !read.has(key)))
      add(row, 'same_spot_as_row_without_id');
  }
  for (const [pair, found] of byMaker) {
    if (found.length < makerRows) continue;
    for (const row of found) add(row, `maker_new_in_country: ${pair}, ${found.length} rows`);
  }
  for (const found of byChangeset.values()) {
    if (found.length <= burstRows) continue;
    for (const row of found) add(row, `burst: ${found.length} new objects of one changeset`);
  }
  return findings;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
