import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import type { Located, Locator } from '../core/source.ts';
import {
  findMunicipalKinds,
  findState,
  stripRetirement,
  toAgencyKey,
  toAgencyType,
  toComparable,
} from '../core/us-agency.ts';
import type { RawRow } from './parse.ts';

export type Agency = Located<Extract<RawRow, { kind: 'agency' }>>;

export interface Group {
  row: AgencyRow;
  from: Locator[];
}

/** Name of the agency that a note calls this one a duplicate of; nothing for "may be" and every other note. */
export function findDuplicateOf(notes: string | null): string[] {
  return (notes ?? '')
    .split(';')
    .map((part) => /^\s*(?:marked as )?duplicate of (.+?)\s*$/i.exec(part)?.[1])
    .filter((name) => name !== undefined);
}

/**
 * The listed accounts as agencies. Two are one by the list's own note "duplicate of", or by equal name in one
 * known state; without a state only equal whole names count. A note is not followed across
 * states, nor from a city to the township or town of its name.
 *
 * @returns `groups` in the order of their first account; `of` gives the group of an account's id, undefined for one that is not listed
 */
export function groupAgencies(listed: readonly Agency[], count: (what: string) => void) {
  const byName = new Map(listed.map((agency) => [agency.raw.name.toLowerCase(), agency]));
  const parent = new Map(listed.map(({ raw }) => [raw.id, raw.id]));
  const root = (id: string): string => {
    const up = parent.get(id);
    return up === undefined || up === id ? id : root(up);
  };
  const join = (a: string, b: string, why: string) => {
    const [left, right] = [root(a), root(b)].sort((x, y) => Number(x) - Number(y));
    if (left === undefined || right === undefined || left === right) return;
    parent.set(right, left);
    count(why);
  };
  for (const { raw } of listed) {
    for (const name of findDuplicateOf(raw.notes)) {
      const other = byName.get(name.toLowerCase()) ?? byName.get(name.replace(/ \d+$/, '').toLowerCase());
      if (!other || other.raw.id === raw.id) continue;
      const [left, right] = [findState(raw.name), findState(other.raw.name)];
      if (left !== null && right !== null && left !== right) count('notes_across_states_not_followed');
      else if (findMunicipalKinds(raw.name) !== findMunicipalKinds(other.raw.name))
        count('notes_across_kinds_of_municipality_not_followed');
      else join(raw.id, other.raw.id, 'agencies_joined_by_note');
    }
  }
  const byForm = new Map<string, string>();
  for (const { raw } of listed) {
    const state = findState(raw.name);
    const form =
      state === null
        ? `name ${stripRetirement(raw.name).name.toLowerCase()}`
        : `${state} ${toComparable(raw.name, state)}`;
    const other = byForm.get(form);
    if (other === undefined) byForm.set(form, raw.id);
    else join(other, raw.id, 'agencies_joined_by_equal_name');
  }
  const groups = new Map<string, Group>();
  const taken = new Set<string>();
  for (const { raw, unit, at } of listed) {
    const known = groups.get(root(raw.id));
    if (known) {
      known.row.ids.push(raw.id);
      known.from.push({ unit, at });
      if (raw.name !== known.row.name) known.row.aliases.push(raw.name);
      continue;
    }
    const state = findState(raw.name);
    const { name } = stripRetirement(raw.name);
    const key = toAgencyKey(raw.name, state, raw.id);
    const free = taken.has(key) ? `${key}-pe${raw.id}` : key;
    taken.add(free);
    groups.set(root(raw.id), {
      row: {
        key: free,
        ids: [raw.id],
        name,
        lang: 'en',
        aliases: name === raw.name ? [] : [raw.name],
        type: toAgencyType(name),
        place: state === null ? null : `US-${state}`,
      },
      from: [{ unit, at }],
    });
  }
  return { groups: [...groups.values()], of: (id: string) => groups.get(root(id)) };
}
