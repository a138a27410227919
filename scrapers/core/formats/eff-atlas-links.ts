import { z } from 'zod';
import { toEdtf } from './eff-atlas-date.ts';

/** A work that the Atlas cites for a row, as rows of deployments hold it. */
export interface AtlasLink {
  url: string;
  title?: string;
  /** EDTF. */
  publishedOn?: string;
  archiveUrl?: string;
}

const urlSchema = z.url({ protocol: /^https?$/ });

/** A web address, or null for anything else: other schemes, words, addresses with a password in them. */
export function toWebAddress(text: string): string | null {
  const value = text.trim();
  // The address parser would silently take out line ends and encode blanks.
  if (/\s/.test(value) || !urlSchema.safeParse(value).success) return null;
  const { username, password } = new URL(value);
  return username === '' && password === '' ? value : null;
}

/** A cell `Link n` normally holds one address; in a few rows somebody pasted two. */
const splitLink = (cell: string) => cell.trim().split(/\s+(?=https?:)/i);

/** The cell `Other Links`: addresses parted by blanks, line ends or semicolons; a semicolon inside an address stays. */
export const splitOtherLinks = (cell: string) =>
  cell.split(/\s+|;(?=\s|$|https?:)/i).filter((part) => part !== '');

export interface AtlasLinks {
  found: AtlasLink[];
  badLinks: string[];
  badDates: { why: string; text: string }[];
}

/** The up to three links of a row and its `Other Links`. What is no web address is left out and told. */
export function toLinks(cells: Readonly<Record<string, string>>, newestYear: number): AtlasLinks {
  const links: AtlasLinks = { found: [], badLinks: [], badDates: [] };
  const toAddress = (text: string) => {
    const address = toWebAddress(text);
    if (address === null && text.trim() !== '') links.badLinks.push(text.trim().slice(0, 200));
    return address;
  };
  const others: (string | null)[] = [];
  for (const n of [1, 2, 3]) {
    const [url = null, ...pasted] = splitLink(cells[`Link ${n}`] ?? '').map(toAddress);
    others.push(...pasted);
    const archiveUrl = toAddress(cells[`Link ${n} Snapshot`] ?? '');
    const text = cells[`Link ${n} Date`] ?? '';
    const date = toEdtf(text, newestYear);
    if ('unknown' in date && date.unknown !== 'empty')
      links.badDates.push({ why: date.unknown, text: text.trim().slice(0, 60) });
    if (url === null) continue;
    const title = (cells[`Link ${n} Source`] ?? '').trim();
    links.found.push({
      url,
      ...(title === '' ? {} : { title }),
      ...('edtf' in date ? { publishedOn: date.edtf } : {}),
      ...(archiveUrl === null ? {} : { archiveUrl }),
    });
  }
  for (const url of [...others, ...splitOtherLinks(cells['Other Links'] ?? '').map(toAddress)])
    if (url !== null && !links.found.some((link) => link.url === url)) links.found.push({ url });
  return links;
}
