import { afterEach, expect, test } from 'vitest';
import { osmSurveillance } from '#scrapers/osm-surveillance/source.ts';
import { openLoopbackHttp, toFetchContext } from '../../factories/loopback-http.ts';
import { type FakeObject, startObjectApi } from '../../fakes/osm-object-api.ts';

const camera = { man_made: 'surveillance', 'surveillance:type': 'camera' };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function confirm(objects: Record<string, FakeObject>, keys: string[]) {
  const fake = await startObjectApi(objects);
  const client = openLoopbackHttp();
  closers.push(fake.close, client.close);
  const context = toFetchContext('osm-surveillance', client.http, { objectApi: { url: fake.url } });
  const found = await osmSurveillance.confirm?.(keys, context);
  return { found: Object.fromEntries(found ?? []), paths: fake.paths };
}

test('200 is present, 410 is deleted, 404 says nothing', async () => {
  const { found } = await confirm({ 'node/1': { status: 200, tags: camera }, 'way/2': { status: 410 } }, [
    'node/1',
    'way/2',
    'node/3',
  ]);
  expect(found).toEqual({ 'node/1': 'present', 'way/2': 'gone_upstream', 'node/3': 'unknown' });
});

test('an object that exists but is no device that may be shown is not present', async () => {
  const { found } = await confirm(
    {
      'node/1': { status: 200, tags: { amenity: 'bench' } },
      'node/2': { status: 200, tags: { ...camera, surveillance: 'private' } },
      'node/3': { status: 200 },
      'node/4': { status: 200, visible: false },
    },
    ['node/1', 'node/2', 'node/3', 'node/4'],
  );
  expect(found).toEqual({
    'node/1': 'unknown',
    'node/2': 'unknown',
    'node/3': 'unknown',
    'node/4': 'gone_upstream',
  });
});

test('keys without an upstream id are never asked for', async () => {
  const { found, paths } = await confirm({}, ['h/abc', 'node/1/../../2', 'node/1']);
  expect(found['h/abc']).toBe('unknown');
  expect(paths).toEqual(['/api/0.6/node/1.json']);
});

test('an error page says nothing, and a refusal ends the asking', async () => {
  expect((await confirm({ 'node/1': { status: 200, html: '<html>' } }, ['node/1'])).found).toEqual({
    'node/1': 'unknown',
  });
  const { found, paths } = await confirm({ 'node/1': { status: 429 }, 'node/2': { status: 410 } }, [
    'node/1',
    'node/2',
  ]);
  expect(found).toEqual({ 'node/1': 'unknown', 'node/2': 'unknown' });
  expect(paths).toHaveLength(1);
});
