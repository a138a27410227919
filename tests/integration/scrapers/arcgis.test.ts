import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeArcgis, startFakeArcgis } from '../../fakes/arcgis.ts';
import { keysOf, reasonsOf, setUpHarness } from './city-harness.ts';

const harness = setUpHarness();
let fake: FakeArcgis;

beforeEach(async () => {
  fake = await startFakeArcgis();
  harness.ports.add(fake.site.port);
});
afterEach(() => fake.close());

const settings = (changes: object = {}, mapping: object = {}) => ({
  adapter: {
    type: 'arcgis',
    layer: fake.layer,
    pageSize: 2,
    ...changes,
    mapping: {
      technology: { column: 'KIND', values: { 'Plate reader': 'vehicle.alpr', Overview: 'video.camera' } },
      date: { column: 'INSTALLED' },
      ignore: ['NOTE'],
      ...mapping,
    },
  },
});
const ids = [1, 2, 3].map((n) => `{11111111-0000-4000-8000-00000000000${n}}`);
const queries = () => fake.site.requests.filter(({ path }) => path.includes('/query'));

describe('a well-behaved layer', () => {
  test('gives all pages in WGS 84, coded values by their names, dates from milliseconds, keys from GlobalID', async () => {
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 3 } });
    expect(keysOf(run)).toEqual(ids);
    expect(run.drafts.map(({ row }) => row)).toMatchObject([
      { lon: -2.2847, lat: 53.4645, t: ['vehicle.alpr'], y: 2014 },
      { lon: -2.3051, lat: 53.4522, t: ['video.camera'] },
      { lon: -2.2712, lat: 53.4411, y: 2018 },
    ]);
    // A code that its domain does not have stays as it is, and is unknown.
    expect(run.unmatched).toEqual(['KIND: 9']);
    expect(reasonsOf(run)).toEqual(['no_coordinates', 'no_coordinates']);
    expect(
      queries()
        .filter(({ path }) => path.includes('outFields'))
        .every(({ path }) => path.includes('outSR=4326')),
    ).toBe(true);
  });

  test('may publish again with other OBJECTIDs: keys and rows stay', async () => {
    const before = await harness.run(settings());
    fake.renumber();
    const after = await harness.run(settings());
    expect(after.drafts.map(({ row }) => row)).toEqual(before.drafts.map(({ row }) => row));
  });

  test('without GlobalID has derived keys, which do not hold the OBJECTID', async () => {
    fake.describe({ globalIdField: '' });
    const derived = settings({}, { volatile: ['GlobalID'] });
    const before = await harness.run(derived);
    expect(keysOf(before)[0]).toMatch(/^h\//);
    fake.renumber();
    expect(keysOf(await harness.run(derived))).toEqual(keysOf(before));
  });

  test('that cannot page is asked by ids, in batches, as a form', async () => {
    fake.describe({ advancedQueryCapabilities: { supportsPagination: false } });
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 3 } });
    expect(keysOf(run)).toEqual(ids);
    expect(
      queries()
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => new URLSearchParams(body).get('objectIds')),
    ).toEqual(['1,2', '5,6', '7']);
  });

  test('with a lower limit than ours gets our requests cut down to it', async () => {
    fake.describe({ maxRecordCount: 1 });
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 5 } });
    expect(keysOf(run)).toEqual(ids);
  });

  test('is not asked for rows again while its last edit and its count stay as they were', async () => {
    const { outcome } = await harness.run(settings());
    if (outcome.kind !== 'fetched') throw new Error(outcome.kind);
    expect((await harness.run(settings(), outcome.cursor)).outcome).toEqual({ kind: 'unchanged' });
    fake.renumber();
    expect((await harness.run(settings(), outcome.cursor)).outcome.kind).toBe('fetched');
  });
});

describe('a layer that misbehaves', () => {
  test.each(['shortPages', 'emptyPage'] as const)(
    '%s: the server says whether there is more, the size of a page does not',
    async (name) => {
      fake.misbehave({ [name]: true });
      const run = await harness.run(settings());
      expect(run.outcome.kind).toBe('fetched');
      expect(keysOf(run)).toEqual(ids);
    },
  );

  test('a page that ends the list too early makes the pull partial', async () => {
    fake.misbehave({ cutOff: true });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({
      kind: 'partial',
      reason: 'the server counts 5 rows and sent 2',
      snapshots: { length: 1 },
    });
  });

  test('"there is more" for ever is stopped', async () => {
    fake.misbehave({ neverEnds: true });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({
      kind: 'partial',
      reason: expect.stringContaining('still says that there is more'),
    });
    expect(queries().length).toBeLessThan(10);
  });

  test('an error inside of a 200 is no answer, neither about the layer nor for rows', async () => {
    await harness.run(settings());
    fake.misbehave({ error: 400 });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({
      kind: 'partial',
      reason: expect.stringContaining('Invalid query parameters.; where'),
    });
    fake.describe({ error: { code: 500, message: 'Service not started' } });
    await expect(harness.run(settings())).rejects.toThrow(/Service not started/);
  });

  test('a token that it wants means that we are not wanted', async () => {
    fake.misbehave({ error: 498 });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({ kind: 'blocked', reason: expect.stringContaining('token') });
  });

  test('meters in place of degrees stop the page, unless dataset.yaml declares them', async () => {
    fake.misbehave({ mercator: true });
    await expect(harness.run(settings())).rejects.toThrow(/reference system 102100.*declares EPSG:4326/);
    const run = await harness.run(settings({}, { crs: 'EPSG:3857' }));
    expect(run.drafts[0]?.row).toMatchObject({ lon: -2.2847, lat: 53.4645 });
  });

  test('a layer of polygons is refused before anything is asked', async () => {
    fake.describe({ geometryType: 'esriGeometryPolygon' });
    await expect(harness.run(settings())).rejects.toThrow(/holds Polygon, not points/);
    expect(queries()).toEqual([]);
  });

  test('a new field stops the page', async () => {
    const fields = [
      { name: 'OBJECTID' },
      { name: 'GlobalID' },
      { name: 'KIND' },
      { name: 'INSTALLED' },
      { name: 'NOTE' },
    ];
    fake.describe({ fields: [...fields, { name: 'OWNER' }] });
    await expect(harness.run(settings())).rejects.toThrow(/column is not known: "OWNER"/);
  });
});
