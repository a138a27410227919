import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behavior, type GenericSite, startGenericSite } from './generic-site.ts';
import { sendJson } from './socrata.ts';

interface Feature {
  attributes: Record<string, unknown>;
  geometry: { x: number | string; y: number | string } | null;
}

const fixtures = join(import.meta.dirname, '../fixtures/scrapers/city');
export const readArcgisFeatures = (): Feature[] =>
  JSON.parse(readFileSync(join(fixtures, 'arcgis-features.json'), 'utf8'));
const readLayer = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(fixtures, 'arcgis-layer.json'), 'utf8'));

export interface ArcgisMisbehavior {
  /** Sends fewer rows than asked for and says that there are more. */
  shortPages?: boolean;
  /** The second page is empty and says that there are more. */
  emptyPage?: boolean;
  /** Says so for ever. */
  neverEnds?: boolean;
  /** Ends after the first page without saying that there are more. */
  cutOff?: boolean;
  /** An error inside of a 200: of the query, or because a token is missing. */
  error?: 400 | 498;
  /** Answers in Web Mercator whatever outSR says. */
  mercator?: boolean;
}

export interface FakeArcgis {
  site: GenericSite;
  layer: string;
  misbehave: (how: ArcgisMisbehavior) => void;
  /** Changes what the layer says about itself. */
  describe: (changes: Record<string, unknown>) => void;
  /** What publishing again does: other OBJECTIDs for the same features. */
  renumber: () => void;
  close: () => Promise<void>;
}

/** One layer of a feature service on loopback. */
export async function startFakeArcgis(): Promise<FakeArcgis> {
  const site = await startGenericSite();
  const path = '/arcgis/rest/services/Cameras/FeatureServer/0';
  let features = readArcgisFeatures();
  let layer = readLayer();
  let how: ArcgisMisbehavior = {};
  let pages = 0;

  const query: Behavior = (request, response) => {
    const send = (value: unknown) => sendJson(value)(request, response);
    const fields =
      request.method === 'POST'
        ? new URLSearchParams(request.body)
        : new URL(request.path, site.origin).searchParams;
    if (how.error)
      return send({ error: { code: how.error, message: 'Invalid query parameters.', details: ['where'] } });
    if (fields.get('returnCountOnly') === 'true') return send({ count: features.length });
    const ids = features.map(({ attributes }) => attributes.OBJECTID);
    if (fields.get('returnIdsOnly') === 'true')
      return send({ objectIdFieldName: 'OBJECTID', objectIds: ids.length ? ids : null });
    pages += 1;
    const { rows, exceededTransferLimit } = choose(fields);
    const isMercator = how.mercator || fields.get('outSR') !== '4326';
    return send({
      objectIdFieldName: 'OBJECTID',
      globalIdFieldName: layer.globalIdField ?? '',
      geometryType: 'esriGeometryPoint',
      spatialReference: isMercator ? { wkid: 102100, latestWkid: 3857 } : { wkid: 4326, latestWkid: 4326 },
      // An empty answer may leave out its fields, and a map service leaves out the domains.
      ...(rows.length === 0 ? {} : { fields: toFields(layer.fields) }),
      features: isMercator ? rows.map(toMercator) : rows,
      ...(exceededTransferLimit ? { exceededTransferLimit } : {}),
    });
  };

  const choose = (fields: URLSearchParams): { rows: Feature[]; exceededTransferLimit: boolean } => {
    const wanted = fields.get('objectIds')?.split(',').map(Number);
    if (wanted)
      return {
        rows: features.filter(({ attributes }) => wanted.includes(Number(attributes.OBJECTID))),
        exceededTransferLimit: false,
      };
    const offset = Number(fields.get('resultOffset') ?? 0);
    const asked = Math.min(Number(fields.get('resultRecordCount') ?? 2000), Number(layer.maxRecordCount));
    if (how.neverEnds) return { rows: [], exceededTransferLimit: true };
    if (how.emptyPage && pages === 2) return { rows: [], exceededTransferLimit: true };
    // After an empty page the offset has moved on by a page: nothing was behind it.
    const start = how.emptyPage && pages > 2 ? offset - asked : offset;
    const rows = features.slice(start, start + (how.shortPages ? 1 : asked));
    const isLast = start + rows.length >= features.length || (how.cutOff ?? false);
    return { rows, exceededTransferLimit: !isLast };
  };

  site.on(path, (request, response) => sendJson(layer)(request, response));
  site.on(`${path}/query`, query);
  return {
    site,
    layer: site.origin + path,
    misbehave: (next) => {
      how = next;
      pages = 0;
    },
    describe: (changes) => {
      layer = { ...layer, ...changes };
    },
    renumber: () => {
      features = features.map((feature, index) => ({
        ...feature,
        attributes: { ...feature.attributes, OBJECTID: 100 + index },
      }));
      layer = { ...layer, editingInfo: { lastEditDate: 1_750_000_000_000 } };
    },
    close: site.close,
  };
}

const toFields = (fields: unknown) =>
  Array.isArray(fields) ? fields.map(({ name, type, alias }) => ({ name, type, alias })) : [];

function toMercator(feature: Feature): Feature {
  const { geometry } = feature;
  if (geometry === null || typeof geometry.x === 'string' || typeof geometry.y === 'string') return feature;
  const radius = 6_378_137;
  const x = (geometry.x * Math.PI * radius) / 180;
  const y = radius * Math.log(Math.tan(Math.PI / 4 + (geometry.y * Math.PI) / 360));
  return { ...feature, geometry: { x, y } };
}
