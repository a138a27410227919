import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import { type Draft, defineSource, type Located, type Locator } from '../core/source.ts';
import { readTableText } from '../core/table-text.ts';
import {
  findAccountRefusal,
  findState,
  stripRetirement,
  toAgencyKey,
  toAgencyType,
} from '../core/us-agency.ts';
import { parseNodes, type RawAccount } from './parse.ts';

/** Last month that the file can speak of: it names no day itself. */
const month = '2026-04';

interface Group {
  row: AgencyRow;
  from: Locator[];
  portal: RawAccount | undefined;
  repairs: string[];
}

/** Accounts of Flock's network, without pairs: agencies, and the cameras that those with a portal state there. */
export const sharingNetwork2026 = defineSource<RawAccount>({
  id: 'sharing-network-2026',
  needs: [],
  async *parse(snapshot) {
    const parts: string[] = [];
    for await (const part of readTableText(snapshot, { maxBytes: 50_000_000 })) parts.push(part);
    yield* parseNodes(snapshot.name, parts.join(''));
  },
  normalize(records, { notes }) {
    const groups = new Map<string, Group>();
    const taken = new Set<string>();
    for (const record of records) {
      const { unit, at, raw } = record;
      if (!raw.located) notes.count('coordinates_refused_as_placeholder');
      const refusal = findAccountRefusal(raw.name);
      if (refusal !== null) notes.refuse({ unit, at }, refusal);
      else addAccount(groups, taken, record);
    }
    const drafts: Draft[] = [];
    for (const { row, from, portal, repairs } of [...groups.values()].sort((a, b) =>
      a.row.key < b.row.key ? -1 : 1,
    )) {
      drafts.push({
        kind: 'agency',
        key: `agency/${row.ids[0]}`,
        row,
        from,
        ...(repairs.length > 0 ? { repairs } : {}),
      });
      if (from.length > 1) notes.count('agencies_of_several_accounts');
      if (row.place === null) notes.count('agencies_without_a_state');
      if (portal === undefined) continue;
      // The publisher writes 0 for "none" and for "not told" alike, and a portal stays up after its cameras are gone.
      if (portal.cameras === 0) {
        notes.count('portals_with_0_cameras_not_used');
        continue;
      }
      drafts.push({
        kind: 'deployment',
        key: `alpr/${portal.id}`,
        row: {
          id: `alpr/${portal.id}`,
          agency: row.key,
          technology: 'vehicle.alpr',
          technologyRaw: 'ALPR',
          vendors: ['flock-safety'],
          region: row.place,
          metrics: { on: month, devices: portal.cameras },
          citations: [],
        },
        from: [],
      });
    }
    return { drafts };
  },
});

/**
 * Accounts are one agency where state and normalized name are equal, or, without a state, where the whole name is. A federal body's name may hold the code of
 * the state where its office is; that is not its jurisdiction.
 */
function addAccount(
  groups: Map<string, Group>,
  taken: Set<string>,
  { unit, at, raw }: Located<RawAccount>,
): void {
  const { text, repairs } = repairName(raw.name);
  const state = /^\[Federal\]/i.test(text) ? null : findState(text);
  const { name } = stripRetirement(text);
  const key = toAgencyKey(text, state, raw.id);
  const form = state === null ? `name ${name.toLowerCase()}` : key;
  const portal = raw.portal ? raw : undefined;
  const known = groups.get(form);
  if (known) {
    known.row.ids.push(raw.id);
    if (text !== known.row.name) known.row.aliases.push(text);
    known.from.push({ unit, at });
    known.portal ??= portal;
    known.repairs.push(...repairs);
    return;
  }
  const free = taken.has(key) ? `${key}-${raw.id}`.slice(0, 120).replace(/[^a-z0-9-]+/g, '-') : key;
  taken.add(free);
  groups.set(form, {
    row: {
      key: free,
      ids: [raw.id],
      name,
      lang: 'en',
      aliases: name === text ? [] : [text],
      type: toAgencyType(name),
      place: state === null ? null : `US-${state}`,
    },
    from: [{ unit, at }],
    portal,
    repairs,
  });
}

/** U+0019 is what is left of a right quotation mark (U+2019) whose high byte was lost. */
function repairName(name: string): { text: string; repairs: string[] } {
  const text = name.replaceAll('\u0019', '’');
  return { text, repairs: text === name ? [] : ['a control character stood for an apostrophe'] };
}
