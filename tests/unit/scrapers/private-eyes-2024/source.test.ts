import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowSchemas } from '#lib/datasets/rows.ts';
import { type Batch, readBatch } from '#scrapers/core/batch.ts';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import type { ParseProcess } from '#scrapers/core/parse-process.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { findDuplicateOf } from '#scrapers/private-eyes-2024/agencies.ts';
import { openRowSource } from '#scrapers/registry.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/scrapers/private-eyes-2024');
const names = [
  'agency20240101.csv',
  'agency_access20240101.csv',
  'agency_policies.csv',
  'transparency_url_status20240101.csv',
  'nc_agency_survey20240101.csv',
];
let open: OpenSource;
let folder: string;

beforeAll(async () => {
  const real = await openRowSource('private-eyes-2024');
  // Rows of the made-up survey that need a reading of their own.
  open = {
    ...real,
    scrape: { ...real.scrape, lookups: { ...real.scrape.lookups, surveyRow: { 13: 'ended' } } },
  };
  folder = mkdtempSync(join(tmpdir(), 'private-eyes-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function read(paths: readonly string[]): Promise<Batch> {
  const units = await Promise.all(
    paths.map(async (path) => {
      const snapshot = await toFileSnapshot(path);
      return { unit: { key: snapshot.name, from: { file: snapshot.name } }, snapshots: [snapshot] };
    }),
  );
  const parser: Pick<ParseProcess, 'parse'> = {
    async *parse(_, unit, snapshot) {
      for await (const parsed of open.source.parse(snapshot, { ...open, unit }))
        yield JSON.parse(JSON.stringify(parsed));
    },
  };
  // The class has private fields; a batch calls nothing but `parse`.
  const batch = await readBatch({ ...open, packs: folder, units, parser: parser as ParseProcess });
  for (const draft of batch.drafts) rowSchemas[draft.kind].parse(draft.row);
  return batch;
}

const readAll = () => read(names.map((name) => join(fixtures, name)));

test('five files give the rows, refusals and counts of the golden file', async () => {
  const { drafts, refusals, unmatched, counters, counts } = await readAll();
  await expect(
    `${JSON.stringify({ counts, counters, unmatched, refusals, drafts }, null, 2)}\n`,
  ).toMatchFileSnapshot(join(fixtures, 'expected.json'));
});

test('the order of the files changes nothing', async () => {
  const rowsOf = ({ drafts }: Batch) => drafts.map(({ row }) => JSON.stringify(row)).sort();
  const backwards = await read([...names].reverse().map((name) => join(fixtures, name)));
  expect(rowsOf(backwards)).toEqual(rowsOf(await readAll()));
});

test('no sentence of a policy comes through', async () => {
  expect(JSON.stringify(await readAll())).not.toMatch(/police work|second line|Personal use/);
});

test('an address that answered 404 is counted, and is no evidence of anything', async () => {
  const { drafts, refusals } = await readAll();
  expect(refusals).toContainEqual(
    expect.objectContaining({
      reason: 'address_answered_404_proves_nothing',
      detail: 'https://transparency.flocksafety.com/union-city-oh-pd',
    }),
  );
  const deployments = drafts.filter(({ kind }) => kind === 'deployment');
  expect(JSON.stringify(deployments)).not.toContain('union-city');
});

test('where use has ended, the portal that is still up makes no deployment', async () => {
  const { drafts, refusals } = await readAll();
  expect(JSON.stringify(drafts.filter(({ kind }) => kind === 'deployment'))).not.toContain('otter-creek');
  expect(refusals.filter(({ reason }) => reason === 'survey_says_use_ended')).toHaveLength(3);
});

test('a note that nobody has read makes no deployment and is listed raw', async () => {
  const { unmatched, refusals } = await readAll();
  expect(unmatched['survey note']).toEqual({ 'Something nobody has read': 1 });
  expect(refusals.some(({ reason }) => reason === 'survey_says_not_confirmed')).toBe(true);
});

describe('files that are not what they were', () => {
  const rewrite = (name: string, change: (text: string) => string | Buffer, as = name) => {
    const path = join(folder, as);
    writeFileSync(path, change(readFileSync(join(fixtures, name), 'utf8')));
    return path;
  };

  test.each([
    ['a renamed column', (text: string) => text.replace('cams_portal', 'portal_cams'), /header changed/],
    ['columns in another order', (text: string) => text.replace('id,name', 'name,id'), /another order/],
    ['a web page', () => '<!DOCTYPE html><html><body>Not found</body></html>', /web page|HTML/i],
    ['a ragged row', (text: string) => `${text}1,2,3\r\n`, /Record|cells|columns/i],
  ])('%s stops the file', async (_, change, reason) => {
    const { failed, drafts } = await read([rewrite('nc_agency_survey20240101.csv', change)]);
    expect(drafts).toEqual([]);
    expect(failed[0]?.reason).toMatch(reason);
  });

  test('another name stops the file', async () => {
    const { failed } = await read([rewrite('agency20240101.csv', (text) => text, 'agencies.csv')]);
    expect(failed[0]?.reason).toMatch(/none of the five files/);
  });

  test('a cell out of form refuses its row alone', async () => {
    const path = rewrite('transparency_url_status20240101.csv', (text) => text.replace(',404,', ',gone,'));
    const { refusals, failed } = await read([path]);
    expect(failed).toEqual([]);
    expect(refusals.filter(({ reason }) => reason === 'cell_out_of_form')).toMatchObject([
      { at: 'row 4', detail: 'status_code' },
    ]);
  });

  test('gzip changes nothing', async () => {
    const path = rewrite('agency20240101.csv', (text) => gzipSync(text), 'agency20240101.csv.gz');
    expect((await read([path])).drafts).toHaveLength(
      (await read([join(fixtures, 'agency20240101.csv')])).drafts.length,
    );
  });
});

test('only a note that says "duplicate of" joins; "may be" does not', () => {
  expect(findDuplicateOf('Duplicate of Adrian Township MI PD')).toEqual(['Adrian Township MI PD']);
  expect(findDuplicateOf('marked as duplicate of SEMO Drug Task Force MO')).toEqual([
    'SEMO Drug Task Force MO',
  ]);
  expect(findDuplicateOf('Duplicate of A MI PD; Duplicate of B MI PD')).toEqual(['A MI PD', 'B MI PD']);
  expect(findDuplicateOf('May be duplicate of Polk County FL SO - Flex')).toEqual([]);
  expect(findDuplicateOf(null)).toEqual([]);
});
