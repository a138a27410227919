import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { readCsv } from '../core/csv.ts';
import type { Parsed } from '../core/source.ts';

/** What stays of a row of one of the five files. Texts of policies stay behind: none of the 370 names a count of cameras or a retention. */
export type RawRow =
  | { kind: 'agency'; id: string; name: string; notes: string | null }
  | { kind: 'access'; from: string; to: string }
  /** `updated`: day that the portal gave for its last change. `hash`: the publisher's hash of the page's texts. */
  | { kind: 'policy'; agency: string; url: string; updated: string | null; hash: string }
  | { kind: 'address'; agency: string; url: string; status: number | null }
  | {
      kind: 'survey';
      agency: string;
      city: string | null;
      county: string | null;
      company: string | null;
      note: string;
      /** As the department confirmed it, and as its portal showed it; null where unknown or not told. */
      confirmed: number | null;
      portal: number | null;
      urls: string[];
    };

const id = z.string().regex(/^\d+$/);
const url = z.url({ protocol: /^https?$/ });
/** The string NA, or nothing, is a missing value. */
const maybe = <S extends z.ZodType<unknown, string>>(schema: S) =>
  z
    .string()
    .transform((text) => (text === 'NA' || text === '' ? null : text))
    .pipe(schema.nullable());
const count = maybe(
  z
    .string()
    .transform((text) => (text === 'Unknown' ? null : text))
    .pipe(
      z
        .string()
        .regex(/^\d{1,5}$/)
        .transform(Number)
        .nullable(),
    ),
);
const text = maybe(z.string());
const day = maybe(z.iso.datetime().transform((moment) => moment.slice(0, 10)));

const agency = z
  .object({ id, name: z.string().trim().min(1).max(200), notes: text })
  .transform((row): RawRow => ({ kind: 'agency', ...row }));

const access = z
  .object({ src_agency_id: id, external_agency_id: id })
  .transform((row): RawRow => ({ kind: 'access', from: row.src_agency_id, to: row.external_agency_id }));

const policy = z
  .object({ id, updated: day, url, hash: z.string().regex(/^[0-9a-f]{32}$/) })
  .transform(({ id: agencyId, ...row }): RawRow => ({ kind: 'policy', agency: agencyId, ...row }));

const address = z
  .object({
    agency_id: id,
    url_attempted: url,
    status_code: maybe(
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ),
  })
  .transform(
    (row): RawRow => ({
      kind: 'address',
      agency: row.agency_id,
      url: row.url_attempted,
      status: row.status_code,
    }),
  );

const survey = z
  .object({
    id,
    city: text,
    county: text,
    notes: z.string(),
    company: text,
    cams_confirmed: count,
    cams_portal: count,
    flock_portal_url: maybe(url),
    document_url: maybe(url),
  })
  .transform(
    (row): RawRow => ({
      kind: 'survey',
      agency: row.id,
      city: row.city,
      county: row.county,
      company: row.company,
      note: row.notes,
      confirmed: row.cams_confirmed,
      portal: row.cams_portal,
      urls: [row.flock_portal_url, row.document_url].filter((link) => link !== null),
    }),
  );

interface FileKind {
  file: RegExp;
  header: readonly string[];
  row: z.ZodType<RawRow>;
}

const columns = (text: string) => text.split(' ');

const kinds: readonly FileKind[] = [
  { file: /^agency\d{8}\.csv/, header: columns('id name notes'), row: agency },
  {
    file: /^agency_access\d{8}\.csv/,
    header: columns('src_agency external_agency src_agency_id external_agency_id'),
    row: access,
  },
  {
    file: /^agency_policies\.csv/,
    header: columns(
      'id agency updated accessed url hash whats_detected whats_not_detected acceptable_use_policy prohibited_uses access_policy hotlist_policy',
    ),
    row: policy,
  },
  {
    file: /^transparency_url_status\d{8}\.csv/,
    header: columns('agency_id url_attempted last_attempt_date status_code notes'),
    row: address,
  },
  {
    file: /^nc_agency_survey\d{8}\.csv/,
    header: columns(
      'id name type city county notes company cams_confirmed cams_portal flock_portal_url document_url',
    ),
    row: survey,
  },
];

/**
 * The rows of one of the five files; its name says which. A row with a cell out of form is refused alone.
 *
 * @throws DossierError `invalid_input` for a file that is none of them, and for a changed header
 */
export async function* parseFile(file: { path: string; name: string }): AsyncGenerator<Parsed<RawRow>> {
  const kind = kinds.find((candidate) => candidate.file.test(file.name));
  if (!kind) {
    throw new DossierError('invalid_input', {
      what: 'The name is that of none of the five files of Private Eyes',
      where: file.name,
      mend: 'docs/sources/sharing-networks.md lists them; keep the names that the publisher gave.',
    });
  }
  for await (const { row, cells } of readCsv(file, { header: { expect: kind.header } })) {
    const at = `row ${row}`;
    const parsed = kind.row.safeParse(cells);
    if (parsed.success) yield { at, raw: parsed.data };
    else {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
      yield { at, reason: 'cell_out_of_form', detail: [...new Set(fields)].join(', ') };
    }
  }
}
