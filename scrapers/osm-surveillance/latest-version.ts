import type { Located } from '../core/source.ts';
import type { OsmRaw } from './raw-record.ts';

/** All that diffs say of one object: the newest version, and the records that it makes obsolete. */
export interface Latest {
  newest: Located<OsmRaw>;
  older: Located<OsmRaw>[];
}

/**
 * The newest version of each object. The number decides, not the order: diffs may be read twice, late, or with gaps where old versions were removed. Between
 * records of one version, or without any, the later in `records` stands; one without a version is older than any with one.
 */
export function findLatestVersions(records: readonly Located<OsmRaw>[]): Map<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const record of records) {
    const known = latest.get(record.raw.id);
    if (!known) latest.set(record.raw.id, { newest: record, older: [] });
    else if ((record.raw.v ?? 0) >= (known.newest.raw.v ?? 0)) {
      known.older.push(known.newest);
      known.newest = record;
    } else known.older.push(record);
  }
  return latest;
}
