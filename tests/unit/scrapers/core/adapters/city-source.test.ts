import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRows } from '#lib/datasets/read-pack.ts';
import { agencyRowSchema } from '#lib/organizations/pack-rows.ts';
import { citySource } from '#scrapers/core/adapters/city-source.ts';
import { readCityFiles, toCitySettings } from '../../../../factories/city.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/scrapers/city');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');
const golden = (name: string): unknown => JSON.parse(fixture(name));

const csv = (mapping: object = {}, adapter: object = {}) => ({
  adapter: {
    type: 'csv',
    ...adapter,
    mapping: { key: 'id', lat: 'lat', lon: 'lon', technology: 'video.camera', ...mapping },
  },
});

describe('golden files', () => {
  test('a list with everything that goes wrong: repaired with a flag, held with a finding, or refused with a reason', async () => {
    const rows = await readCityFiles(
      { 'mixed.csv': fixture('mixed.csv') },
      {
        lookups: { Checked: { 'n/a': null }, 'Mounted on': { 'Lamp post': 'street_lamp' } },
        ...csv({
          key: 'Asset',
          lat: 'Latitude',
          lon: 'Longitude',
          technology: { column: 'Kind', values: { CCTV: 'video.camera', ANPR: 'vehicle.alpr' } },
          bearing: 'Facing',
          mount: 'Mounted on',
          date: { column: 'Checked', confirmed: true },
          leaveOut: [{ column: 'State', values: ['removed'], reason: 'no_longer_there' }],
          ignore: ['Remark'],
        }),
      },
    );
    expect(rows).toEqual(golden('mixed.expected.json'));
  });

  test('GeoJSON: ids of features, points without numbers, other shapes', async () => {
    const rows = await readCityFiles(
      { 'features.geojson': fixture('features.geojson') },
      {
        adapter: {
          type: 'geojson',
          mapping: { key: '@id', technology: 'video.camera', ignore: ['kind', 'owner'] },
        },
      },
    );
    expect(rows).toEqual(golden('features.expected.json'));
  });

  test('JSON below a pointer, with columns named like parts of an object', async () => {
    const rows = await readCityFiles(
      { 'sensors.json': fixture('sensors.json') },
      {
        adapter: {
          type: 'json',
          rows: '/a~1b',
          mapping: {
            key: 'id',
            lat: 'latitude',
            lon: 'longitude',
            technology: 'video.camera',
            ignore: ['__proto__', 'constructor'],
          },
        },
      },
    );
    expect(rows).toEqual(golden('sensors.expected.json'));
  });
});

describe('strict interpretation', () => {
  test('a column that is neither used nor ignored by name stops the file', async () => {
    await expect(readCityFiles({ 'a.csv': 'id,lat,lon,owner\n1,53.4,-2.3,x\n' }, csv())).rejects.toThrow(
      /not known: "owner"/,
    );
  });

  test('so does a column that is used and not there, unless it may be absent', async () => {
    const text = 'id,lat,lon\n1,53.4645,-2.2847\n';
    await expect(readCityFiles({ 'a.csv': text }, csv({ bearing: 'facing' }))).rejects.toThrow(
      /not there: "facing"/,
    );
    const rows = await readCityFiles({ 'a.csv': text }, csv({ bearing: 'facing', optional: ['facing'] }));
    expect(rows.drafts).toHaveLength(1);
  });

  test('and a look-up to a technology that there is not', async () => {
    const settings = csv({ technology: 'video.everything' });
    await expect(readCityFiles({ 'a.csv': 'id,lat,lon\n' }, settings)).rejects.toThrow(
      /"video.everything" is no technology/,
    );
  });

  test('and an operator that no pack has', async () => {
    const text = 'id,lat,lon\n1,53.4645,-2.2847\n';
    await expect(readCityFiles({ 'a.csv': text }, csv({ operator: 'wd-q0' }))).rejects.toThrow(
      /"wd-q0" is no body/,
    );
    let key = '';
    for await (const agency of readRows('wikidata-agencies', 'agencies.jsonl.gz', agencyRowSchema))
      key = agency.key;
    const { drafts } = await readCityFiles({ 'a.csv': text }, csv({ operator: key }));
    expect(drafts[0]?.row).toMatchObject({ op: key });
  });

  test('rows without a box to check them against are never read', () => {
    expect(() => citySource('city-test', toCitySettings({ ...csv(), bounds: {} }))).toThrow(
      /bbox` is missing/,
    );
  });

  test('nor without columns for the position', () => {
    expect(() => citySource('city-test', toCitySettings(csv({ lat: undefined })))).toThrow(
      /names no position/,
    );
  });
});

describe('keys', () => {
  const text = 'lat,lon,street,export\n53.4645,-2.2847,A,1\n53.4645,-2.2847,B,2\n53.4645,-2.2847,B,3\n';
  const settings = csv({ key: undefined, ignore: ['street'], volatile: ['export'] });

  test('without ids come from the row: cameras on one pole stay apart, repeats do not', async () => {
    const { drafts } = await readCityFiles({ 'a.csv': text }, settings);
    expect(drafts.map(({ from }) => from.map(({ at }) => at))).toEqual([['line 2'], ['line 3', 'line 4']]);
    expect(new Set(drafts.map(({ key }) => key)).size).toBe(2);
  });

  test('do not move with the order of columns and rows, nor with volatile columns', async () => {
    const { drafts } = await readCityFiles({ 'a.csv': text }, settings);
    const turned = await readCityFiles(
      { 'a.csv': 'export,street,lon,lat\n8,B,-2.2847,53.4645\n9,A,-2.2847,53.4645\n' },
      settings,
    );
    expect(turned.drafts.map(({ key }) => key).sort()).toEqual(drafts.map(({ key }) => key).sort());
  });

  test('change when the row does', async () => {
    const [before, after] = await Promise.all(
      ['A', 'C'].map((street) =>
        readCityFiles({ 'a.csv': `lat,lon,street,export\n53.4645,-2.2847,${street},1\n` }, settings),
      ),
    );
    expect(before?.drafts[0]?.key).not.toBe(after?.drafts[0]?.key);
  });
});

describe('two formats of one dataset', () => {
  const feature = (id: number, lon: number, lat: number) => ({
    type: 'Feature',
    properties: { id },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  const geojson = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const list = 'id,lat,lon\n1,53.4645,-2.2847\n2,53.4522,-2.3051\n3,53.4411,-2.2712\n';
  const settings = { files: ['a.csv'], sameAs: { 'a.geojson': 'a.csv' }, ...csv() };

  test('equal rows become one device with both places', async () => {
    const copy = geojson(
      feature(1, -2.2847, 53.4645),
      feature(2, -2.3051, 53.4522),
      feature(3, -2.2712, 53.4411),
    );
    const { drafts, refused, counts } = await readCityFiles({ 'a.csv': list, 'a.geojson': copy }, settings);
    expect(drafts.map(({ from }) => from)).toEqual(
      [0, 1, 2].map((index) => [
        { unit: 'file:a.csv', at: `line ${index + 2}` },
        { unit: 'file:a.geojson', at: `/features/${index}` },
      ]),
    );
    expect([refused, counts]).toEqual([[], {}]);
  });

  test('where they differ the first stands, and each difference is told', async () => {
    const copy = geojson(
      feature(1, -2.2847, 53.4646),
      feature(2, -2.3051, 53.4522),
      feature(9, -2.2712, 53.4411),
    );
    const { drafts, refused, counts } = await readCityFiles({ 'a.csv': list, 'a.geojson': copy }, settings);
    expect(drafts.map(({ key }) => key)).toEqual(['1', '2', '3']);
    expect(drafts[0]?.row).toMatchObject({ lat: 53.4645 });
    expect(refused.map(({ at, reason }) => [at, reason])).toEqual([
      ['/features/0', 'differs_from_first_file'],
      ['/features/2', 'only_in_copy'],
    ]);
    expect(counts).toEqual({ 'not in the copy file:a.geojson': 1 });
  });

  test('the copy stands where the first gave nothing', async () => {
    const copy = geojson(feature(1, -2.2847, 53.4645));
    const { drafts } = await readCityFiles({ 'a.csv': 'id,lat,lon\n', 'a.geojson': copy }, settings);
    expect(drafts.map(({ key }) => key)).toEqual(['1']);
  });
});

describe('files that are not what they should be', () => {
  const geo = { adapter: { type: 'geojson', mapping: { technology: 'video.camera' } } };

  test.each([
    ['JSON that ends early', '{"type":"FeatureCollection","features":[', /broken or cut off/],
    [
      'an error of an interface',
      '{"error":{"code":500,"message":"Service not started"}}',
      /reports an error.*Service not started/,
    ],
    ['other JSON', '{"rows":[]}', /not a GeoJSON FeatureCollection/],
    ['a page', '<html><body>Not found</body></html>', /HTML page/],
    [
      'another reference system',
      '{"features":[],"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}}',
      /EPSG::27700.*declares EPSG:4326/,
    ],
  ])('%s', async (_, text, message) => {
    await expect(readCityFiles({ 'a.geojson': text }, geo)).rejects.toThrow(message);
  });

  test('JSON of a hundred thousand brackets', async () => {
    const deep = `{"features":[{"properties":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}},"geometry":{"type":"Point","coordinates":[-2.2847,53.4645]}}]}`;
    const settings = { adapter: { type: 'geojson', mapping: { technology: 'video.camera', ignore: ['x'] } } };
    await expect(readCityFiles({ 'a.geojson': deep }, settings)).rejects.toThrow(/nested too deeply/);
  });

  test('meters that say so are read only where they are declared', async () => {
    const text = JSON.stringify({
      crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
      features: [{ properties: {}, geometry: { type: 'Point', coordinates: [-254340.2, 7_069_500.5] } }],
    });
    await expect(readCityFiles({ 'a.geojson': text }, geo)).rejects.toThrow(/declares EPSG:4326/);
    const declared = {
      adapter: { type: 'geojson', mapping: { technology: 'video.camera', crs: 'EPSG:3857' } },
    };
    const { drafts } = await readCityFiles({ 'a.geojson': text }, declared);
    expect(drafts[0]?.row).toMatchObject({ lon: -2.2847769, country: 'GB' });
  });

  test('a JSON error where CSV was expected', async () => {
    const text = '{"success":false,"error":{"__type":"Not Found Error","message":"Not found"}}';
    await expect(readCityFiles({ 'a.csv': text }, csv())).rejects.toThrow(/reports an error/);
    await expect(readCityFiles({ 'a.csv': '[{"id":"1"}]' }, csv())).rejects.toThrow(/JSON, not a table/);
  });
});

describe('hostile cells', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE device; --",
    '=HYPERLINK("http://example.org","x")',
    '$(touch /tmp/x)',
    '{{7*7}}',
    '../../etc/passwd',
    'Ω≈ç√∫˜µ≤≥÷',
    '\u202Etest\u202C',
    '田中さんにあげて下さい',
    '👾 🙇 💁',
    'Z̡͊͠͝A͢L̸G͕O',
    'null',
    'undefined',
    'NaN',
    '1/0',
    'true',
    '0x7fffffff',
  ];

  test('are texts like others, in every column', async () => {
    const settings = csv({
      technology: { column: 'kind', values: { x: 'video.camera' } },
      bearing: 'facing',
      mount: 'mount',
      date: { column: 'day' },
      ignore: ['note'],
    });
    const lines = nasty.flatMap((text, index) => {
      const cell = `"${text.replaceAll('"', '""')}"`;
      return [
        `${cell},53.4645,-2.2847,${cell},${cell},${cell},${cell},${cell}`,
        `bad ${index},${cell},${cell},,,,,`,
      ];
    });
    const { drafts, refused, unmatched } = await readCityFiles(
      { 'a.csv': `id,lat,lon,kind,facing,mount,day,note\n${lines.join('\n')}\n` },
      settings,
    );
    expect(drafts.map(({ row }) => row)).toEqual(
      nasty.map((id) => ({
        id,
        lon: -2.2847,
        lat: 53.4645,
        country: 'GB',
        region: expect.any(String),
        town: expect.any(Number),
      })),
    );
    const fields = ['kind', 'facing', 'mount', 'day'];
    expect(unmatched.sort()).toEqual(
      nasty.flatMap((text) => fields.map((field) => `${field}: ${text}`)).sort(),
    );
    expect(refused.map(({ reason }) => reason)).toEqual(nasty.map(() => 'coordinates_unreadable'));
    // What was no number is not repeated in the report.
    expect(new Set(refused.map(({ detail }) => detail))).toEqual(new Set(['not numbers']));
  });

  test('an id with control characters, or longer than ids are, is none', async () => {
    const { refused } = await readCityFiles(
      { 'a.csv': `id,lat,lon\n"a\u0007b",53.4645,-2.2847\n${'x'.repeat(200)},53.4645,-2.2847\n` },
      csv(),
    );
    expect(refused.map(({ reason }) => reason)).toEqual(['key_unusable', 'key_unusable']);
  });
});
