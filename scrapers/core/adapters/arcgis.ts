import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { isRecord } from '../formats/recognize.ts';
import type { Adapter } from '../scrape-settings.ts';
import type { FetchContext, FetchOutcome, Plan, PlanContext, UnitRequest, WorkUnit } from '../source.ts';
import { fieldsSchema, toDomains } from './arcgis-page.ts';
import { askJson, type Stop, toPlanError, toRobots } from './ask-json.ts';
import { fetchPages, type PageOfRows } from './paging.ts';
import { readHints } from './unit-hints.ts';

type Arcgis = Extract<Adapter, { type: 'arcgis' }>;

const layerSchema = z.object({
  objectIdField: z.string().nullish(),
  globalIdField: z.string().nullish(),
  fields: fieldsSchema,
  geometryType: z.string().optional(),
  maxRecordCount: z.number().int().positive().optional(),
  advancedQueryCapabilities: z.object({ supportsPagination: z.boolean().optional() }).nullish(),
  editingInfo: z.object({ lastEditDate: z.number().nullish() }).nullish(),
});
const countSchema = z.object({ count: z.number().int().nonnegative() });
const idsSchema = z.object({ objectIds: z.array(z.number()).nullable() });
const pageSchema = z.object({
  features: z.array(z.unknown()),
  exceededTransferLimit: z.boolean().optional(),
});

const toLayer = ({ layer }: Arcgis) => layer.replace(/\/+$/, '');

/** Asks the layer what it is: its id fields, coded values and limits are needed to ask for rows and to read them. */
export async function planArcgis(adapter: Arcgis, { http }: Pick<PlanContext, 'http'>): Promise<Plan> {
  const layer = toLayer(adapter);
  const asked = await askJson(http, { url: `${layer}?f=json` }, toRobots(adapter));
  if (asked.kind === 'stop') throw toPlanError(asked.stop, layer);
  const parsed = layerSchema.safeParse(asked.value);
  const objectId =
    parsed.data?.objectIdField ?? parsed.data?.fields.find(({ type }) => type === 'esriFieldTypeOID')?.name;
  if (!parsed.success || !objectId)
    throw refuseLayer(
      layer,
      'The answer does not describe a layer with an object id',
      'Name …/FeatureServer/<n>.',
    );
  const { globalIdField, geometryType, maxRecordCount, fields, editingInfo } = parsed.data;
  if (geometryType !== undefined && !/^esriGeometry(Point|Multipoint)$/.test(geometryType))
    throw refuseLayer(
      layer,
      `The layer holds ${geometryType.replace('esriGeometry', '')}, not points`,
      'Choose the layer with points.',
    );
  return {
    coverage: 'full',
    units: [
      {
        key: `arcgis:${layer}`,
        from: { request: { url: `${layer}/query` } },
        hints: {
          format: 'arcgis',
          objectId,
          ...(globalIdField ? { globalId: globalIdField } : {}),
          pageSize: Math.min(adapter.pageSize, maxRecordCount ?? adapter.pageSize),
          canPage: parsed.data.advancedQueryCapabilities?.supportsPagination ?? false,
          domains: toDomains(fields),
          ...(editingInfo?.lastEditDate ? { changed: String(editingInfo.lastEditDate) } : {}),
        },
      },
    ],
  };
}

/**
 * All features: page by page for as long as the server says that it left some out, however few it sent, or in batches of ids where it cannot page. Their count
 * is asked beforehand and compared.
 */
export async function fetchArcgis(
  adapter: Arcgis,
  unit: WorkUnit,
  { http, cursor, onProgress }: FetchContext,
): Promise<FetchOutcome> {
  const { objectId = 'OBJECTID', pageSize = adapter.pageSize, canPage, changed } = readHints(unit);
  const url = `${toLayer(adapter)}/query`;
  const ask = (fields: Record<string, string>, by: 'GET' | 'POST' = 'GET') =>
    askJson(http, toRequest(url, { where: adapter.where, ...fields, f: 'json' }, by), toRobots(adapter));

  const counted = await ask({ returnCountOnly: 'true' });
  if (counted.kind === 'stop') return counted.stop;
  const count = countSchema.safeParse(counted.value);
  if (!count.success) return noPage('the answer holds no count');
  const expected = count.data.count;
  const mark = changed === undefined ? undefined : `${changed} ${expected}`;
  if (mark !== undefined && cursor[unit.key] === mark) return { kind: 'unchanged' };

  const rows = { outFields: '*', returnGeometry: 'true', outSR: '4326' };
  const common = { expected, onProgress, ...(mark === undefined ? {} : { cursor: { [unit.key]: mark } }) };
  if (canPage) {
    let offset = 0;
    return fetchPages({
      ...common,
      ask: () =>
        ask({
          ...rows,
          orderByFields: objectId,
          resultOffset: String(offset),
          resultRecordCount: String(pageSize),
        }),
      read: (value) => {
        const page = readPage(value, objectId);
        // An empty page that is not the last one still has to move on.
        if (!('kind' in page)) offset += page.ids.length || pageSize;
        return page;
      },
    });
  }
  const listed = await ask({ returnIdsOnly: 'true' });
  if (listed.kind === 'stop') return listed.stop;
  const ids = idsSchema.safeParse(listed.value);
  if (!ids.success) return noPage('the answer holds no list of ids');
  const all = ids.data.objectIds ?? [];
  const batches = Math.max(1, Math.ceil(all.length / pageSize));
  let batch = 0;
  return fetchPages({
    ...common,
    ask: (page) => {
      const wanted = all.slice(page * pageSize, (page + 1) * pageSize).join(',');
      return ask({ ...rows, ...(all.length > 0 ? { objectIds: wanted } : {}) }, 'POST');
    },
    read: (value) => {
      const page = readPage(value, objectId);
      batch += 1;
      return 'kind' in page ? page : { ...page, hasMore: batch < batches };
    },
  });
}

function readPage(value: unknown, objectId: string): PageOfRows | Stop {
  const parsed = pageSchema.safeParse(value);
  if (!parsed.success) return noPage('the answer holds no features');
  const ids: (string | number)[] = [];
  for (const feature of parsed.data.features) {
    const id = isRecord(feature) && isRecord(feature.attributes) ? feature.attributes[objectId] : undefined;
    if (typeof id !== 'number' && typeof id !== 'string') return noPage(`a feature has no ${objectId}`);
    ids.push(id);
  }
  return { ids, hasMore: parsed.data.exceededTransferLimit === true };
}

function toRequest(url: string, fields: Record<string, string>, by: 'GET' | 'POST'): UnitRequest {
  // Lists of ids are longer than what servers take as an address.
  if (by === 'POST') return { url, method: 'POST', form: fields };
  return { url: `${url}?${new URLSearchParams(fields)}` };
}

const noPage = (reason: string) => ({ kind: 'partial' as const, snapshots: [], reason });

const refuseLayer = (where: string, what: string, mend: string) =>
  new DossierError('invalid_input', { what, where, mend });
