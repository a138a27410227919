import { z } from 'zod';
import { normalizeAgencyName } from '#lib/organizations/agency-name.ts';
import { usStates } from '../core/us-states.ts';

export const agencyHeader = ['id', 'name', 'notes'] as const;
export const agencySchema = z.object({
  id: z.string().regex(/^\d+$/),
  name: z.string().trim().min(1),
  notes: z.string(),
});
export type PortalAgency = z.infer<typeof agencySchema>;

export const accessHeader = ['src_agency', 'external_agency', 'src_agency_id', 'external_agency_id'] as const;
export const accessSchema = z.object({
  src_agency: z.string(),
  external_agency: z.string(),
  src_agency_id: z.string(),
  external_agency_id: z.string(),
});

/**
 * Postal code of the state inside an agency's name, only where it is unmistakable: one code in capitals, or a state's name at the
 * beginning before a word for a state body. "CO" may stand for "County"; it counts as Colorado only where it cannot.
 */
export function findState(name: string): string | null {
  const codes = [...name.matchAll(/(?<![A-Za-z])([A-Z]{2})(?![A-Za-z])/g)]
    .map((match) => match[1] ?? '')
    .filter((code) => usStates[code]);
  const others = [...new Set(codes.filter((code) => code !== 'CO'))];
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

/** The name without the state code, in the form in which agencies are compared. */
export function toComparable(name: string, state: string | null): string {
  const bare = state
    ? name.replace(new RegExp(`\\(${state}\\)|(?<![A-Za-z])${state}(?![A-Za-z])`), ' ')
    : name;
  return normalizeAgencyName(bare);
}

/** Name of the agency that a note calls this one a duplicate of; null for "may be" and every other note. */
export function findDuplicateOf(notes: string): string[] {
  return notes
    .split(';')
    .map((part) => /^\s*(?:marked as )?duplicate of (.+?)\s*$/i.exec(part)?.[1])
    .filter((name) => name !== undefined);
}

/** Organization type, where the name's last word is the list's own abbreviation for police or sheriff. */
export function toAgencyType(name: string): 'law_enforcement' | null {
  return /(?<![A-Za-z])(PD|SO|SD|Police|Sheriff|Marshal|Constable|Highway Patrol)(?![A-Za-z])/.test(name)
    ? 'law_enforcement'
    : null;
}

/**
 * Accounts of the vendor for sales, tests and training, some named after its staff: they are no agencies and are left out.
 * Only names without a state count as such.
 */
export function isTestAccount(name: string): boolean {
  return findState(name) === null && /\b(demo|test|testing|sales|training)\b|flock/i.test(name);
}
