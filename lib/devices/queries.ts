import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import { type Extent, extentToSql, wholeWorld } from './extent.ts';
import { type DeviceFilter, noFilter, toSql, unknownTechnology } from './filter.ts';
import { findKnownCounts, type KnownCounts } from './known-counts.ts';
import { firstOrder, type ListOrder, orderToSql } from './list-order.ts';
import {
  type CountedName,
  type DatasetHole,
  type Device,
  type DeviceCounts,
  type DeviceList,
  deviceSchema,
  holeSchema,
  listedDevices,
} from './schema.ts';

export type DeviceView = { filter: DeviceFilter; extent: Extent };

/** Entities that devices can be asked for by; ids, all optional, all must hold. */
export type DeviceScope = {
  placeId?: string;
  technologyId?: string;
  operatorId?: string;
  manufacturerId?: string;
};

const selectDevices = `
  select d.id, d.cell::float8 as cell, d.lon, d.lat, d.precision_m as "precisionM", d.status,
         case when cardinality(d.bearings) > 0 then d.bearings
              when d.bearing is not null then array[d.bearing] else array[]::float8[] end as bearings,
         d.field_of_view as "fieldOfView", d.form, d.mount, d.zone, d.last_confirmed as "lastConfirmed",
         coalesce((select json_agg(json_build_object('code', t.slug, 'label', t.label) order by position)
            from unnest(d.technology_ids) with ordinality as u(id, position) join entity t on t.id = u.id), '[]') as technologies,
         coalesce((select json_agg(json_build_object('code', p.slug, 'label', p.label) order by position)
            from unnest(array[d.country_id, d.region_id, d.town_id]) with ordinality as u(id, position)
            join entity p on p.id = u.id), '[]') as places,
         (select json_build_object('slug', o.slug, 'label', o.label) from entity o where o.id = d.operator_id) as operator,
         (select json_build_object('slug', m.slug, 'label', m.label) from entity m where m.id = d.manufacturer_id) as manufacturer,
         json_build_object('id', s.id, 'title', s.title, 'publisher', s.publisher, 'license', s.license,
           'licenseUrl', s.license_url, 'wording', s.wording, 'version', s.version) as dataset,
         json_build_object('externalId', r.external_id, 'state', r.state, 'firstSeen', r.first_seen,
           'lastSeen', r.last_seen, 'missingSince', r.missing_since,
           'doubted', coalesce((r.row::jsonb->>'u')::boolean, false)) as record
    from (PICKED) d join dataset s on s.id = d.dataset_id join dataset_record r on r.id = d.record_id`;

/** Everything held at one spot (a pole often carries several cameras); empty when nothing is. */
export async function findDevicesAt(cell: number, client: SqlClient = getPool()): Promise<Device[]> {
  const { rows } = await client.query(
    `${selectDevices.replace('PICKED', 'select * from device where cell = $1::bigint order by id limit 40')} order by d.id`,
    [cell],
  );
  return z.array(deviceSchema).parse(rows);
}

/** The list twin of a map view: exact counts and one page of its devices. A page past the end is the last one. */
export async function getDeviceList(
  view: DeviceView,
  client: SqlClient = getPool(),
  order: ListOrder = firstOrder,
): Promise<DeviceList> {
  const where = toWhere(view);
  // Only a page beyond the first can lie past the end, so only that one waits for the count.
  const counting = readCounts(client, where, await findKnownCounts(view));
  const toPages = (total: number) => Math.max(1, Math.ceil(total / listedDevices));
  const page = order.page === 1 ? 1 : Math.min(order.page, toPages((await counting).total));
  const [counts, devices] = await Promise.all([counting, readPage(client, where, { ...order, page })]);
  return { ...counts, page, pages: toPages(counts.total), devices };
}

/** Number of devices of a scope with its parts; three short lists and no devices, for the pages of places and bodies. */
export async function countDevices(scope: DeviceScope, client: SqlClient = getPool()): Promise<DeviceCounts> {
  const isEverything = Object.values(scope).every((id) => id === undefined);
  const known = isEverything ? await findKnownCounts({ filter: noFilter, extent: wholeWorld }) : null;
  return readCounts(client, toScopeWhere(scope), known);
}

/** Where the loaded datasets are known to be empty although the world is not: one entry a hole, without its places. */
export async function findHoles(client: SqlClient = getPool()): Promise<DatasetHole[]> {
  const { rows } = await client.query(
    `select distinct s.title as dataset, h.label, h.reason
       from dataset s cross join lateral jsonb_to_recordset(s.holes) as h(label text, reason text) order by 1, 2`,
  );
  return z.array(holeSchema).parse(rows);
}

/** License lines of the datasets that devices come from. */
export async function findDeviceDatasets(client: SqlClient = getPool()): Promise<
  {
    id: string;
    title: string;
    license: string;
    licenseUrl: string | null;
    attribution: string;
    wording: string;
  }[]
> {
  const { rows } = await client.query(
    `select id, title, license, license_url as "licenseUrl", attribution, wording from dataset s
      where exists (select 1 from device d where d.dataset_id = s.id) order by id`,
  );
  return z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        license: z.string(),
        licenseUrl: z.string().nullable(),
        attribution: z.string(),
        wording: z.string(),
      }),
    )
    .parse(rows);
}

/**
 * Label and box of a place by code, or null when it is not held. `focus` is where its devices are, without the farthest
 * hundredth on each side: a country with islands overseas has a box as wide as the ocean.
 */
export async function findPlace(
  code: string,
  client: SqlClient = getPool(),
): Promise<{
  code: string;
  label: string;
  level: string;
  extent: Extent | null;
  focus: Extent | null;
} | null> {
  const { rows } = await client.query(
    `select p.code, e.label, p.level, p.bbox, p.lon, p.lat, f.west, f.south, f.east, f.north
       from place p join entity e on e.id = p.entity_id
       cross join lateral (
         select percentile_disc(0.01) within group (order by lon) as west, percentile_disc(0.99) within group (order by lon) as east,
                percentile_disc(0.01) within group (order by lat) as south, percentile_disc(0.99) within group (order by lat) as north
           from device d where d.country_id = p.entity_id or d.region_id = p.entity_id or d.town_id = p.entity_id) f
      where p.code = $1`,
    [code],
  );
  const row = z
    .object({
      code: z.string(),
      label: z.string(),
      level: z.string(),
      bbox: z.array(z.number()),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      west: z.number().nullable(),
      south: z.number().nullable(),
      east: z.number().nullable(),
      north: z.number().nullable(),
    })
    .optional()
    .parse(rows[0]);
  if (row === undefined) return null;
  const { west, south, east, north } = row;
  const hasDevices = west !== null && south !== null && east !== null && north !== null;
  const margin = 0.02;
  const focus = hasDevices
    ? { west: west - margin, south: south - margin, east: east + margin, north: north + margin }
    : null;
  return { code: row.code, label: row.label, level: row.level, extent: toExtent(row), focus };
}

type Where = { text: string; values: unknown[] };

function toWhere({ filter, extent }: DeviceView): Where {
  const byFilter = toSql(filter);
  const byExtent = extentToSql(extent, byFilter.values.length + 1);
  return { text: `${byFilter.text} and ${byExtent.text}`, values: [...byFilter.values, ...byExtent.values] };
}

function toScopeWhere({ placeId, technologyId, operatorId, manufacturerId }: DeviceScope): Where {
  const where = toWhere({ filter: noFilter, extent: wholeWorld });
  const add = (text: (parameter: string) => string, value: string | undefined) => {
    if (value === undefined) return;
    where.values.push(value);
    where.text += ` and ${text(`$${where.values.length}`)}`;
  };
  add((p) => `(d.country_id = ${p} or d.region_id = ${p} or d.town_id = ${p})`, placeId);
  add((p) => `d.technology_ids && array[${p}]`, technologyId);
  add((p) => `d.operator_id = ${p}`, operatorId);
  add((p) => `d.manufacturer_id = ${p}`, manufacturerId);
  return where;
}

const nothingKnown: KnownCounts = { kinds: [], ids: [], counts: [], total: 0, rest: [] };

const countRow = z.object({
  kind: z.enum(['total', 'technology', 'status', 'dataset', 'license', 'country', 'region', 'town']),
  id: z.string().nullable(),
  label: z.string().nullable(),
  count: z.number(),
});

/**
 * All counts in one pass over the devices: rows are first grouped by everything asked about, then summed by each.
 *
 * @param known what is counted already: only the devices at the rest of the spots are read then
 */
async function readCounts(
  client: SqlClient,
  where: Where,
  known: KnownCounts | null = null,
): Promise<DeviceCounts> {
  const { kinds, ids, counts: numbers, total, rest } = known ?? nothingKnown;
  const first = where.values.length + 1;
  const isRest = known === null ? '' : `and d.cell = any($${first + 4}::bigint[])`;
  const { rows } = await client.query(
    `with picked as materialized (
       select technology_ids, status, dataset_id, country_id, region_id, town_id, count(*)::int as n
         from device d where ${where.text} ${isRest} group by 1, 2, 3, 4, 5, 6
     ), parts as (
       select kind, id, n from unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::int[]) as k(kind, id, n)
       union all select 'technology', id, n from picked
         cross join lateral unnest(case when cardinality(technology_ids) = 0 then array[null] else technology_ids end) as u(id)
       union all select 'status', status, n from picked
       union all select 'dataset', dataset_id, n from picked
       union all select 'country', country_id, n from picked
       union all select 'region', region_id, n from picked
       union all select 'town', town_id, n from picked
     ), sums as (
       select kind, id, sum(n) as n from parts group by 1, 2
     ), counted as (
       select 'total' as kind, null as id, $${first + 3}::int + coalesce(sum(n), 0) as n from picked
       union all select * from sums where kind <> 'town'
       union all select 'license', s.license, sum(n) from sums join dataset s on kind = 'dataset' and s.id = sums.id group by 2
       union all (select * from sums where kind = 'town' order by n desc limit 300)
     )
     select counted.kind, counted.id, coalesce(e.label, s.title) as label, coalesce(n, 0)::int as count
       from counted left join entity e on e.id = counted.id left join dataset s on counted.kind = 'dataset' and s.id = counted.id
      order by n desc nulls last, label, counted.id`,
    [...where.values, kinds, ids, numbers, total, ...(known === null ? [] : [rest])],
  );
  const counts = z.array(countRow).parse(rows);
  const of = (kind: string): CountedName[] =>
    counts
      .filter((row) => row.kind === kind)
      .map((row) => ({
        code: toCode(kind, row.id),
        label: row.label ?? row.id ?? 'Not known',
        count: row.count,
      }));
  const placeLevel = of('country').length > 1 ? 'country' : of('region').length > 1 ? 'region' : 'town';
  return {
    total: of('total')[0]?.count ?? 0,
    byTechnology: of('technology'),
    byStatus: of('status'),
    byDataset: of('dataset'),
    byLicense: of('license'),
    placeLevel,
    byPlace: of(placeLevel),
  };
}

async function readPage(client: SqlClient, where: Where, order: ListOrder): Promise<Device[]> {
  const by = orderToSql(order);
  const offset = (order.page - 1) * listedDevices;
  const picked = `select d.* from device d ${by.joins} where ${where.text} order by ${by.order} limit ${listedDevices} offset ${offset}`;
  const { rows } = await client.query(
    `${selectDevices.replace('PICKED', picked)} ${by.joins} order by ${by.order}`,
    where.values,
  );
  return z.array(deviceSchema).parse(rows);
}

function toCode(kind: string, id: string | null): string {
  if (id === null) return kind === 'technology' ? unknownTechnology : '';
  return kind === 'status' || kind === 'dataset' || kind === 'license' ? id : id.slice(id.indexOf('.') + 1);
}

/** A box for a place: its own, else about 10 km around its point. */
function toExtent(place: { bbox: number[]; lon: number | null; lat: number | null }): Extent | null {
  const [west, south, east, north] = place.bbox;
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined) {
    return { west, south, east, north };
  }
  if (place.lon === null || place.lat === null) return null;
  const reach = 0.1;
  return {
    west: place.lon - reach,
    south: place.lat - reach,
    east: place.lon + reach,
    north: place.lat + reach,
  };
}
