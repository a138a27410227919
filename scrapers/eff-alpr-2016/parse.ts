import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readCsv } from '../core/csv.ts';
import type { Parsed, Snapshot } from '../core/source.ts';

/** Plates read and alarms, by year. They are checked and counted, but no row of ours can hold sums of a year yet. */
const countColumns = [
  'E1. 2016 Detections',
  'E2. 2016 Hits',
  'F1. 2017 Detections',
  'F2. 2017 Hits',
  'G1. 2016-2017 Detections',
  'G2. 2016-2017 Hits',
  'H. All Time Detections',
  'H2. All Time Hits',
] as const;

const sharingColumn = 'C. Direct Sharing';
const sharingReport = 'R1. Data Sharing Link';

/** Column with documents → how they are named where they are cited. */
const documentColumns: Readonly<Record<string, string>> = {
  [sharingReport]: 'Data sharing report',
  'R2. 2016 Hit Ratio Report': 'Hit ratio report, 2016',
  'R3. 2017 Hit Ratio Report': 'Hit ratio report, 2017',
  'R4. 2016 Detection Report': 'Detection report, 2016',
  'R5. 2016 Hit Report': 'Hit report, 2016',
  'R6. 2017 Detection Report': 'Detection report, 2017',
  'R7. 2017 Hit Report': 'Hit report, 2017',
  'R8. Combined Detection/Hit Data': 'Detections and hits',
};

export const header = [
  'A. Agency',
  'B. State',
  sharingColumn,
  'D. NVLS',
  ...countColumns,
  ...Object.keys(documentColumns),
];

/** What a cell with a number says. `told` keeps apart what the publishers keep apart: refused, does not exist, incomplete. */
export type Count =
  | { count: number; partial: boolean }
  | { told: 'nothing' | 'not_provided' | 'not_applicable' | 'incomplete' }
  | { see: string };

/** `1,034`, `128,555,383*` (one of two years is missing), `390 (Data Incomplete)`, `n/a`, `See: …`; null for anything else. */
export function toCount(cell: string): Count | null {
  const text = cell.trim();
  const number = /^(\d{1,3}(?:,\d{3})+|\d+)(\*| \(Data Incomplete\))?$/.exec(text);
  if (number)
    return { count: Number((number[1] ?? '').replaceAll(',', '')), partial: number[2] !== undefined };
  const see = /^See:? (.+)$/.exec(text);
  if (see) return { see: see[1] ?? '' };
  const told = {
    '': 'nothing',
    'Not Provided': 'not_provided',
    'n/a': 'not_applicable',
    'Data Incomplete': 'incomplete',
  } as const;
  const words = z.enum(['', 'Not Provided', 'n/a', 'Data Incomplete']).safeParse(text);
  return words.success ? { told: told[words.data] } : null;
}

export interface AlprRaw {
  agency: string;
  /** Postal code, or `US` for a federal agency. */
  state: string;
  /** Agencies that it gives its data to by name. */
  sharing: Count;
  /** Gives to the vendor's pool of agencies that are not named; absent where the table says nothing. */
  pool?: boolean;
  /** Which columns hold a number above zero: the agency read plates, or had alarms. */
  counted: string[];
  /** The agency under which its numbers are reported. */
  see?: string;
  documents: { url: string; title: string }[];
  /** Cells that could not be read, by column. */
  unread?: { column: string; text: string }[];
}

const urlSchema = z.url({ protocol: /^https?$/ });

/**
 * Rows of the table, one an agency.
 *
 * @throws DossierError `invalid_input` for a changed header, a file that is no table, and an agency on two rows
 */
export async function* parseAlpr(snapshot: Pick<Snapshot, 'path' | 'name'>): AsyncGenerator<Parsed<AlprRaw>> {
  const seen = new Map<string, number>();
  for await (const { row, cells } of readCsv(snapshot, { header: { expect: header } })) {
    const at = `row ${row}`;
    const cell = (column: string) => (cells[column] ?? '').trim();
    const [agency, state] = [cell('A. Agency'), cell('B. State')];
    if (agency === '') {
      yield { at, reason: 'no_agency' };
      continue;
    }
    const key = `${state}:${agency}`;
    const earlier = seen.get(key);
    if (earlier !== undefined)
      throw new DossierError('invalid_input', {
        what: `"${agency}", ${state}, stands on two rows`,
        where: `${snapshot.name}, rows ${earlier} and ${row}`,
        mend: 'State and name are the key of this table. Decide by hand which row stands.',
      });
    seen.set(key, row);
    yield { at, raw: toRaw(agency, state, cell) };
  }
}

function toRaw(agency: string, state: string, cell: (column: string) => string): AlprRaw {
  const unread: { column: string; text: string }[] = [];
  const read = (column: string): Count => {
    const count = toCount(cell(column));
    if (count === null) unread.push({ column, text: cell(column).slice(0, 60) });
    return count ?? { told: 'nothing' };
  };
  const sharing = read(sharingColumn);
  const counts = countColumns.map((column) => ({ column, count: read(column) }));
  const documents = Object.entries(documentColumns).flatMap(([column, title]) => {
    const url = cell(column);
    if (url === '') return [];
    if (urlSchema.safeParse(url).success) return [{ url, title }];
    unread.push({ column, text: url.slice(0, 60) });
    return [];
  });
  const nvls = cell('D. NVLS');
  if (!['Y', 'N', '', 'Not Provided'].includes(nvls))
    unread.push({ column: 'D. NVLS', text: nvls.slice(0, 60) });
  const see = counts.flatMap(({ count }) => ('see' in count ? [count.see] : []))[0];
  return {
    agency,
    state,
    sharing,
    ...(nvls === 'Y' || nvls === 'N' ? { pool: nvls === 'Y' } : {}),
    counted: counts.flatMap(({ column, count }) => ('count' in count && count.count > 0 ? [column] : [])),
    ...(see === undefined ? {} : { see }),
    documents,
    ...(unread.length > 0 ? { unread } : {}),
  };
}

/** The document that a sharing number comes from. */
export const findSharingReport = ({ documents }: AlprRaw) =>
  documents.find(({ title }) => title === documentColumns[sharingReport])?.url;
