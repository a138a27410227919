import { normalizeAgencyName, toSlug } from '#lib/organizations/agency-name.ts';
import type { Refusal } from './source.ts';
import { usStates } from './us-states.ts';

// Names of American agencies as accounts of a vendor's network carry them: a state code in any place, marks of closed accounts, sales accounts.

/**
 * Postal code of the state inside an agency's name, only where it is unmistakable: one code in capitals, or a state's name at the
 * beginning before a word for a state body. "CO" may stand for "County" and "SD" for "Sheriff's Department"; each counts as a state only
 * where it cannot.
 */
export function findState(account: string): string | null {
  const { name } = stripRetirement(account);
  const codes = [...name.matchAll(/(?<![A-Za-z])([A-Z]{2})(?![A-Za-z])/g)]
    .map((match) => match[1] ?? '')
    .filter((code) => usStates[code]);
  const sheriff = /(?<![A-Za-z])SD\W*$/.test(name) && codes.some((code) => code !== 'SD' && code !== 'CO');
  const others = [...new Set(codes.filter((code) => code !== 'CO' && !(sheriff && code === 'SD')))];
  if (others.length === 1) return others[0] ?? null;
  if (others.length > 1) return null;
  if (codes.includes('CO'))
    return /\bCO (SO|SD|Sheriff)\b/i.test(name) && !/county/i.test(name) ? null : 'CO';
  for (const [code, state] of Object.entries(usStates)) {
    if (new RegExp(`^${state} (State|Department|Dept|Bureau|Highway|Attorney|DPS|DNR)\\b`).test(name))
      return code;
  }
  return null;
}

/** Marks by which an account's holder or the vendor says that it is no longer used. Each is taken off a name before it is compared. */
const retirementMarks = [
  /[([]\s*(?:dead\s*\/\s*old|dnu|inactive|deactivated?|duplicate|not in use)\s*[)\]]/i,
  /[([]?\s*-*\s*\b(?:duplicate\s*-?\s*)?(?:please\s+)?(?:do|don'?t|no)\s?(?:not?)?\s+use\b\W*(?:duplicate\b)?(?:\s*account)?\s*[)\]]?/i,
  /^\s*churned\s*-\s*/i,
  /^\s*(?:dnu|deactivated)\b\s*-?\s*/i,
  /\s-?\s*(?:dnu|inactive|deactivated|old|not in use)\s*$/i,
  /\s-?\s*\b(?:duplicate|dupe)\b(?:[\s-]*account)?\s*$/i,
  /^\s*(?:duplicate|dupe)\b\s*(?:account)?\s*/i,
  /\(\s*duplicate\s*$/i,
  /^\s*\(revoked mou\)\s*-\s*former\b\s*/i,
];

/** A name without marks of a closed account, and whether it had one. What is left may be empty. */
export function stripRetirement(name: string): { name: string; retired: boolean } {
  let rest = name;
  for (const mark of retirementMarks) rest = rest.replace(mark, ' ');
  rest = rest
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s\-–]+|[\s\-–]+$/g, '')
    .trim();
  return { name: rest, retired: rest !== name.replace(/\s{2,}/g, ' ').trim() };
}

/**
 * Accounts of the vendor for sales, tests and training, some named after its staff: they are no agencies and are left out. "Training" may belong to an
 * agency's name where a state stands beside it ("Training Facility GA PD"); demo, test, sales and example never do.
 */
export function isVendorAccount(name: string): boolean {
  if (/\b(demo|test|testing|sales|example)\b/i.test(name)) return true;
  if (/\bflock\b/i.test(name) && !/\blittle flock\b/i.test(name)) return true;
  return findState(name) === null && /\btraining\b/i.test(name);
}

/** What accounts are called that name no holder. */
const emptyNames = new Set([
  'account',
  'decommissioned org',
  'delete',
  'dnu',
  'error',
  'inactive',
  'made in error',
  'none',
  'null',
  'old',
  'please delete',
]);

/**
 * True where a name, without its marks, names nobody: a bare number (a count where a list was expected), only a mark, or less than three letters.
 */
export function namesNobody(name: string): boolean {
  const rest = stripRetirement(name).name;
  return !/\p{L}{3}/u.test(rest) || emptyNames.has(rest.toLowerCase());
}

/**
 * Why an account's name stands for no agency; null for an agency. Accounts of the vendor are not named in reports: some bear the name of a salesperson.
 */
export function findAccountRefusal(name: string): Refusal | null {
  if (/^\s*[\d.,]+\s*$/.test(name)) return { reason: 'number_in_place_of_a_name', detail: name };
  if (isVendorAccount(name)) return { reason: 'vendor_account' };
  return namesNobody(name) ? { reason: 'names_no_agency', detail: name } : null;
}

/** Without marks of closed accounts and the "[Federal]" of one list. */
const withoutMarks = (name: string) => stripRetirement(name.replace(/^\[Federal\]\s*/i, '')).name;

/** The name without state code and marks, in the form in which agencies are compared. */
export function toComparable(name: string, state: string | null): string {
  const open = withoutMarks(name);
  const bare = state
    ? open.replace(new RegExp(`\\(${state}\\)|(?<![A-Za-z])${state}(?![A-Za-z])`), ' ')
    : open;
  return normalizeAgencyName(bare);
}

/**
 * Key of an agency: state and normalized name. Without a state only the whole name as it stands is compared: "Washington Co SO" and "Washington County SO" may
 * stand in two states. `fallback` serves where the name has no Latin letters.
 */
export function toAgencyKey(name: string, state: string | null, fallback: string): string {
  if (state === null) return `us-unknown-${toSlug(withoutMarks(name)) || toSlug(fallback)}`;
  return `us-${state.toLowerCase()}-${toSlug(toComparable(name, state)) || toSlug(fallback)}`;
}

/** Organization type, where the name's last word is the list's own abbreviation for police or sheriff. */
export function toAgencyType(name: string): 'law_enforcement' | null {
  return /(?<![A-Za-z])(PD|SO|SD|Police|Sheriff|Marshal|Constable|Highway Patrol)(?![A-Za-z])/.test(name)
    ? 'law_enforcement'
    : null;
}

const municipalKinds = new Set([
  'city',
  'county',
  'township',
  'town',
  'village',
  'borough',
  'parish',
  'port',
]);

/**
 * The words of a name that tell a city from the county, township or port of the same name; what stands in parentheses only says where. Names that differ
 * here are two agencies, whatever a note says.
 */
export function findMunicipalKinds(name: string): string {
  const words = normalizeAgencyName(name.replace(/\([^)]*\)/g, ' ')).split(' ');
  return [...new Set(words.filter((word) => municipalKinds.has(word)))].sort().join(' ');
}
