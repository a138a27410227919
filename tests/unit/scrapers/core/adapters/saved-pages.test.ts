import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCityFiles } from '../../../../factories/city.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/scrapers/city');
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const keys = ({ drafts }: Awaited<ReturnType<typeof readCityFiles>>) => drafts.map(({ key }) => key);

test('rows of Socrata that a person saved', async () => {
  const rows = await readCityFiles(
    { 'rows.json': JSON.stringify(fixture('socrata-rows.json')) },
    {
      adapter: {
        type: 'socrata',
        domain: 'data.example.org',
        dataset: 'abcd-1234',
        mapping: {
          key: 'asset',
          geometry: 'place',
          technology: 'video.camera',
          ignore: ['kind', 'installed', 'facing', 'mounted_on', 'more'],
        },
      },
    },
  );
  expect(keys(rows)).toEqual(['17', '18', '19', '20']);
  expect(rows.refused).toMatchObject([{ at: '/4', reason: 'no_coordinates' }]);
});

test('an answer of ArcGIS that a person saved: domains and ids stand in it', async () => {
  const layer = fixture('arcgis-layer.json');
  const answer = {
    objectIdFieldName: 'OBJECTID',
    globalIdFieldName: 'GlobalID',
    spatialReference: { wkid: 4326 },
    ...(typeof layer === 'object' && layer !== null && 'fields' in layer ? { fields: layer.fields } : {}),
    features: fixture('arcgis-features.json'),
  };
  const rows = await readCityFiles(
    { 'query.json': JSON.stringify(answer) },
    {
      adapter: {
        type: 'arcgis',
        layer: 'https://example.org/arcgis/rest/services/Cameras/FeatureServer/0',
        mapping: {
          technology: {
            column: 'KIND',
            values: { 'Plate reader': 'vehicle.alpr', Overview: 'video.camera' },
          },
          ignore: ['NOTE', 'INSTALLED'],
        },
      },
    },
  );
  expect(keys(rows)[0]).toBe('{11111111-0000-4000-8000-000000000001}');
  expect(rows.drafts.map(({ row }) => 't' in row && row.t)).toEqual([
    ['vehicle.alpr'],
    ['video.camera'],
    false,
  ]);
  expect(rows.unmatched).toEqual(['KIND: 9']);
});

test('an answer of CKAN that a person saved', async () => {
  const answer = { success: true, result: { records: fixture('ckan-records.json'), total: 5 } };
  const adapter = {
    type: 'ckan',
    site: 'https://example.org',
    resource: '00000000-0000-4000-8000-000000000001',
    mapping: { key: 'asset', geometry: 'geometry', technology: 'vehicle.redlight', ignore: ['installed'] },
  };
  expect(keys(await readCityFiles({ 'search.json': JSON.stringify(answer) }, { adapter }))).toEqual([
    'A-1',
    'A-2',
    'A-4',
  ]);
  const failure = { success: false, error: { __type: 'Authorization Error', message: 'Access denied' } };
  await expect(readCityFiles({ 'search.json': JSON.stringify(failure) }, { adapter })).rejects.toThrow(
    /Access denied/,
  );
});
