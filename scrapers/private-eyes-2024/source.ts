import {
  type Draft,
  defineSource,
  type Located,
  type Locator,
  type NormalizeContext,
  type Refusal,
} from '../core/source.ts';
import { findAccountRefusal } from '../core/us-agency.ts';
import { type Agency, type Group, groupAgencies } from './agencies.ts';
import { type AgencyEvidence, toDeployments } from './deployments.ts';
import { parseFile, type RawRow } from './parse.ts';

type Access = Located<Extract<RawRow, { kind: 'access' }>>;

/** Who may search whose license plate reads, as The News & Observer collected them from Flock's transparency portals in 2023 and 2024. */
export const privateEyes2024 = defineSource<RawRow>({
  id: 'private-eyes-2024',
  needs: [],
  parse: parseFile,
  normalize(records, context) {
    const { notes } = context;
    const left = new Map<string, Refusal>();
    const listed: Agency[] = [];
    const access: Access[] = [];
    const evidence: Located<AgencyEvidence>[] = [];
    for (const { raw, unit, at } of records) {
      if (raw.kind === 'agency') {
        const refusal = findAccountRefusal(raw.name);
        if (refusal === null) listed.push({ raw, unit, at });
        else {
          left.set(raw.id, refusal);
          notes.refuse({ unit, at }, refusal);
        }
      } else if (raw.kind === 'access') access.push({ raw, unit, at });
    }
    const { groups, of } = groupAgencies(listed, (what) => notes.count(what));
    for (const { raw, unit, at } of records) {
      if (raw.kind === 'agency' || raw.kind === 'access') continue;
      const refusal = findRefusal(raw, left, of);
      if (refusal !== null) notes.refuse({ unit, at }, refusal);
      else evidence.push({ raw, unit, at });
    }
    return {
      drafts: [
        ...[...groups]
          .sort((a, b) => (a.row.key < b.row.key ? -1 : 1))
          .map(({ row, from }): Draft => ({ kind: 'agency', key: `agency/${row.ids[0]}`, row, from })),
        ...toDeployments(evidence, of, context),
        ...toSharing(access, left, of, notes),
      ],
    };
  },
});

/** Why a row about one agency gives nothing, before it is read with the others. */
function findRefusal(
  raw: AgencyEvidence,
  left: ReadonlyMap<string, Refusal>,
  groupOf: (id: string) => Group | undefined,
) {
  // A guessed address that is not there says nothing about the agency: portals are optional, and the guess may be wrong.
  if (raw.kind === 'address' && raw.status === null)
    return { reason: 'address_without_status', detail: raw.url };
  if (raw.kind === 'address' && raw.status !== 200)
    return { reason: `address_answered_${raw.status}_proves_nothing`, detail: raw.url };
  const account = left.get(raw.agency);
  if (account !== undefined) return { reason: account.reason, detail: `agency ${raw.agency}` };
  return groupOf(raw.agency) === undefined
    ? { reason: 'agency_not_listed', detail: `agency ${raw.agency}` }
    : null;
}

/** One row a directed pair; accounts of one agency are joined, so that some pairs become equal. */
function toSharing(
  access: readonly Access[],
  left: ReadonlyMap<string, Refusal>,
  groupOf: (id: string) => Group | undefined,
  notes: NormalizeContext['notes'],
): Draft[] {
  const pairs = new Map<string, { key: string; from: string; to: string; records: Locator[] }>();
  for (const { raw, unit, at } of access) {
    const [from, to] = [groupOf(raw.from), groupOf(raw.to)];
    const reason =
      left.get(raw.from)?.reason ??
      left.get(raw.to)?.reason ??
      (from && to ? (from === to ? 'same_agency_under_two_names' : null) : 'agency_not_listed');
    if (reason !== null || !from || !to) {
      notes.refuse(
        { unit, at },
        { reason: reason ?? 'agency_not_listed', detail: `${raw.from} → ${raw.to}` },
      );
      continue;
    }
    const pair = `${from.row.key} ${to.row.key}`;
    const known = pairs.get(pair);
    if (known) known.records.push({ unit, at });
    else
      pairs.set(pair, {
        key: `${raw.from}-${raw.to}`,
        from: from.row.key,
        to: to.row.key,
        records: [{ unit, at }],
      });
  }
  return [...pairs.values()].map(
    ({ key, from, to, records }): Draft => ({
      kind: 'sharing',
      key,
      row: { id: key, from, to },
      from: records,
    }),
  );
}
