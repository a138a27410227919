import { z } from 'zod';
import { otherOperator, reachSql, unknownOperator } from '#lib/devices/filter.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { DeviceRow } from './device-columns.ts';

/** What a filter asks about a device itself, of `device d`; `fromDevices` follows. */
export const attributeColumns = `d.technology_ids, d.status, d.dataset_id,
  case when d.operator_id is null then '${unknownOperator}' else coalesce(o.org_type, '${otherOperator}') end as operator, d.year`;
/** Everything that tiles read, in this order. */
export const deviceColumns = `d.cell, ${attributeColumns}, d.country_id, d.region_id, d.town_id, m.slug as vendor,
  case when cardinality(d.bearings) > 0 then d.bearings when d.bearing is not null then array[d.bearing] end as bearings,
  d.field_of_view, d.precision_m`;
export const fromDevices = `from device d left join organization o on o.entity_id = d.operator_id
  left join entity m on m.id = d.manufacturer_id`;

const numberText = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);
const rowSchema = z.object({
  cell: numberText,
  technology_ids: z.array(z.string()).nullable(),
  status: z.string(),
  dataset_id: z.string(),
  operator: z.string(),
  year: z.number().nullable(),
  country_id: z.string().nullable(),
  region_id: z.string().nullable(),
  town_id: z.string().nullable(),
  vendor: z.string().nullable(),
  bearings: z.array(z.number()).nullable(),
  field_of_view: z.number().nullable(),
  precision_m: z.number().nullable(),
});

/** @throws ZodError when a row is not what `deviceColumns` gives */
export function toDeviceRow(raw: unknown): DeviceRow {
  const row = rowSchema.parse(raw);
  return {
    cell: row.cell,
    technologies: (row.technology_ids ?? []).map(withoutPrefix),
    status: row.status,
    dataset: row.dataset_id,
    operator: row.operator,
    year: row.year,
    country: withoutPrefixOf(row.country_id),
    region: withoutPrefixOf(row.region_id),
    town: withoutPrefixOf(row.town_id),
    vendor: row.vendor,
    bearings: row.bearings ?? [],
    fieldOfView: row.field_of_view,
    precision: row.precision_m,
  };
}

/** Publisher tiers by dataset id. */
export async function readGrades(client: SqlClient): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; tier: string }>('select id, tier from dataset');
  return new Map(rows.map(({ id, tier }) => [id, tier]));
}

/** Places that laws and programs reach, under "<kind>/<slug>". */
export async function readReach(client: SqlClient): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ kind: string; slug: string; code: string }>(reachSql);
  const reach = new Map<string, Set<string>>();
  for (const { kind, slug, code } of rows) {
    const key = `${kind}/${slug}`;
    const codes = reach.get(key) ?? new Set();
    reach.set(key, codes.add(code));
  }
  return reach;
}

/** `place.US-CA` → `US-CA`, `tech.video.camera` → `video.camera`. */
export function withoutPrefix(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

function withoutPrefixOf(id: string | null): string | null {
  return id === null ? null : withoutPrefix(id);
}
