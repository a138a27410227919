import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeSocrata, startFakeSocrata } from '../../fakes/socrata.ts';
import { keysOf, reasonsOf, setUpHarness } from './city-harness.ts';

const harness = setUpHarness();
let fake: FakeSocrata;

beforeEach(async () => {
  fake = await startFakeSocrata();
  harness.ports.add(fake.site.port);
});
afterEach(() => fake.close());

const settings = (changes: object = {}, mapping: object = {}) => ({
  adapter: {
    type: 'socrata',
    domain: fake.site.origin,
    dataset: fake.dataset,
    pageSize: 2,
    ...changes,
    mapping: {
      key: 'asset',
      geometry: 'place',
      technology: {
        column: 'kind',
        values: { Speed: 'vehicle.speed', 'Red light': 'vehicle.redlight' },
      },
      date: { column: 'installed', confirmed: true },
      bearing: 'facing',
      mount: 'mounted_on',
      ignore: ['more'],
      ...mapping,
    },
  },
});

describe('a well-behaved portal', () => {
  test('gives all pages in the order of :id, and their columns mean what the mapping says', async () => {
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({ kind: 'fetched', snapshots: { length: 3 } });
    const queries = fake.site.requests.map(({ path }) => decodeURIComponent(path).replaceAll('+', ' '));
    expect(
      queries.filter((query) => query.includes('$offset')).every((query) => query.includes('$order=:id')),
    ).toBe(true);
    expect(run.drafts.map(({ row }) => row)).toMatchObject([
      {
        id: '17',
        lon: -2.2847,
        lat: 53.4645,
        t: ['vehicle.speed'],
        b: [90],
        mount: 'pole',
        c: '2014-10-13',
        y: 2014,
        country: 'GB',
      },
      { id: '18', t: ['vehicle.redlight'], c: '2016-02-29' },
      { id: '19', t: ['vehicle.speed'], b: [22.5] },
      { id: '20', mount: 'wall' },
    ]);
    // A kind and a direction that no look-up knows stay unknown and are listed raw.
    expect(run.drafts[3]?.row).not.toHaveProperty('t');
    expect(run.drafts[3]?.row).not.toHaveProperty('b');
    expect(run.unmatched).toEqual(['kind: Bus lane', 'facing: both']);
    expect(reasonsOf(run)).toEqual(['no_coordinates']);
  });

  test('gets the app token as a header and never in the address', async () => {
    await harness.run(settings({ tokenVariable: 'CITY_TOKEN' }));
    const queries = fake.site.requests.filter(({ path }) => path.startsWith('/resource/'));
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.every(({ headers }) => headers['x-app-token'] === 's3cret')).toBe(true);
    expect(fake.site.requests.some(({ path }) => path.includes('s3cret'))).toBe(false);
  });

  test('is not asked for rows again while date and count stay as they were', async () => {
    const { outcome } = await harness.run(settings());
    if (outcome.kind !== 'fetched') throw new Error(outcome.kind);
    const again = await harness.run(settings(), outcome.cursor);
    expect(again.outcome).toEqual({ kind: 'unchanged' });
  });

  test('may replace all rows: the publisher’s own ids stay', async () => {
    const before = await harness.run(settings());
    fake.replaceAll();
    const after = await harness.run(settings());
    expect(keysOf(after)).toEqual(keysOf(before));
    expect(after.drafts.map(({ row }) => row)).toEqual(before.drafts.map(({ row }) => row));
  });

  test('may replace all rows: derived keys stay as well, because :id and time stamps are no part of them', async () => {
    const derived = settings({}, { key: undefined, ignore: ['more', 'asset'] });
    const before = await harness.run(derived);
    fake.replaceAll();
    expect(keysOf(await harness.run(derived))).toEqual(keysOf(before));
    expect(keysOf(before)[0]).toMatch(/^h\//);
  });
});

describe('a portal that misbehaves', () => {
  test('pages in no order: rows that came twice are no rows that are missing', async () => {
    fake.misbehave({ unordered: true });
    const run = await harness.run(settings());
    expect(run.outcome).toMatchObject({
      kind: 'partial',
      reason: expect.stringMatching(/counts 5 rows and sent 4, \d+ of them twice/),
    });
    expect(new Set(keysOf(run)).size).toBe(run.drafts.length);
  });

  test('202 is asked again until the rows are there', async () => {
    fake.misbehave({ preparing: 2 });
    const { outcome } = await harness.run(settings());
    expect(outcome.kind).toBe('fetched');
  });

  test('202 for ever is put off', async () => {
    fake.misbehave({ preparing: 1000 });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({ kind: 'later', reason: expect.stringContaining('202') });
  });

  test('429 is waited for', async () => {
    fake.misbehave({ throttled: 2 });
    const { outcome } = await harness.run(settings());
    expect(outcome.kind).toBe('fetched');
    expect(harness.slept.some((ms) => ms >= 2_000)).toBe(true);
  });

  test.each(['status_400', 'in_200'] as const)('an error as JSON (%s) is no empty list', async (error) => {
    fake.misbehave({ error });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({
      kind: 'partial',
      snapshots: [],
      reason: expect.stringContaining('Could not parse SoQL query'),
    });
  });

  test.each([
    ['truncated', /broken or cut off/],
    ['html', /HTML page/],
  ] as const)('%s in place of rows is said', async (name, reason) => {
    fake.misbehave({ [name]: true });
    const { outcome } = await harness.run(settings());
    expect(outcome).toMatchObject({ kind: 'partial', reason: expect.stringMatching(reason) });
  });

  test('a new column stops the page', async () => {
    Object.assign(fake.rows[0] ?? {}, { owner: 'someone' });
    await expect(harness.run(settings())).rejects.toThrow(/column is not known: "owner"/);
  });
});
