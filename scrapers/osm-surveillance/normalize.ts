import type { DeviceRow } from '#lib/devices/pack-row.ts';
import type { Draft, Located, NormalizeContext, Normalized, WorkUnit } from '../core/source.ts';
import { applyChanges } from './apply-changes.ts';
import { addPlaces, isInside } from './holes.ts';
import { findLatestVersions } from './latest-version.ts';
import { mergeFiles } from './merge.ts';
import { findImplausible, readAccepted } from './plausibility.ts';
import { isDevice, type OsmRaw, type RawDevice } from './raw-record.ts';
import { openRowMaker } from './to-rows.ts';

/** Files are joined, diffs are reduced to the newest version of each object, and where both speak of one object the higher version stands. */
export async function normalizeOsm(
  records: readonly Located<OsmRaw>[],
  context: NormalizeContext,
): Promise<Normalized> {
  const { dataset, notes, packs } = context;
  const { kept, byId, bySpot } = mergeFiles(toFiles(records, context));
  if (byId > 0) notes.count('joined_by_id', byId);
  if (bySpot > 0) notes.count('joined_by_spot', bySpot);
  const latest = findLatestVersions(sortByUnit(records.filter(isOfDiff), context.units));
  const { candidates, states } = applyChanges(kept, latest, context);
  const { toRow, report, towns } = await openRowMaker(packs, notes);
  const rows = candidates.map((candidate) => ({
    candidate,
    row: toRow(candidate),
    changeset: candidate.raw.changeset,
  }));
  report();
  for (const hole of dataset.holes) {
    const inside = candidates.filter(({ raw }) => isInside(raw, hole)).length;
    notes.count(`inside hole: ${hole.label}`, inside);
  }
  const read = new Set(records.map(({ raw }) => raw.id));
  const findings = findImplausible(rows, await readAccepted(dataset.id, packs), read);
  const drafts = rows.map(({ row, candidate: { from } }): Draft => {
    const found = findings.get(row);
    return { kind: 'device', key: row.id, row, from, ...(found ? { findings: found } : {}) };
  });
  return {
    drafts: sortByPlace(drafts),
    states,
    holes: dataset.holes.map((hole) => addPlaces(hole, towns)),
  };
}

const isOfDiff = ({ raw }: Located<OsmRaw>) => raw.diff === true;

/** Devices of saved files and answers, one list a unit, the newest unit first; exact repeats inside a unit are refused. */
function toFiles(
  records: readonly Located<OsmRaw>[],
  { notes, units }: NormalizeContext,
): Located<RawDevice>[][] {
  const files = new Map<string, Located<RawDevice>[]>();
  const ids = new Map<string, Set<string>>();
  for (const record of records) {
    if (isOfDiff(record) || !isDevice(record)) continue;
    const file = files.get(record.unit) ?? [];
    const seen = ids.get(record.unit) ?? new Set();
    files.set(record.unit, file);
    ids.set(record.unit, seen);
    if (seen.has(record.raw.id)) notes.refuse(record, { reason: 'exact_repeat' });
    else file.push(record);
    seen.add(record.raw.id);
  }
  const rank = toRank(units);
  return [...files].sort(([a], [b]) => rank(a, b)).map(([, file]) => file);
}

/** The newest unit first; units of one day as in the plan. */
function toRank(units: ReadonlyMap<string, WorkUnit>) {
  const order = [...units.keys()];
  const dayOf = (key: string) => String(units.get(key)?.hints?.asOf ?? '');
  const placeOf = (key: string) => Number(units.get(key)?.hints?.place ?? order.indexOf(key));
  return (a: string, b: string) =>
    dayOf(b) < dayOf(a) ? -1 : dayOf(b) > dayOf(a) ? 1 : placeOf(a) - placeOf(b);
}

/** Diffs in the order of their sequence numbers, so that equal versions are decided the same way each time. */
function sortByUnit(
  records: readonly Located<OsmRaw>[],
  units: ReadonlyMap<string, WorkUnit>,
): Located<OsmRaw>[] {
  const first = (key: string) => Number(units.get(key)?.hints?.first ?? 0);
  return [...records].sort((a, b) => first(a.unit) - first(b.unit));
}

/** Neighbors side by side: the file is a third smaller than in the order of ids. */
function sortByPlace(drafts: readonly Draft[]): Draft[] {
  const placeOf = (row: DeviceRow) =>
    `${row.country ?? ''} ${row.region ?? ''} ${row.town ?? ''} ${row.lat.toFixed(2)} ${row.id}`;
  return drafts
    .flatMap((draft) => (draft.kind === 'device' ? [{ draft, place: placeOf(draft.row) }] : []))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ draft }) => draft);
}
