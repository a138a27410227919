import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { isRecord } from '../formats/recognize.ts';
import { type JsonPage, type PageContext, type RowOrRefusal, wrongShape } from './source-row.ts';

export const domainSchema = z
  .object({
    type: z.string().optional(),
    codedValues: z.array(z.object({ name: z.string(), code: z.union([z.string(), z.number()]) })).optional(),
  })
  .nullish();

const fieldSchema = z.object({ name: z.string(), type: z.string().optional(), domain: domainSchema });
export const fieldsSchema = z.array(fieldSchema);
type Field = z.infer<typeof fieldSchema>;

const pageSchema = z.object({
  features: z.array(z.unknown()),
  fields: fieldsSchema.optional(),
  objectIdFieldName: z.string().optional(),
  globalIdFieldName: z.string().optional(),
  spatialReference: z.object({ wkid: z.number().optional(), latestWkid: z.number().optional() }).optional(),
});

const mercatorIds = new Set([3857, 102100, 102113, 900913]);

/** Field → code → name, from the coded-value domains of a layer or an answer. */
export function toDomains(fields: readonly Field[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap(({ name, domain }) => {
      const values = domain?.codedValues ?? [];
      return values.length === 0
        ? []
        : [[name, Object.fromEntries(values.map(({ code, name: label }) => [String(code), label]))]];
    }),
  );
}

/**
 * One answer of a layer's query: attributes with coded values translated, geometry beside them.
 *
 * @throws DossierError `invalid_input` when it is no such answer, or in another reference system than declared
 */
export function readArcgisPage(value: unknown, { adapter, hints, where }: PageContext): JsonPage {
  const parsed = pageSchema.safeParse(value);
  if (!parsed.success) throw wrongShape('an answer of an ArcGIS query', where);
  const { features, fields, spatialReference } = parsed.data;
  const hasPoints = features.some((feature) => isRecord(feature) && isRecord(feature.geometry));
  if (hasPoints) checkReference(spatialReference, adapter.mapping.crs, where);
  const domains = new Map(Object.entries({ ...toDomains(fields ?? []), ...hints.domains }));
  const rows = features.map((feature, index): RowOrRefusal => {
    const at = `/features/${index}`;
    if (!isRecord(feature) || !isRecord(feature.attributes)) return { at, reason: 'not_a_feature' };
    const cells = new Map(
      Object.entries(feature.attributes).map(([field, raw]): [string, unknown] => [
        field,
        translate(raw, domains.get(field)),
      ]),
    );
    return { at, cells, geometry: feature.geometry ?? null };
  });
  const globalId = hints.globalId ?? (parsed.data.globalIdFieldName || undefined);
  const ofLayer = new Set([hints.objectId, parsed.data.objectIdFieldName, globalId].filter(Boolean));
  return {
    rows,
    ...(fields ? { columns: new Set(fields.map(({ name }) => name)) } : {}),
    hasGeometry: true,
    ofInterface: (column) => ofLayer.has(column),
    // OBJECTID is never a key by itself: it is numbered anew when a layer is published again.
    ...(globalId === undefined ? {} : { defaultKey: globalId }),
  };
}

function checkReference(
  reference: { wkid?: number | undefined; latestWkid?: number | undefined } | undefined,
  declared: 'EPSG:4326' | 'EPSG:3857',
  where: string,
): void {
  const ids = [reference?.wkid, reference?.latestWkid].filter((id) => id !== undefined);
  const isExpected = ids.some((id) => (declared === 'EPSG:4326' ? id === 4326 : mercatorIds.has(id)));
  if (isExpected) return;
  throw new DossierError('invalid_input', {
    what: `The coordinates are in reference system ${ids[0] ?? 'unknown'}, the mapping declares ${declared}`,
    where,
    mend: 'The server did not follow outSR=4326: save the layer in WGS 84, or declare `crs: EPSG:3857` where it is Web Mercator.',
  });
}

function translate(raw: unknown, domain: Record<string, string> | undefined): unknown {
  const isCode = typeof raw === 'string' || typeof raw === 'number';
  return isCode && domain && Object.hasOwn(domain, String(raw)) ? domain[String(raw)] : raw;
}
