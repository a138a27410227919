import type { DatasetDescription } from '#lib/datasets/dataset-schema.ts';
import { DossierError } from '#lib/errors.ts';
import { readCsv } from '../csv.ts';
import type { Parsed, Snapshot } from '../source.ts';
import { type AtlasLink, toLinks } from './eff-atlas-links.ts';

const links = [1, 2, 3].flatMap((n) => [
  `Link ${n}`,
  `Link ${n} Snapshot`,
  `Link ${n} Source`,
  `Link ${n} Type`,
  `Link ${n} Date`,
]);

/** How one generation of the export is laid out. The numbers of the two are not one series (docs/sources/eff-atlas.md). */
export interface AtlasLayout {
  header: readonly string[];
  id: RegExp;
  /** The export of 2020 holds one row twice; in the live export a repeated number means that it is no key any more. */
  repeats: 'merge_equal' | 'refuse';
}

export const layout2020: AtlasLayout = {
  header: [
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
    ...links,
  ],
  id: /^AOS\d{4}$/,
  repeats: 'merge_equal',
};

export const layoutLive: AtlasLayout = {
  header: [
    'AOSNUMBER',
    'NEWAOSNUMBER (ORI9)',
    'City',
    'County',
    'State',
    'Agency',
    'Type of LEA',
    'Summary',
    'Type of Juris',
    'Technology',
    'TECH ABV',
    'Vendor',
    ...links,
    'Other Links',
  ],
  id: /^AOS\d{6}$/,
  repeats: 'refuse',
};

/** A row of the Atlas as far as it is used: one agency's use of one technology. The summary is never read out, because it may name people. */
export interface AtlasRaw {
  id: string;
  /** The whole cell `NEWAOSNUMBER (ORI9)`: nine characters that name an agency, then a code of the technology. */
  ori?: string;
  city: string;
  county: string;
  /** Two letters; whether they are a state is for `normalize` to decide. */
  state: string;
  agency: string;
  typeOfLea: string;
  jurisdiction: string;
  technology: string;
  abbreviation?: string;
  vendor: string;
  links: AtlasLink[];
  /** Cells of links that are no web address, and dates that cannot be read: for the report. */
  badLinks?: string[];
  badDates?: { why: string; text: string }[];
}

/**
 * Rows of an export, in its order.
 *
 * @param newestYear later years in dates of links are impossible
 * @throws DossierError `invalid_input` for a changed header, a file that is no table, and a repeated number
 */
export async function* parseAtlas(
  snapshot: Pick<Snapshot, 'path' | 'name'>,
  layout: AtlasLayout,
  newestYear: number,
): AsyncGenerator<Parsed<AtlasRaw>> {
  const seen = new Map<string, { row: number; text: string }>();
  for await (const { row, cells } of readCsv(snapshot, { header: { expect: layout.header } })) {
    const at = `row ${row}`;
    const cell = (column: string) => (cells[column] ?? '').trim();
    const id = cell('AOSNUMBER');
    const problem = findProblem(id, layout, cell);
    if (problem) {
      yield { at, ...problem };
      continue;
    }
    const text = JSON.stringify(cells);
    refuseRepeat(snapshot.name, layout, seen.get(id), { id, row, text });
    seen.set(id, { row, text });
    const { found, badLinks, badDates } = toLinks(cells, newestYear);
    yield {
      at,
      raw: {
        id,
        ...(cell('NEWAOSNUMBER (ORI9)') ? { ori: cell('NEWAOSNUMBER (ORI9)') } : {}),
        city: cell('City'),
        county: cell('County'),
        state: cell('State'),
        agency: cell('Agency'),
        typeOfLea: cell('Type of LEA'),
        jurisdiction: cell('Type of Juris'),
        technology: cell('Technology'),
        ...(cell('TECH ABV') ? { abbreviation: cell('TECH ABV') } : {}),
        vendor: cell('Vendor'),
        links: found,
        ...(badLinks.length > 0 ? { badLinks } : {}),
        ...(badDates.length > 0 ? { badDates } : {}),
      },
    };
  }
}

/** Year of the day that the export was made: nothing that it cites is newer. */
export const toNewestYear = (dataset: Pick<DatasetDescription, 'asOf'>) => Number(dataset.asOf.slice(0, 4));

function findProblem(id: string, layout: AtlasLayout, cell: (column: string) => string) {
  // The live export holds rows whose cells stand in other columns; without a number nothing in them can be trusted.
  if (!layout.id.test(id)) return { reason: 'no_aos_number', detail: `AOSNUMBER is "${id.slice(0, 40)}"` };
  if (!/^[A-Z]{2}$/.test(cell('State')))
    return { reason: 'unknown_state', detail: `${id}: State is "${cell('State').slice(0, 40)}"` };
  if (cell('Agency') === '') return { reason: 'no_agency', detail: id };
  if (cell('Technology') === '') return { reason: 'no_technology', detail: id };
  return undefined;
}

function refuseRepeat(
  name: string,
  layout: AtlasLayout,
  earlier: { row: number; text: string } | undefined,
  now: { id: string; row: number; text: string },
): void {
  if (earlier === undefined || (layout.repeats === 'merge_equal' && earlier.text === now.text)) return;
  throw new DossierError('invalid_input', {
    what: `The number ${now.id} stands on two rows${earlier.text === now.text ? '' : ' that differ'}`,
    where: `${name}, rows ${earlier.row} and ${now.row}`,
    mend: 'AOSNUMBER is the key of this table. Nothing of the file is used until the publisher has mended it, or somebody has decided by hand.',
  });
}
