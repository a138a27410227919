import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import type { AgencyRow } from '#lib/organizations/pack-rows.ts';
import type { AtlasRaw } from './eff-atlas-csv.ts';
import { foldCity, toPlaceCode } from './eff-atlas-places.ts';

const types: Readonly<Record<string, NonNullable<AgencyRow['type']>>> = {
  ...Object.fromEntries(
    [
      'attorney general',
      'constables',
      'corrections',
      'county attorney',
      'crash team',
      'customs and border protection',
      'district attorney',
      'fusion center',
      'highway patrol',
      'marshals',
      'park ranger',
      'park rangers',
      'police',
      'probation',
      'prosecutor',
      "prosecutor's office",
      'sheriff',
      'state patrol',
      'state police',
      'state police/highway patrol',
      'task force',
      'transit police',
    ].map((word) => [word, 'law_enforcement' as const]),
  ),
  ...Object.fromEntries(
    [
      'dhs',
      'dmv',
      'homeland security',
      'juvenile',
      'mental health',
      'public safety',
      'state agency',
      'tax board',
    ].map((word) => [word, 'government' as const]),
  ),
  municipal: 'municipality',
};

/** Organization type for "Type of LEA"; null where the closed list has no fitting kind. */
export function toAgencyType(typeOfLea: string): AgencyRow['type'] {
  const word = typeOfLea.trim().toLowerCase();
  return Object.hasOwn(types, word) ? (types[word] ?? null) : null;
}

/**
 * The agency in a cell `NEWAOSNUMBER (ORI9)`: its first nine characters, when they have the form of an FBI identifier. `XX…` is a number that the
 * Atlas made up for a body without one, and identifies nothing outside of it.
 */
export function toOri9(
  cell: string | undefined,
): { ori9: string } | 'placeholder' | 'unreadable' | undefined {
  if (cell === undefined || cell.trim() === '') return undefined;
  const ori9 = /^[A-Z]{2}[A-Z0-9]{7}/.exec(cell.trim())?.[0];
  if (ori9 === undefined) return 'unreadable';
  return ori9.startsWith('XX') ? 'placeholder' : { ori9 };
}

export interface AtlasAgencies {
  rows: AgencyRow[];
  keyOf: (raw: AtlasRaw) => string;
  /** Keys of agencies whose rows carry more than one identifier. */
  severalOri: string[];
}

/**
 * Rows of one agency: same state and same normalized name. Two bodies of one name in one state are told apart where municipal rows name other
 * cities in other counties, or where both the FBI identifier and the city differ.
 */
export function groupAgencies(
  raws: readonly AtlasRaw[],
  townOf: (state: string, city: string) => number | undefined,
): AtlasAgencies {
  const firsts = new Map<string, AtlasRaw>();
  const keys = new Map<AtlasRaw, string>();
  const agencies = new Map<string, AgencyRow>();
  const oris = new Map<string, Set<string>>();
  for (const raw of raws) {
    const slug = `us-${raw.state.toLowerCase()}-${toSlug(normalizeAgencyName(raw.agency))}`;
    const first = firsts.get(slug) ?? raw;
    firsts.set(slug, first);
    const key = isOther(raw, first) ? `${slug}-${toSlug(raw.city)}` : slug;
    keys.set(raw, key);
    const ori = toOri9(raw.ori);
    if (typeof ori === 'object') oris.set(key, (oris.get(key) ?? new Set()).add(ori.ori9));
    const known = agencies.get(key);
    if (known) {
      if (!known.ids.includes(raw.id)) known.ids.push(raw.id);
      if (raw.agency !== known.name && !known.aliases.includes(raw.agency)) known.aliases.push(raw.agency);
    } else agencies.set(key, toAgency(key, raw, townOf));
  }
  identify(agencies, oris);
  return {
    rows: [...agencies.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    keyOf: (raw) => {
      const key = keys.get(raw);
      if (key === undefined) throw new Error(`${raw.id}: no agency was made for this row`);
      return key;
    },
    severalOri: [...oris].flatMap(([key, found]) => (found.size > 1 ? [key] : [])),
  };
}

/**
 * An agency whose rows agree on an identifier that no other agency's rows carry has it, and leads its ids with it: then its record stays the same one
 * when its first row is withdrawn.
 */
function identify(
  agencies: ReadonlyMap<string, AgencyRow>,
  oris: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const holders = new Map<string, number>();
  for (const found of oris.values())
    for (const ori9 of found) holders.set(ori9, (holders.get(ori9) ?? 0) + 1);
  for (const [key, found] of oris) {
    const [ori9] = found;
    const agency = agencies.get(key);
    if (found.size !== 1 || ori9 === undefined || agency === undefined || holders.get(ori9) !== 1) continue;
    agency.ori9 = ori9;
    agency.ids.unshift(ori9);
  }
}

function toAgency(key: string, raw: AtlasRaw, townOf: (state: string, city: string) => number | undefined) {
  const town = raw.jurisdiction === 'Municipal' ? townOf(raw.state, raw.city) : undefined;
  const agency: AgencyRow = {
    key,
    ids: [raw.id],
    name: raw.agency,
    lang: 'en',
    aliases: [],
    type: toAgencyType(raw.typeOfLea),
    ...(raw.typeOfLea ? { typeRaw: raw.typeOfLea } : {}),
    place: toPlaceCode(raw.state),
    ...(town ? { town } : {}),
  };
  return agency;
}

function isOther(raw: AtlasRaw, first: AtlasRaw): boolean {
  if (foldCity(raw.city) === foldCity(first.city)) return false;
  const [left, right] = [toOri9(raw.ori), toOri9(first.ori)];
  if (typeof left === 'object' && typeof right === 'object' && left.ori9 !== right.ori9) return true;
  return raw.jurisdiction === 'Municipal' && !shareCounty(raw.county, first.county);
}

function shareCounty(a: string, b: string): boolean {
  const list = (text: string) =>
    text
      .split(',')
      .map((part) => normalizeAgencyName(part))
      .filter(Boolean);
  const [left, right] = [list(a), list(b)];
  return left.length === 0 || right.length === 0 || left.some((county) => right.includes(county));
}
