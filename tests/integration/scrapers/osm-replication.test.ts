import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetchOutcome, Parsed } from '#scrapers/core/source.ts';
import { osmSurveillance } from '#scrapers/osm-surveillance/source.ts';
import { openLoopbackHttp, toFetchContext } from '../../factories/loopback-http.ts';
import { type FakeReplication, osmChange, startReplication } from '../../fakes/osm-replication.ts';

const camera = '<tag k="man_made" v="surveillance"/><tag k="surveillance:type" v="camera"/>';
const node = (id: number, version: number, tags = camera) =>
  `<node id="${id}" version="${version}" timestamp="2026-08-20T11:00:00Z" changeset="77" lat="52.1" lon="4.3">${tags}</node>`;

let fake: FakeReplication;
let client: ReturnType<typeof openLoopbackHttp>;
beforeEach(async () => {
  fake = await startReplication(6_890_123, new Date('2026-08-20T11:59:00Z'));
  client = openLoopbackHttp();
});
afterEach(async () => {
  client.close();
  await fake.close();
});

type Cursor = Record<string, string>;
const contextOf = (cursor: Cursor, settings: object = {}) =>
  toFetchContext(
    'osm-surveillance',
    client.http,
    { network: 'diffs', replication: { url: fake.url, ...settings } },
    cursor,
  );

async function run(cursor: Cursor, settings?: object): Promise<FetchOutcome> {
  const context = contextOf(cursor, settings);
  const plan = await osmSurveillance.plan?.(context);
  expect(plan?.coverage).toBe('incremental');
  const [unit] = plan?.units ?? [];
  if (!unit || !osmSurveillance.fetch) throw new Error('no unit');
  return osmSurveillance.fetch(unit, context);
}

async function parse(outcome: FetchOutcome): Promise<Parsed<unknown>[]> {
  const { dataset, scrape } = contextOf({});
  const unit = { key: 'diffs:minute/1', from: { request: { url: fake.url } } };
  const all: Parsed<unknown>[] = [];
  for (const snapshot of 'snapshots' in outcome ? outcome.snapshots : [])
    for await (const parsed of osmSurveillance.parse(snapshot, { dataset, scrape, unit })) all.push(parsed);
  return all;
}

describe('diffs since the last run', () => {
  test('are read in their order, and the cursor ends at the last one', async () => {
    fake.minute.diffs.set(6_890_122, osmChange(`<create>${node(1, 1)}</create>`));
    fake.minute.diffs.set(6_890_123, osmChange(`<delete><node id="1" version="2"/></delete>`));
    const outcome = await run({ sequence: '6890120' });
    expect(outcome).toMatchObject({
      kind: 'fetched',
      cursor: { sequence: '6890123', every: 'minute', timestamp: '2026-08-20T11:59:00.000Z' },
    });
    expect(fake.paths.slice(1)).toEqual([
      '/replication/minute/006/890/121.osc.gz',
      '/replication/minute/006/890/122.osc.gz',
      '/replication/minute/006/890/123.osc.gz',
    ]);
    expect(await parse(outcome)).toMatchObject([
      { raw: { id: 'node/1', v: 1, changeset: 77, diff: true } },
      { raw: { id: 'node/1', v: 2, absent: 'deleted' } },
    ]);
  });

  test('nothing new is unchanged', async () => {
    expect(await run({ sequence: '6890123' })).toEqual({ kind: 'unchanged' });
  });

  test('at most as many as the settings say; the rest comes with the next run', async () => {
    const outcome = await run({ sequence: '6890100' }, { maxDiffs: 5 });
    expect(outcome).toMatchObject({
      cursor: { sequence: '6890105', timestamp: '2026-08-20T11:41:00.000Z' },
    });
  });

  test('the first run begins at the configured number, and needs one', async () => {
    expect(await run({}, { start: 6_890_122 })).toMatchObject({ cursor: { sequence: '6890123' } });
    await expect(run({})).rejects.toThrow(/replication\.start/);
  });

  test('the diffs of an extract lie beside its state.txt', async () => {
    const outcome = await run(
      { sequence: '6890122' },
      { url: `${fake.url}minute/`, derivedFrom: 'extract', every: 'day' },
    );
    expect(outcome).toMatchObject({ kind: 'fetched', cursor: { sequence: '6890123' } });
  });
});

describe('a diff that is not there', () => {
  test('what stands before the gap is used, and the cursor stays before it', async () => {
    fake.minute.missing.add(6_890_123);
    expect(await run({ sequence: '6890120' })).toMatchObject({
      kind: 'fetched',
      snapshots: { length: 2 },
      cursor: { sequence: '6890122' },
    });
  });

  test('announced a minute ago: later', async () => {
    fake.minute.missing.add(6_890_123);
    expect(await run({ sequence: '6890122' })).toMatchObject({ kind: 'later' });
  });

  test('announced more than ten minutes ago: a gap that only a fresh extract closes', async () => {
    fake.minute.missing.add(6_890_123);
    fake.minute.timestamp = new Date('2026-08-20T11:45:00Z');
    expect(await run({ sequence: '6890122' })).toMatchObject({
      kind: 'partial',
      snapshots: [],
      reason: expect.stringMatching(/fresh extract/),
    });
  });

  test('refused or busy: as it is, without moving on', async () => {
    fake.diffStatus = 403;
    expect(await run({ sequence: '6890122' })).toMatchObject({ kind: 'blocked' });
    fake.diffStatus = 503;
    expect(await run({ sequence: '6890122' })).toMatchObject({ kind: 'later' });
  });
});

describe('a directory that is far ahead', () => {
  test('5,000 minutes: hours are read, from a time that leaves nothing out', async () => {
    const outcome = await run({ sequence: '6885123' }, { maxDiffs: 3 });
    // 5,000 minutes before 11:59 are 83.3 hours before hour 114835: the diff of hour 114752 is the first that may hold something new.
    expect(outcome).toMatchObject({ kind: 'fetched', cursor: { every: 'hour', sequence: '114754' } });
    expect(fake.paths).toContain('/replication/hour/000/114/752.osc.gz');
    expect(fake.paths).toContain('/replication/minute/006/885/123.state.txt');
  });

  test('hours go on by their own numbers until less than a day is missing, then minutes by time', async () => {
    const far = { every: 'hour', sequence: '114754', timestamp: '2026-08-17T02:59:00.000Z' };
    expect(await run(far, { maxDiffs: 2 })).toMatchObject({ cursor: { every: 'hour', sequence: '114756' } });
    const near = { every: 'hour', sequence: '114834', timestamp: '2026-08-20T10:59:00.000Z' };
    const outcome = await run(near, { maxDiffs: 100 });
    expect(outcome).toMatchObject({ cursor: { every: 'minute', sequence: '6890123' } });
    expect(fake.paths).toContain('/replication/minute/006/890/064.osc.gz');
    expect(fake.paths).not.toContain('/replication/minute/006/890/063.osc.gz');
  });

  test('more than 30 days: only a fresh extract helps', async () => {
    const old = { every: 'minute', sequence: '6800000', timestamp: '2026-07-01T00:00:00.000Z' };
    expect(await run(old)).toMatchObject({ kind: 'partial', reason: expect.stringMatching(/30 days/) });
  });
});

describe('a state that cannot be right', () => {
  test('set back behind what was read: nothing is read', async () => {
    expect(await run({ sequence: '6999999' })).toMatchObject({
      kind: 'later',
      reason: expect.stringMatching(/set back/),
    });
  });

  test('an error page in its place names the setting', async () => {
    fake.stateText = '<html>Welcome</html>';
    await expect(run({ sequence: '6890122' })).rejects.toThrow(/replication\.url/);
  });
});
