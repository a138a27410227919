import { DossierError } from '#lib/errors.ts';

/** What stands where data was expected; each is said in one sentence, because each has another mend. */
const kinds = [
  {
    test: ({ bytes }: Sample) => bytes.length === 0,
    what: 'The file is empty',
    mend: 'Fetch it again; an empty list of the publisher would still have a header or brackets.',
  },
  {
    test: ({ head }: Sample) => head.startsWith('version https://git-lfs.github.com/spec/'),
    what: 'This is a Git LFS pointer, not the data: the repository keeps the file elsewhere',
    mend: 'Download the file itself, for example with `git lfs pull`.',
  },
  {
    test: ({ bytes }: Sample) => bytes[0] === 0x1f && bytes[1] === 0x8b,
    what: 'The bytes are gzip, but the name does not end in .gz',
    mend: 'Add .gz to the name, or unpack the file.',
  },
  {
    test: ({ bytes }: Sample) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4,
    what: 'This is a zip archive (or a spreadsheet or shapefile inside of one), not the data',
    mend: 'Unpack it and name the file inside, or ask the publisher for CSV or GeoJSON.',
  },
  {
    test: ({ head }: Sample) => head.startsWith('%PDF-'),
    what: 'This is a PDF document, not the data',
    mend: 'Ask the publisher for CSV or GeoJSON.',
  },
  {
    test: ({ head }: Sample) => /^(<!--((?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b/is.test(head),
    what: 'This is an HTML page, not the data: an error page, a login or a challenge',
    mend: 'Open the address in a browser and read what it says; the download may have moved.',
  },
  {
    test: ({ head }: Sample) => /^<(\?xml|[a-z][\w:.-]*[\s/>])/i.test(head),
    what: 'This is XML, not the data',
    mend: 'Ask the interface for CSV, JSON or GeoJSON.',
  },
] as const;

interface Sample {
  bytes: Uint8Array;
  /** First kilobyte as text, without byte order mark and leading white space. */
  head: string;
}

/**
 * Refuses bytes that are plainly something else than a table or JSON, whatever the name says.
 *
 * @throws DossierError `invalid_input` that says what they are
 */
export function refuseForeignContent(bytes: Uint8Array, where: string): void {
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .replace(/^(\u00ef\u00bb\u00bf)?\s*/, '');
  const kind = kinds.find(({ test }) => test({ bytes, head }));
  if (kind) throw new DossierError('invalid_input', { what: kind.what, where, mend: kind.mend });
}

/**
 * The message of an answer that reports a failure inside of a success: Socrata (`error: true`), ArcGIS (`error: {…}`), CKAN (`success: false`).
 * Null when the value is no such answer.
 */
export function findJsonError(value: unknown): { code: string; message: string } | null {
  if (!isRecord(value)) return null;
  const error = value.error;
  if (error === true) return { code: toText(value.code), message: toText(value.message) };
  if (isRecord(error)) {
    const details = Array.isArray(error.details) ? error.details.map(toText).filter(Boolean) : [];
    const message = [toText(error.message), ...details].filter(Boolean).join('; ');
    return { code: toText(error.code) || toText(error.__type), message };
  }
  if (value.success === false) return { code: '', message: toText(error) || toText(value.message) };
  return null;
}

/** Any JSON object; its own keys only, so that `__proto__` and `constructor` are columns like others. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const toText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : '';
