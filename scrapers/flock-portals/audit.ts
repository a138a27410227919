import { parse } from 'csv-parse/sync';

/** Searches of one month under one offense type; "other" gathers what is rare or may hold more than a type. */
export interface AuditCount {
  /** YYYY-MM */
  month: string;
  offense: string;
  searches: number;
}

const columns = ['id', 'searchDate', 'networkCount', 'offenseType'];
/** A type that fewer searches share is not shown: it may be a note somebody typed. */
const leastShared = 3;

/**
 * Counts of a page's search audit, from its `data:text/csv` address. Nothing of a row leaves this function: rows can hold case numbers, plates and names.
 *
 * @returns null where the address is no such table
 */
export function countAudit(address: string): AuditCount[] | null {
  const comma = address.indexOf(',');
  if (!/^data:text\/csv(?:;charset=utf-8)?$/i.test(address.slice(0, comma))) return null;
  const rows = parseTable(address.slice(comma + 1));
  const [header, ...searches] = rows ?? [];
  if (header === undefined || columns.some((column, index) => header[index]?.trim() !== column)) return null;
  const shared = new Map<string, number>();
  for (const [, , , offense] of searches) {
    const type = toType(offense);
    shared.set(type, (shared.get(type) ?? 0) + 1);
  }
  const counts = new Map<string, AuditCount>();
  for (const [, date, , offense] of searches) {
    const month = /^\d{4}-(?:0[1-9]|1[0-2])(?=-)/.exec(date ?? '')?.[0];
    if (month === undefined) continue;
    const type = (shared.get(toType(offense)) ?? 0) < leastShared ? 'other' : toType(offense);
    const known = counts.get(`${month} ${type}`) ?? { month, offense: type, searches: 0 };
    counts.set(`${month} ${type}`, { ...known, searches: known.searches + 1 });
  }
  return [...counts.values()].sort((a, b) =>
    `${a.month} ${a.offense}` < `${b.month} ${b.offense}` ? -1 : 1,
  );
}

/** Letters, blanks and a few marks, at most 60: a digit may belong to a case, a plate or an address. */
function toType(text: string | undefined): string {
  const type = (text ?? '').replace(/\s+/g, ' ').trim();
  return type.length <= 60 && /^[\p{L} &/(),'-]+$/u.test(type) ? type : 'other';
}

function parseTable(encoded: string): string[][] | null {
  try {
    return parse(decodeURIComponent(encoded), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 10_000,
    });
  } catch {
    // Not decodable, or no table: the page's other parts stand without it.
    return null;
  }
}
