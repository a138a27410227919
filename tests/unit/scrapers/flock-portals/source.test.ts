import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Batch, readBatch } from '#scrapers/core/batch.ts';
import { toFileSnapshot } from '#scrapers/core/file-snapshot.ts';
import type { ParseProcess } from '#scrapers/core/parse-process.ts';
import type { OpenSource } from '#scrapers/core/source.ts';
import { openRowSource } from '#scrapers/registry.ts';
import { type FlockMode, portalPath } from '../../../fakes/flock.ts';

const host = 'https://transparency.flocksafety.com';
let open: OpenSource;
let folder: string;

beforeAll(async () => {
  open = await openRowSource('flock-portals');
  folder = mkdtempSync(join(tmpdir(), 'portals-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Pages under their addresses, as `import-capture` gives them. */
async function readPages(pages: readonly { path: string; url: string }[]): Promise<Batch> {
  const units = await Promise.all(
    pages.map(async ({ path, url }) => ({
      unit: { key: `page:${url} ${path}`, from: { request: { url } } },
      snapshots: [{ ...(await toFileSnapshot(path)), url, fetchedAt: '2026-08-20T00:00:00.000Z' }],
    })),
  );
  const parser: Pick<ParseProcess, 'parse'> = {
    async *parse(_, unit, snapshot) {
      for await (const parsed of open.source.parse(snapshot, { ...open, unit }))
        yield JSON.parse(JSON.stringify(parsed));
    },
  };
  return readBatch({ ...open, packs: folder, units, parser: parser as ParseProcess });
}

const readOne = (mode: FlockMode, slug = 'larkfield-oh-pd') =>
  readPages([{ path: portalPath(mode), url: `${host}/${slug}` }]);

/** Browsers save whole pages; the title stands first in ours. */
const toPage = (html: string) =>
  `<!doctype html><html><head>${html.replace('</title>', '</title></head><body>')}</body></html>`;

async function readHtml(name: string, html: string): Promise<Batch> {
  const path = join(folder, name);
  writeFileSync(path, toPage(html));
  return readPages([{ path, url: `${host}/larkfield-oh-pd` }]);
}

const slugs = { attributes: 'larkfield-oh-pd', labels: '-quarry-hills-oh-pd', number: 'michigan-bend-in-pd' };

describe.each(['attributes', 'labels', 'number'] as const)('the page in the shape "%s"', (mode) => {
  test('gives the rows, refusals and counts of its golden file', async () => {
    const { drafts, refusals, unmatched, counters } = await readOne(mode, slugs[mode]);
    const plain = JSON.stringify({ drafts, refusals, unmatched, counters }, null, 2).replaceAll(
      portalPath(mode),
      `${mode}.html`,
    );
    await expect(`${plain}\n`).toMatchFileSnapshot(
      `../../../fixtures/scrapers/flock-portals/${mode}.expected.json`,
    );
  });
});

test('a number in place of the list is a pool of that size and names nobody', async () => {
  const { drafts } = await readOne('number', 'michigan-bend-in-pd');
  expect(drafts.filter(({ kind }) => kind === 'sharing').map(({ row }) => row)).toEqual([
    {
      id: 'michigan-bend-in-pd/not-named',
      from: 'us-in-michigan-bend-police-department',
      pool: 988,
      on: '2023-07-28',
      basis: 'declared',
    },
  ]);
});

test('who gives data to the agency is not taken for who gets it', async () => {
  expect(JSON.stringify((await readOne('attributes')).drafts)).not.toContain('Quarry Hills');
});

test('of policies and of the search audit nothing is kept that could be read', async () => {
  const text = JSON.stringify(await readOne('attributes'));
  for (const word of ['traffic enforcement', 'every search', 'QXJ0412', 'LP-4471', 'made-up town'])
    expect(text).not.toContain(word);
});

test.each([
  ['missing-date', 'page_without_last_update'],
  ['empty', 'page_without_cameras_retention_and_organizations'],
] as const)('the page "%s" is refused: %s', async (mode, reason) => {
  const { drafts, refusals } = await readOne(mode);
  expect(drafts).toEqual([]);
  expect(refusals.map((refusal) => refusal.reason)).toEqual([reason]);
});

test('a page without a name is refused', async () => {
  const { refusals } = await readHtml(
    'nameless.html',
    '<title>Transparency Portal</title><div>Number of owned cameras</div><div>4</div><p>Last Updated: Sat Jul 20 2024</p>',
  );
  expect(refusals.map(({ reason }) => reason)).toEqual(['page_without_agency_name']);
});

test('a challenge is said to be one, and gives nothing', async () => {
  const { drafts, failed } = await readOne('challenge');
  expect(drafts).toEqual([]);
  expect(failed[0]?.reason).toMatch(/Blocked: this is a test for browsers/);
});

test.each([
  'https://transparency.flocksafety.com.example.org/larkfield-oh-pd',
  'https://transparency.flocksafety.com/',
  'https://transparency.flocksafety.com/a/b',
  'file:///larkfield-oh-pd',
])('a page saved from %s is not read', async (url) => {
  const { drafts, failed } = await readPages([{ path: portalPath('attributes'), url }]);
  expect(drafts).toEqual([]);
  expect(failed[0]?.reason).toMatch(/not that of a portal/);
});

test('pages of two days: the newest numbers stand, a name that is gone keeps its day', async () => {
  const page = (day: string, cameras: number, names: string) =>
    toPage(
      `<title>Larkfield OH PD</title><div>Number of owned cameras</div><div>${cameras}</div>
      <div>External organizations with access</div><div>${names}</div><p>Last Updated: ${day}</p>`,
    );
  const paths = ['old.html', 'new.html'].map((name) => join(folder, name));
  const [older = '', newer = ''] = paths;
  writeFileSync(older, page('Sat Jul 20 2024', 8, 'Union City OH PD, Union OH PD'));
  writeFileSync(newer, page('Mon Jul 22 2024', 9, 'Union City OH PD'));
  const url = `${host}/larkfield-oh-pd`;
  const batch = await readPages([
    { path: older, url },
    { path: newer, url },
  ]);
  const metrics = batch.drafts.flatMap(({ kind, row }) =>
    kind === 'deployment' && 'metrics' in row ? [row.metrics] : [],
  );
  expect(metrics).toEqual([{ on: '2024-07-22', devices: 9 }]);
  const pairs = batch.drafts.flatMap(({ kind, row }) =>
    kind === 'sharing' && 'to' in row ? [[row.to, row.on]] : [],
  );
  expect(pairs.sort()).toEqual([
    ['us-oh-union-city-police-department', '2024-07-22'],
    ['us-oh-union-police-department', '2024-07-20'],
  ]);
  expect(batch.counts.map(({ seen, rows, merged }) => [seen, rows, merged])).toEqual([
    [3, 1, 2],
    [2, 2, 0],
  ]);
});

test('a page that calls itself inactive waits for a person', async () => {
  const { drafts } = await readHtml(
    'inactive.html',
    '<title>Larkfield OH PD [Inactive]</title><div>Number of owned cameras</div><div>4</div><p>Last Updated: Sat Jul 20 2024</p>',
  );
  const [deployment] = drafts.filter(({ kind }) => kind === 'deployment');
  expect(deployment?.findings).toEqual(['the page calls itself inactive']);
});

describe('hostile pages', () => {
  test.each([
    ['deep', '<div>'.repeat(20_000)],
    ['many tags', '<p>x</p>'.repeat(60_000)],
    ['entities', '&amp;'.repeat(400_000)],
  ])('%s: refused before a parser sees it', async (name, html) => {
    const { drafts, failed } = await readHtml(`${name}.html`, html);
    expect(drafts).toEqual([]);
    expect(failed[0]?.reason).toMatch(/are the most that is read/);
  });

  test('script in names stays text, and prototype keys are names like any other', async () => {
    const { drafts } = await readHtml(
      'names.html',
      `<title>Larkfield OH PD</title><div data-tp-entry-type="constructor">1</div>
       <div data-tp-entry-type="orgsWithAccess"><i data-tp-full-value="&lt;script&gt;alert(1)&lt;/script&gt; OH PD"></i><i data-tp-full-value="__proto__ OH PD"></i></div>
       <p>Last updated: <span title="2026-06-12T04:10:09Z">Fri Jun 12 2026</span></p>`,
    );
    const names = drafts.flatMap(({ kind, row }) => (kind === 'agency' && 'name' in row ? [row.name] : []));
    expect(names).toContain('<script>alert(1)</script> OH PD');
    expect(names).toContain('__proto__ OH PD');
  });
});
