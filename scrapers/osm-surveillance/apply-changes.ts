import type { Located, NormalizeContext, StateChange, WorkUnit } from '../core/source.ts';
import type { Latest } from './latest-version.ts';
import { type Candidate, locate } from './merge.ts';
import { isAbsence, isDevice, type OsmRaw, type RawAbsence, type RawDevice } from './raw-record.ts';

/**
 * Files and diffs together: where both speak of one object the higher version stands. What becomes no row is a change of state, or refused because a newer record
 * takes its place.
 */
export function applyChanges(
  kept: readonly Candidate[],
  latest: ReadonlyMap<string, Latest>,
  { notes, units }: Pick<NormalizeContext, 'notes' | 'units'>,
): { candidates: Candidate[]; states: StateChange[] } {
  const states: StateChange[] = [];
  const byId = new Map(kept.map((candidate) => [candidate.raw.id, candidate]));
  for (const [id, { newest, older }] of latest) {
    const known = byId.get(id);
    const obsolete = older.map(locate);
    if (known && isOlder(newest.raw, known.raw)) known.from.push(locate(newest), ...obsolete);
    else if (isDevice(newest))
      byId.set(id, {
        raw: newest.raw,
        from: [locate(newest), ...obsolete, ...(known?.from ?? [])],
      });
    else if (isAbsence(newest)) {
      byId.delete(id);
      for (const where of [...obsolete, ...(known?.from ?? [])])
        notes.refuse(where, { reason: 'superseded' });
      const change = toStateChange(newest, units);
      if (change) {
        states.push(change);
        notes.count(toLabel(newest.raw));
      } else notes.refuse(newest, { reason: 'needs_object_check', detail: id });
    }
  }
  return { candidates: [...byId.values()], states };
}

const toLabel = (raw: RawAbsence) =>
  raw.absent === 'deleted' ? 'deleted_upstream' : `left_selection: ${raw.why ?? 'not_surveillance'}`;

/** An equal version is the same state; without numbers the diff is the newer one. */
const isOlder = (change: OsmRaw, held: RawDevice) =>
  change.v !== undefined && held.v !== undefined && change.v < held.v;

/** Null where a diff was computed from two extracts: an object that left the region looks deleted there. */
function toStateChange(
  record: Located<RawAbsence>,
  units: ReadonlyMap<string, WorkUnit>,
): StateChange | null {
  const { raw } = record;
  const deleted = raw.absent === 'deleted';
  if (deleted && units.get(record.unit)?.hints?.derivedFrom === 'extract') return null;
  return {
    key: raw.id,
    state: deleted ? 'gone_upstream' : 'out_of_scope',
    ...(raw.v === undefined ? {} : { version: raw.v }),
    from: locate(record),
  };
}
