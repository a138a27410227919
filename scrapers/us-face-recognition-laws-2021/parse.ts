import { readMarkdownTable } from '../core/formats/markdown-table.ts';
import type { Parsed } from '../core/source.ts';
import { readTableText } from '../core/table-text.ts';
import { usStates } from '../core/us-states.ts';

/** A row of the table. */
export interface RawLaw {
  place: string;
  /** Postal code, and the place before it; null for a state itself. */
  state: string;
  local: string | null;
  /** EDTF: a day or a month. */
  on: string;
  /** The third cell without its link. */
  stance: string;
  url: string;
}

const header = ['City/State', 'Date of Action', 'Stance on FRT'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const codes = new Map(Object.entries(usStates).map(([code, name]) => [name, code]));

/** @throws DossierError `invalid_input` for a text without the table */
export async function* parseLaws(file: { path: string; name: string }): AsyncGenerator<Parsed<RawLaw>> {
  const parts: string[] = [];
  for await (const part of readTableText(file, { maxBytes: 1_000_000 })) parts.push(part);
  for (const { line, cells } of readMarkdownTable(file.name, parts.join(''), header)) {
    const at = `line ${line}`;
    const raw = readRow(cells);
    yield typeof raw === 'string' ? { at, reason: raw } : { at, raw };
  }
}

/** A row, or the reason why it is none. */
function readRow(cells: readonly string[]): RawLaw | string {
  const [place, date, cell, ...more] = cells;
  if (place === undefined || date === undefined || cell === undefined || more.length > 0)
    return 'cell_out_of_form';
  // Shortcodes and HTML are no part of a cell's text, and nobody has decided what they would mean.
  if ([place, date, cell].some((text) => /<[a-z/!]|\{\{/i.test(text))) return 'markup_in_a_cell';
  const parts = place.split(', ');
  const state = codes.get(parts.at(-1) ?? '');
  if (state === undefined || parts.length > 2) return 'unknown_state';
  const on = readDate(date);
  if (on === null) return 'date_unreadable';
  const links = [...cell.matchAll(/\[([^\]]*)\]\(([^()\s]+)\)/g)];
  const [link] = links;
  const url = link?.[2];
  if (link === undefined || url === undefined || links.length > 1 || !isWebAddress(url))
    return 'no_single_source';
  const stance = cell
    .replace(link[0], link[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (stance === '') return 'cell_out_of_form';
  return { place, state, local: parts.length === 2 ? (parts[0] ?? null) : null, on, stance, url };
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** "June 24, 2020", "October 16th, 2019" → a day; "March, 2018" → a month; null for anything else and for a day that no calendar has. */
export function readDate(text: string): string | null {
  const match = /^([A-Z][a-z]+)(?: (\d{1,2})(?:st|nd|rd|th)?)?, (\d{4})$/.exec(text.trim());
  const month = months.indexOf(match?.[1] ?? '') + 1;
  if (match === null || month === 0) return null;
  const prefix = `${match[3]}-${String(month).padStart(2, '0')}`;
  if (match[2] === undefined) return prefix;
  const day = `${prefix}-${match[2].padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}
