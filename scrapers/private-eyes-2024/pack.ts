import { join } from 'node:path';
import { readRows } from '#lib/datasets/read-pack.ts';
import { toSlug } from '#lib/organizations/agency-name.ts';
import { type AgencyRow, agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { parseCsv } from '../core/csv.ts';
import type { Source } from '../core/dataset.ts';
import { readInput } from '../core/input.ts';
import {
  accessHeader,
  accessSchema,
  agencyHeader,
  agencySchema,
  findDuplicateOf,
  findState,
  isTestAccount,
  type PortalAgency,
  toAgencyType,
  toComparable,
} from './parse.ts';

export const privateEyes2024: Source = {
  id: 'private-eyes-2024',
  needs: ['eff-atlas-2020'],
  async pack({ input, packs }) {
    const folder = join(input, 'network/private_eyes');
    const agencyPath = join(folder, 'agency20240426.csv');
    const accessPath = join(folder, 'agency_access20240426.csv.gz');
    const all = parseCsv(agencyPath, readInput(agencyPath), agencyHeader, agencySchema);
    const tests = new Set(all.filter(({ name }) => isTestAccount(name)).map(({ id }) => id));
    const listed = all.filter(({ id }) => !tests.has(id));
    const access = parseCsv(accessPath, readInput(accessPath), accessHeader, accessSchema);
    const atlas = new Set<string>();
    for await (const row of readRows('eff-atlas-2020', 'agencies.jsonl.gz', agencyRowSchema, packs))
      atlas.add(row.key);

    const { rows, keyOf, merged, contradicted } = groupAgencies(listed);
    const pairs = new Map<string, { id: string; from: string; to: string }>();
    let toItself = 0;
    let toTests = 0;
    for (const edge of access) {
      if (tests.has(edge.src_agency_id) || tests.has(edge.external_agency_id)) {
        toTests += 1;
        continue;
      }
      const [from, to] = [keyOf(edge.src_agency_id), keyOf(edge.external_agency_id)];
      if (from === to) toItself += 1;
      else if (!pairs.has(`${from} ${to}`))
        pairs.set(`${from} ${to}`, { id: `${edge.src_agency_id}-${edge.external_agency_id}`, from, to });
    }
    return {
      files: [
        { name: 'agencies.jsonl.gz', kind: 'rows', rows },
        { name: 'sharing.jsonl.gz', kind: 'rows', rows: [...pairs.values()] },
      ],
      inputs: [agencyPath, accessPath],
      counts: { sharing: pairs.size, agencies: rows.length },
      report: {
        agenciesRead: all.length,
        testAccountsLeftOut: tests.size,
        agencies: rows.length,
        edgesRead: access.length,
        sharing: pairs.size,
        edgesBetweenMergedAgencies: toItself,
        edgesOfTestAccounts: toTests,
        edgesEqualAfterMerge: access.length - toItself - toTests - pairs.size,
        stateUnknown: rows.filter((row) => row.place === null).length,
        alsoInAtlas: rows.filter((row) => atlas.has(row.key)).length,
        merged,
        notesAcrossStatesNotFollowed: contradicted,
      },
    };
  },
};

/** Agencies with duplicates joined: by the list's own notes, and by equal name in one known state. */
function groupAgencies(listed: PortalAgency[]) {
  const byName = new Map(listed.map((agency) => [agency.name.toLowerCase(), agency]));
  const parent = new Map(listed.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    const up = parent.get(id);
    if (up === undefined)
      throw new Error(`private-eyes-2024: an edge names agency ${id}, which is not in the list of agencies.`);
    return up === id ? id : root(up);
  };
  const merged: string[] = [];
  const contradicted: string[] = [];
  const join = (a: PortalAgency, b: PortalAgency, why: string) => {
    const [left, right] = [root(a.id), root(b.id)].sort((x, y) => Number(x) - Number(y));
    if (left === undefined || right === undefined || left === right) return;
    parent.set(right, left);
    merged.push(`${a.name} = ${b.name} (${why})`);
  };
  for (const agency of listed) {
    for (const name of findDuplicateOf(agency.notes)) {
      const other = byName.get(name.toLowerCase()) ?? byName.get(name.replace(/ \d+$/, '').toLowerCase());
      if (!other || other.id === agency.id) continue;
      const [left, right] = [findState(agency.name), findState(other.name)];
      if (left && right && left !== right) contradicted.push(`${agency.name}: "duplicate of ${other.name}"`);
      else join(agency, other, 'note');
    }
  }
  const byForm = new Map<string, PortalAgency>();
  for (const agency of listed) {
    const state = findState(agency.name);
    if (!state) continue;
    const form = `${state} ${toComparable(agency.name, state)}`;
    const other = byForm.get(form);
    if (other) join(other, agency, 'equal name and state');
    else byForm.set(form, agency);
  }
  const rows = new Map<string, AgencyRow>();
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const agency of listed) {
    const head = root(agency.id);
    const known = rows.get(head);
    if (known) {
      known.ids.push(agency.id);
      const better = isRetired(known.name) && !isRetired(agency.name);
      known.aliases.push(better ? known.name : agency.name);
      if (better) known.name = agency.name;
      continue;
    }
    const state = findState(agency.name);
    const slug = `us-${state?.toLowerCase() ?? 'unknown'}-${toSlug(toComparable(agency.name, state)) || agency.id}`;
    const key = taken.has(slug) ? `${slug}-pe${agency.id}` : slug;
    taken.add(key);
    keys.set(head, key);
    rows.set(head, {
      key,
      ids: [agency.id],
      name: agency.name,
      lang: 'en',
      aliases: [],
      type: toAgencyType(agency.name),
      place: state ? `US-${state}` : null,
    });
  }
  const keyOf = (id: string): string => {
    const key = keys.get(root(id));
    if (!key) throw new Error(`private-eyes-2024: agency ${id} has no row.`);
    return key;
  };
  return { rows: [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), keyOf, merged, contradicted };
}

/** Account names that the vendor marked as not to be used. */
const isRetired = (name: string) => /duplicate|do not use/i.test(name);
