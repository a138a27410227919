import { z } from 'zod';
import { nameWords } from '#lib/organizations/agency-name.ts';

/** Header of the 2020 export. The live export has other columns since, and needs a parser of its own. */
export const header = [
  'AOSNUMBER',
  'City',
  'County',
  'State',
  'Agency',
  'Type of LEA',
  'Summary',
  'Type of Juris',
  'Technology',
  'Vendor',
  ...[1, 2, 3].flatMap((n) => [
    `Link ${n}`,
    `Link ${n} Snapshot`,
    `Link ${n} Source`,
    `Link ${n} Type`,
    `Link ${n} Date`,
  ]),
] as const;

export const rowSchema = z.looseObject({
  AOSNUMBER: z.string().regex(/^AOS\d+$/),
  City: z.string(),
  County: z.string(),
  State: z.string().regex(/^[A-Z]{2}$/),
  Agency: z.string().trim().min(1),
  'Type of LEA': z.string(),
  'Type of Juris': z.string(),
  Technology: z.string().min(1),
  Vendor: z.string(),
});
export type AtlasRow = z.infer<typeof rowSchema>;

/**
 * Date of a link as EDTF: `MM/DD/YYYY`, `M/D/YY` (2000–2020), `MM/YYYY`, a year, or two years. Month comes before day (an American table).
 * Null when it is empty or is none of these.
 */
export function toEdtf(text: string): string | null {
  const value = text.trim();
  const year = /^(?:19|20)\d{2}$/.exec(value);
  if (year) return year[0];
  const span = /^((?:19|20)\d{2})-((?:19|20)\d{2})$/.exec(value);
  if (span) return `${span[1]}/${span[2]}`;
  const month = /^(\d{1,2})\/((?:19|20)\d{2})$/.exec(value);
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12)
    return `${month[2]}-${(month[1] ?? '').padStart(2, '0')}`;
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|(?:19|20)\d{2})$/.exec(value);
  if (!day) return null;
  const [m, d] = [Number(day[1]), Number(day[2])];
  const y = (day[3] ?? '').length === 2 ? 2000 + Number(day[3]) : Number(day[3]);
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate() || y > 2020) return null;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

export interface Citation {
  url: string;
  title?: string;
  publishedOn?: string;
  archiveUrl?: string;
}

const toUrl = (text: unknown): string | null => {
  const value = typeof text === 'string' ? text.trim() : '';
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
};

/** The up to three links of a row. A link that is no http(s) address is left out. */
export function toCitations(row: AtlasRow): Citation[] {
  return [1, 2, 3].flatMap((n): Citation[] => {
    const url = toUrl(row[`Link ${n}`]);
    if (!url) return [];
    const [archiveUrl, source, date] = [
      toUrl(row[`Link ${n} Snapshot`]),
      row[`Link ${n} Source`],
      row[`Link ${n} Date`],
    ];
    const publishedOn = typeof date === 'string' ? toEdtf(date) : null;
    return [
      {
        url,
        ...(typeof source === 'string' && source.trim() !== '' ? { title: source.trim() } : {}),
        ...(publishedOn ? { publishedOn } : {}),
        ...(archiveUrl ? { archiveUrl } : {}),
      },
    ];
  });
}

const lawEnforcement = new Set([
  'Police',
  'Sheriff',
  'State Police',
  'State police',
  'Highway Patrol',
  'District Attorney',
  'County Attorney',
  'Attorney General',
  'Prosecutor',
  'Marshals',
  'Task Force',
  'Fusion Center',
  'Corrections',
  'Probation',
  'Crash Team',
]);

/** Organization type for "Type of LEA"; null where the closed list has no fitting kind. */
export function toAgencyType(typeOfLea: string): 'law_enforcement' | 'government' | 'municipality' | null {
  const value = typeOfLea.trim();
  if (lawEnforcement.has(value)) return 'law_enforcement';
  if (
    [
      'DMV',
      'DHS',
      'State Agency',
      'Homeland Security',
      'Public Safety',
      'Tax Board',
      'Mental Health',
      'Juvenile',
    ].includes(value)
  )
    return 'government';
  if (value === 'Municipal') return 'municipality';
  return null;
}

/** Cell parts that are no name of a vendor. */
const notVendors = new Set(['others', 'unknown']);

/** Names in the vendor cell, split at commas and " and ". */
export function splitVendors(cell: string): string[] {
  return cell
    .split(/,| and /)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !notVendors.has(part.toLowerCase()));
}

/** How city names are compared within one state: "St. Louis" and "Saint Louis" are equal, "New York City" and "New York" are equal. */
export function foldCity(text: string): string {
  const words = nameWords(text).map((word) => (word === 'st' ? 'saint' : word));
  if (words[0] === 'city' && words[1] === 'of') words.splice(0, 2);
  if (words.join(' ') === 'new york city') words.pop();
  return words.join(' ');
}
