import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packsRoot } from '#lib/datasets/read-pack.ts';
import { measureRowSchema } from '#lib/measures/pack-row.ts';
import type { Batch } from '#scrapers/core/batch.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { readDate } from '#scrapers/us-face-recognition-laws-2021/parse.ts';
import { readInProcess } from '../../../factories/read-in-process.ts';

let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('us-face-recognition-laws-2021');
  folder = mkdtempSync(join(tmpdir(), 'laws-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const head = '| City/State | Date of Action | Stance on FRT |\n|---|:---:|---|\n';

async function readText(text: string): Promise<Batch> {
  const path = join(folder, 'post.md');
  writeFileSync(path, text);
  return readInProcess(open, path, packsRoot);
}

/** A post with these rows in its table. */
const read = (...rows: string[]) =>
  readText(
    `+++\ntitle = 'A | B'\n+++\n\n{{< gallery >}}\n\n${head}${rows.map((row) => `| ${row} |\n`).join('')}\nAfter it.\n`,
  );

const measures = ({ drafts }: Batch) => drafts.map(({ row }) => measureRowSchema.parse(row));
const reasons = ({ refusals }: Batch) => refusals.map(({ reason }) => reason);

const boston = 'Boston, Massachusetts | June 24, 2020 | [Ban](https://example.org/boston)';

test('a row becomes an act of its town, with the source that it cites', async () => {
  expect(measures(await read(boston))).toEqual([
    {
      id: 'us-ma/boston/2020',
      kind: 'ban',
      technology: 'bio.face',
      region: 'US-MA',
      town: 4930956,
      placeRaw: 'Boston, Massachusetts',
      on: '2020-06-24',
      raw: 'Ban',
      remarks: [],
      citations: [{ url: 'https://example.org/boston' }],
    },
  ]);
});

test('a county and a transit district stand under their state, and say so', async () => {
  const rows = measures(
    await read(
      'San Francisco Bay Area, California | September 14, 2018 | [Transparency and accountability rules](https://example.org/bart)',
      'Santa Clara County, California | June 7, 2016 | [Law](https://example.org/county) requiring agencies to create transparent policies',
    ),
  );
  expect(rows.map(({ id, town, region, remarks }) => [id, town, region, remarks])).toEqual([
    ['us-ca/san-francisco-bay-area/2018', undefined, 'US-CA', ['transit_district']],
    ['us-ca/santa-clara-county/2016', undefined, 'US-CA', ['county']],
  ]);
});

test('no more than twelve words of the list come through', async () => {
  const [row] = measures(
    await read(
      'Davis, California | March, 2018 | [Ordinance](https://example.org/d) requiring Police to demonstrate that one two three four five six seven',
    ),
  );
  expect(row).toMatchObject({
    on: '2018-03',
    kind: 'approval',
    raw: 'Ordinance requiring Police to demonstrate that …',
  });
});

test('only reviewed rows are joined to a law of ours', async () => {
  const [row] = measures(
    await read('San Francisco, California | May 14, 2019 | [Ban](https://example.org/sf)'),
  );
  expect(row?.law).toBe('law.us-ca-san-francisco-surveillance-ordinance');
  const [other] = measures(
    await read('San Francisco, California | May 14, 2018 | [Ban](https://example.org/sf)'),
  );
  expect(other?.law).toBeUndefined();
});

test('equal rows are one, and rows of one place and year that differ are none', async () => {
  const twice = await read(boston, boston);
  expect([measures(twice).length, twice.counts[0]?.merged]).toEqual([1, 1]);
  const differing = await read(boston, boston.replace('24', '25'));
  expect([measures(differing).length, reasons(differing)]).toEqual([0, ['key_not_unique', 'key_not_unique']]);
});

test.each([
  ['Boston, Massachusetts | June 31, 2020 | [Ban](https://example.org/)', 'date_unreadable'],
  ['Boston, Massachusetts | 24 June 2020 | [Ban](https://example.org/)', 'date_unreadable'],
  ['Boston, Massachusetts | June 24, 2022 | [Ban](https://example.org/)', 'dated_after_the_list'],
  ['Boston | June 24, 2020 | [Ban](https://example.org/)', 'unknown_state'],
  ['Boston, Atlantis | June 24, 2020 | [Ban](https://example.org/)', 'unknown_state'],
  ['Boston, Suffolk, Massachusetts | June 24, 2020 | [Ban](https://example.org/)', 'unknown_state'],
  ['Boston, Massachusetts | June 24, 2020 | Ban', 'no_single_source'],
  ['Boston, Massachusetts | June 24, 2020 | [Ban](javascript:alert)', 'no_single_source'],
  ['Boston, Massachusetts | June 24, 2020 | [Ban](https://user:word@example.org/)', 'no_single_source'],
  [
    'Boston, Massachusetts | June 24, 2020 | [Ban](https://a.example/) [or not](https://b.example/)',
    'no_single_source',
  ],
  ['Boston, Massachusetts | June 24, 2020 | [Welcome](https://example.org/)', 'unknown_stance'],
  ['Boston, Massachusetts | June 24, 2020 | <script>[Ban](https://example.org/)', 'markup_in_a_cell'],
  ['Boston, Massachusetts | June 24, 2020 | {{< figure >}} [Ban](https://example.org/)', 'markup_in_a_cell'],
  ['Boston, Massachusetts | June 24, 2020', 'cell_out_of_form'],
  ['Boston, Massachusetts | June 24, 2020 | [Ban](https://example.org/) | more', 'cell_out_of_form'],
  ['Boston, Massachusetts | June 24, 2020 | [](https://example.org/)', 'cell_out_of_form'],
])('%s is refused: %s', async (row, reason) => {
  const batch = await read(row, 'Vermont | October, 2020 | [Ban](https://example.org/vt)');
  expect(reasons(batch)).toEqual([reason]);
  expect(measures(batch).map(({ id }) => id)).toEqual(['us-vt/2020']);
});

test.each([
  ['a text without the table', '# Nothing here\n', 'No table has the expected header'],
  [
    'a changed header',
    '| City | Date of Action | Stance on FRT |\n|---|---|---|\n',
    'No table has the expected header',
  ],
  ['two such tables', `${head}\n\n${head}`, 'Two tables have the expected header'],
  ['a web page', '<!DOCTYPE html><html><body>Not found</body></html>', ''],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', ''],
])('%s stops the file', async (_, text, what) => {
  const { failed, drafts } = await readText(text);
  expect(drafts).toEqual([]);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.reason).toContain(what);
});

describe('readDate', () => {
  test('reads no text as a day that no calendar has', () => {
    const months = ['January', 'February', 'April', 'June', 'Monday', ''];
    fc.assert(
      fc.property(
        fc.constantFrom(...months),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('', 'st', 'th', 'xx'),
        fc.integer({ min: 0, max: 9999 }),
        (month, day, ending, year) => {
          const on = readDate(`${month} ${day}${ending}, ${String(year).padStart(4, '0')}`);
          if (on !== null) expect(new Date(`${on}T00:00:00Z`).toISOString().slice(0, 10)).toBe(on);
        },
      ),
    );
  });

  test('throws for no text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const on = readDate(text);
        expect(on === null || /^\d{4}-\d{2}(-\d{2})?$/.test(on)).toBe(true);
      }),
    );
  });
});
