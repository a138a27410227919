import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetchOutcome } from '#scrapers/core/source.ts';
import { osmSurveillance } from '#scrapers/osm-surveillance/source.ts';
import { openLoopbackHttp, toFetchContext } from '../../factories/loopback-http.ts';
import { type FakeElement, type FakeOverpass, startOverpass } from '../../fakes/overpass.ts';

const bbox = [4, 50, 8, 54];
/** Sixteen cameras, spread over the box. */
const elements: FakeElement[] = Array.from({ length: 16 }, (_, index) => ({
  type: index === 3 ? 'way' : 'node',
  id: index + 1,
  lat: 50.5 + (index % 4),
  lon: 4.5 + Math.floor(index / 4),
  version: 2,
  changeset: 9,
  tags: { man_made: 'surveillance', 'surveillance:type': 'camera' },
}));

let fake: FakeOverpass;
let client: ReturnType<typeof openLoopbackHttp>;
beforeEach(async () => {
  fake = await startOverpass(elements);
  client = openLoopbackHttp();
});
afterEach(async () => {
  client.close();
  await fake.close();
});

type Cursor = Record<string, string>;
const contextOf = (cursor: Cursor = {}, area: object = { bbox }, settings: object = {}) =>
  toFetchContext(
    'osm-surveillance',
    client.http,
    { overpass: { url: fake.url, areas: [{ code: 'NL', ...area }, { code: 'US-CA' }], ...settings } },
    cursor,
  );

async function run(cursor?: Cursor, area?: object, settings?: object): Promise<FetchOutcome> {
  const context = contextOf(cursor, area, settings);
  const plan = await osmSurveillance.plan?.(context);
  const [unit] = plan?.units ?? [];
  if (!unit || !osmSurveillance.fetch) throw new Error('no unit');
  return osmSurveillance.fetch(unit, context);
}

/** Ids of all objects in the snapshots of an outcome, as `parse` reads them. */
async function readIds(outcome: FetchOutcome): Promise<string[]> {
  const snapshots = 'snapshots' in outcome ? outcome.snapshots : [];
  const { dataset, scrape } = contextOf();
  const unit = { key: 'area:NL', from: { request: { url: fake.url } } };
  const ids: string[] = [];
  for (const snapshot of snapshots)
    for await (const parsed of osmSurveillance.parse(snapshot, { dataset, scrape, unit })) {
      const raw: { id?: string } = JSON.parse(JSON.stringify('raw' in parsed ? parsed.raw : {}));
      if (raw.id !== undefined) ids.push(raw.id);
    }
  return ids;
}

describe('an area', () => {
  test('is asked for with one POST, and its time is kept for the next run', async () => {
    const outcome = await run();
    expect(outcome).toMatchObject({
      kind: 'fetched',
      cursor: { area: 'NL', 'base/NL': '2026-08-20T11:00:00Z' },
    });
    expect(fake.queries).toEqual([
      '[out:json][timeout:180][maxsize:536870912];\narea["ISO3166-1"="NL"][admin_level=2]->.a;\nnwr["man_made"="surveillance"](area.a);\nout meta center;',
    ]);
    expect(await readIds(outcome)).toHaveLength(16);
    expect(await readIds(outcome)).toContain('way/4');
  });

  test('follows the last one, and the first the last', async () => {
    const plan = async (cursor: Cursor) => osmSurveillance.plan?.(contextOf(cursor));
    expect(await plan({})).toMatchObject({ scope: { country: 'NL' }, units: [{ key: 'area:NL' }] });
    expect(await plan({ area: 'NL' })).toMatchObject({
      scope: { region: 'US-CA' },
      units: [{ key: 'area:US-CA' }],
    });
    expect(await plan({ area: 'US-CA' })).toMatchObject({ units: [{ key: 'area:NL' }] });
  });

  test('says what is absent only where the settings say so', async () => {
    expect(await osmSurveillance.plan?.(contextOf())).toMatchObject({ coverage: 'incremental' });
    expect(await osmSurveillance.plan?.(contextOf({}, { bbox, coverage: 'full' }))).toMatchObject({
      coverage: 'full',
    });
  });
});

describe('an answer that stops before its end', () => {
  test.each(['timeout_remark', 'memory_remark', 'truncated'] as const)(
    '%s: the box is quartered, and nothing of the broken answer is used',
    async (mode) => {
      fake.modes = [mode];
      const outcome = await run();
      expect(outcome.kind).toBe('fetched');
      expect(fake.queries).toHaveLength(5);
      expect(fake.queries[1]).toContain('(area.a)(50,4,52,6);');
      expect(new Set(await readIds(outcome)).size).toBe(16);
    },
  );

  test('quarters that are still too large are quartered again', async () => {
    fake.mostElements = 3;
    const outcome = await run();
    expect(outcome.kind).toBe('fetched');
    expect(fake.queries).toHaveLength(1 + 4 + 16);
    expect(new Set(await readIds(outcome)).size).toBe(16);
  });

  test('without a box to quarter it is partial and holds nothing', async () => {
    fake.modes = ['timeout_remark'];
    expect(await run({}, {})).toMatchObject({
      kind: 'partial',
      snapshots: [],
      reason: expect.stringMatching(/timed out/),
    });
  });

  test('splitting ends at the most requests, with what was read whole', async () => {
    fake.mostElements = 3;
    const outcome = await run({}, { bbox }, { maxRequests: 8 });
    expect(outcome).toMatchObject({ kind: 'partial', reason: expect.stringMatching(/more than 8/) });
    expect((await readIds(outcome)).length).toBeLessThan(16);
  });

  test('a saved answer with a remark is refused as a whole', async () => {
    fake.modes = ['timeout_remark'];
    const broken = await client.http.request({
      url: `${fake.url}interpreter`,
      method: 'POST',
      form: { data: 'x' },
    });
    if (broken.kind !== 'answer') throw new Error(broken.kind);
    await expect(readIds({ kind: 'fetched', snapshots: [broken.snapshot] })).rejects.toThrow(
      /stopped before the end/,
    );
  });
});

describe('a server that does not want', () => {
  test('429: not before half a minute, and not before the slot that the status names', async () => {
    fake.modes = ['rate_limited'];
    fake.slots = ['0 slots available now.', 'Slot available after: 2026-08-20T12:05:00Z, in 300 seconds.'];
    expect(await run()).toMatchObject({ kind: 'later', after: new Date('2026-08-20T12:05:00Z') });
    expect(fake.paths).toEqual(['/api/interpreter', '/api/status']);
    fake.modes = ['rate_limited'];
    fake.slots = ['2 slots available now.'];
    expect(await run()).toMatchObject({ kind: 'later', after: new Date('2026-08-20T12:00:30Z') });
  });

  test('504 busy: minutes; switched off: an hour', async () => {
    fake.modes = ['busy'];
    expect(await run()).toMatchObject({ kind: 'later', after: new Date('2026-08-20T12:10:00Z') });
    fake.modes = ['turned_off'];
    expect(await run()).toMatchObject({ kind: 'later', after: new Date('2026-08-20T13:00:00Z') });
  });

  test('400 is a fault of ours, told with the line', async () => {
    fake.modes = ['syntax_error'];
    await expect(run()).rejects.toThrow(/line 2: parse error/);
  });

  test('406 names the setting', async () => {
    client.close();
    client = openLoopbackHttp('node');
    await expect(run()).rejects.toThrow(/contact/);
  });

  test('a challenge is blocked and not evaded', async () => {
    fake.modes = ['challenge'];
    expect(await run()).toMatchObject({ kind: 'blocked' });
    expect(fake.queries).toHaveLength(1);
  });
});

describe('the age of the data', () => {
  test('more than a day: later', async () => {
    fake.modes = ['stale'];
    expect(await run()).toMatchObject({ kind: 'later', reason: expect.stringMatching(/2026-08-01/) });
  });

  test('older than what was accepted: later', async () => {
    expect(await run({ 'base/NL': '2026-08-20T11:30:00Z', area: 'US-CA' })).toMatchObject({
      kind: 'later',
      reason: expect.stringMatching(/older than/),
    });
  });

  test('not said: not used', async () => {
    fake.modes = ['no_base'];
    expect(await run({}, {})).toMatchObject({ kind: 'partial', snapshots: [] });
  });
});
