import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeCkan, startFakeCkan } from '../../fakes/ckan.ts';
import { robots, status } from '../../fakes/generic-site.ts';
import { keysOf, reasonsOf, setUpHarness } from './city-harness.ts';

const harness = setUpHarness();
let fake: FakeCkan;

beforeEach(async () => {
  fake = await startFakeCkan();
  harness.ports.add(fake.site.port);
});
afterEach(() => fake.close());

const settings = (changes: object = {}, mapping: object = {}) => ({
  adapter: {
    type: 'ckan',
    site: fake.site.origin,
    resource: fake.resource,
    pageSize: 2,
    ...changes,
    mapping: {
      key: 'asset',
      geometry: 'geometry',
      technology: 'vehicle.redlight',
      date: { column: 'installed' },
      ...mapping,
    },
  },
});
const searches = () => fake.site.requests.filter(({ path }) => path.includes('datastore_search'));

describe('a table of the datastore', () => {
  test('gives all pages in the order of _id, geometries as JSON in text', async () => {
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 3 } });
    expect(searches().every(({ path }) => path.includes('sort=_id'))).toBe(true);
    expect(run.drafts.map(({ row }) => row)).toMatchObject([
      { id: 'A-1', lon: -2.2847, lat: 53.4645, t: ['vehicle.redlight'], y: 2014 },
      { id: 'A-2', lon: -2.3051 },
      { id: 'A-4', y: 2016 },
    ]);
    expect(reasonsOf(run)).toEqual(['no_coordinates', 'several_points']);
  });

  test('with a lower limit than asked for loses nothing', async () => {
    fake.misbehave({ mostRows: 1 });
    const run = await harness.run(settings({ pageSize: 1000 }));
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 5 } });
    expect(keysOf(run)).toEqual(['A-1', 'A-2', 'A-4']);
  });

  test('that sends less than it counts is partial', async () => {
    fake.misbehave({ losesRow: true });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({ kind: 'partial', reason: 'the server counts 5 rows and sent 4' });
  });

  test('is not asked for rows again while date and count stay as they were', async () => {
    const { outcome } = await harness.run(settings());
    if (outcome.kind !== 'fetched') throw new Error(outcome.kind);
    expect((await harness.run(settings(), outcome.cursor)).outcome).toEqual({ kind: 'unchanged' });
  });
});

test('what robots.txt forbids is not asked, unless dataset.yaml says who invites programs', async () => {
  fake.site.on('/robots.txt', robots('User-agent: *\nDisallow: /api/\n'));
  await expect(harness.run(settings())).rejects.toThrow(/does not say what it holds.*robots/);
  expect(fake.site.requests.map(({ path }) => path)).toEqual(['/robots.txt']);
  const invited = await harness.run(settings({ invitation: 'The portal’s page for developers.' }));
  expect(invited.outcome.kind).toBe('fetched');
});

describe('failure', () => {
  test.each([200, 404, 409] as const)('decided by "success", whatever the status (%i)', async (failure) => {
    fake.misbehave({ failure });
    await expect(harness.run(settings())).rejects.toThrow(/does not say what it holds/);
    expect(searches()).toEqual([]);
  });

  test('of a format that is not read', async () => {
    fake.describe({ datastore_active: false, format: 'SHP' });
    await expect(harness.run(settings())).rejects.toThrow(/format "SHP", which is not read/);
  });
});

describe('a resource that is a file', () => {
  const csv = 'asset,installed,geometry\nA-1,2014-10-13,MULTIPOINT ((-2.2847 53.4645))\n';

  beforeEach(() => fake.describe({ datastore_active: false }));

  test('is downloaded and read by its format', async () => {
    fake.serveFile(csv);
    const run = await harness.run(settings());
    expect(run.outcome.kind).toBe('fetched');
    expect(keysOf(run)).toEqual(['A-1']);
  });

  test('at a private address is refused by the client', async () => {
    fake.describe({ url: 'http://169.254.169.254/latest/meta-data/cameras.csv' });
    await expect(harness.run(settings())).rejects.toMatchObject({ code: 'forbidden' });
    fake.describe({ url: 'http://127.0.0.1:9/cameras.csv' });
    await expect(harness.run(settings())).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of a scheme that is no web address is refused by the client', async () => {
    fake.describe({ url: 'file:///etc/passwd' });
    await expect(harness.run(settings())).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('that turns out to be a Git LFS pointer says so', async () => {
    fake.serveFile('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n');
    await expect(harness.run(settings())).rejects.toThrow(/Git LFS pointer/);
  });

  test('that is not there brings nothing, and one that is gone says so', async () => {
    const missing = await harness.run(settings());
    expect(['partial', 'gone']).toContain(missing.outcome.kind);
    expect(missing.drafts).toEqual([]);
    fake.site.on('/files/cameras.csv', status(410));
    expect((await harness.run(settings())).outcome).toMatchObject({ kind: 'gone' });
  });
});
