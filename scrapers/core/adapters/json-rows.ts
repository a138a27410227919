import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { findJsonError, isRecord } from '../formats/recognize.ts';
import { readArcgisPage } from './arcgis-page.ts';
import { featureIdKey } from './columns.ts';
import { type JsonPage, type PageContext, type RowOrRefusal, wrongShape } from './source-row.ts';

/** @throws DossierError `invalid_input` for text that is no JSON, and for JSON that reports an error */
export function parseJson(text: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DossierError('invalid_input', {
      what: 'The JSON is broken or cut off',
      where,
      mend: 'Fetch it again; nothing of a file that ends early is used.',
      cause: error,
    });
  }
  const problem = findJsonError(value);
  if (problem === null) return value;
  throw new DossierError('invalid_input', {
    what: `The answer reports an error instead of data: ${[problem.code, problem.message].filter(Boolean).join(' ') || 'no reason given'}`,
    where,
    mend: 'Look at the address in dataset.yaml, and at the publisher’s page.',
  });
}

/** @throws DossierError `invalid_input` when the value has not the shape of the format */
export function readJsonPage(value: unknown, context: PageContext): JsonPage {
  switch (context.format) {
    case 'geojson':
      return readGeoJson(value, context);
    case 'arcgis':
      return readArcgisPage(value, context);
    case 'ckan':
      return readCkan(value, context);
    case 'socrata':
      // Columns of the interface begin with a colon: `:id`, `:updated_at`, `:@computed_region_…`.
      return toPage(value, '', context, (column) => column.startsWith(':'));
    default: {
      const pointer = context.adapter.type === 'json' ? context.adapter.rows : '';
      return toPage(resolvePointer(value, pointer), pointer, context, () => false);
    }
  }
}

function readGeoJson(value: unknown, { adapter, where }: PageContext): JsonPage {
  if (!isRecord(value) || !Array.isArray(value.features))
    throw wrongShape('a GeoJSON FeatureCollection', where);
  checkCrs(value.crs, adapter.mapping.crs, where);
  const rows = value.features.map((feature: unknown, index): RowOrRefusal => {
    const at = `/features/${index}`;
    if (!isRecord(feature) || !(isRecord(feature.properties) || feature.properties === null))
      return { at, reason: 'not_a_feature' };
    const cells = new Map<string, unknown>(Object.entries(feature.properties ?? {}));
    if (adapter.mapping.key === featureIdKey) cells.set(featureIdKey, feature.id);
    return { at, cells, geometry: feature.geometry ?? null };
  });
  return { rows, hasGeometry: true, ofInterface: (column) => column === featureIdKey };
}

/** The old `crs` member names a system; since RFC 7946 it is always WGS 84. */
function checkCrs(crs: unknown, declared: 'EPSG:4326' | 'EPSG:3857', where: string): void {
  const name = isRecord(crs) && isRecord(crs.properties) ? crs.properties.name : undefined;
  const isWgs84 = name === undefined || (typeof name === 'string' && /(CRS84|EPSG:{1,2}4326)$/i.test(name));
  const isMercator = typeof name === 'string' && /EPSG:{1,2}(3857|900913)$/i.test(name);
  if (declared === 'EPSG:4326' ? isWgs84 : isMercator || name === undefined) return;
  throw new DossierError('invalid_input', {
    what: `The coordinates are in ${typeof name === 'string' ? name.slice(0, 80) : 'an unnamed reference system'}, the mapping declares ${declared}`,
    where,
    mend: 'Ask for WGS 84, or declare `crs: EPSG:3857` where it is Web Mercator.',
  });
}

const ckanSchema = z.object({
  success: z.literal(true),
  result: z.object({
    records: z.array(z.unknown()),
    fields: z.array(z.object({ id: z.string() })).optional(),
  }),
});

function readCkan(value: unknown, context: PageContext): JsonPage {
  const parsed = ckanSchema.safeParse(value);
  if (!parsed.success) throw wrongShape('an answer of CKAN’s datastore_search', context.where);
  const { records, fields } = parsed.data.result;
  const page = toPage(records, '/result/records', context, (column) => column === '_id');
  return fields ? { ...page, columns: new Set(fields.map(({ id }) => id)) } : page;
}

function toPage(
  value: unknown,
  pointer: string,
  { where }: PageContext,
  ofInterface: JsonPage['ofInterface'],
): JsonPage {
  if (!Array.isArray(value)) throw wrongShape(`an array of rows at "${pointer}"`, where);
  const rows = value.map((row: unknown, index): RowOrRefusal => {
    const at = `${pointer}/${index}`;
    return isRecord(row) ? { at, cells: new Map(Object.entries(row)) } : { at, reason: 'not_an_object' };
  });
  return { rows, hasGeometry: false, ofInterface };
}

/** RFC 6901. Own keys only. */
function resolvePointer(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isRecord(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}
