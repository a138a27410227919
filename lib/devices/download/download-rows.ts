import { z } from 'zod';
import { extentToSql } from '#lib/devices/extent.ts';
import { toSql } from '#lib/devices/filter.ts';
import { toCsvLine } from '#lib/exports/csv.ts';
import type { SqlClient } from '#lib/postgres/sql.ts';
import type { DownloadRequest } from './download-request.ts';

/** A dataset whose rows are in the file; readers must be told of it wherever they use them. */
export type Credit = {
  id: string;
  title: string;
  attribution: string;
  licenseUrl: string | null;
  version: string;
};

const rowSchema = z.object({
  id: z.string(),
  lon: z.number(),
  lat: z.number(),
  precision_m: z.number().nullable(),
  technologies: z.array(z.string()),
  status: z.string(),
  bearings: z.array(z.number()),
  field_of_view: z.number().nullable(),
  form: z.string().nullable(),
  mount: z.string().nullable(),
  zone: z.string().nullable(),
  operator: z.string().nullable(),
  manufacturer: z.string().nullable(),
  last_confirmed: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  town: z.string().nullable(),
  dataset: z.string(),
  record: z.string(),
  state: z.string(),
});
export type DownloadRow = z.infer<typeof rowSchema>;

const pageSize = 4000;

/**
 * The devices of a view under one license, in order of their ids, through a cursor: needs a transaction. Places, technologies and
 * bodies are given by code, so that a file holds nothing of another license.
 */
export async function* readRows(client: SqlClient, request: DownloadRequest): AsyncGenerator<DownloadRow[]> {
  const where = toWhere(request);
  await client.query(
    `declare downloaded no scroll cursor for
     select d.id, d.lon, d.lat, d.precision_m, d.status, d.field_of_view, d.form, d.mount, d.zone, d.last_confirmed,
            array(select substr(t, 6) from unnest(d.technology_ids) as t) as technologies,
            case when cardinality(d.bearings) > 0 then d.bearings
                 when d.bearing is not null then array[d.bearing] else array[]::float8[] end as bearings,
            substr(d.operator_id, 5) as operator, substr(d.manufacturer_id, 5) as manufacturer,
            substr(d.country_id, 7) as country, substr(d.region_id, 7) as region, substr(d.town_id, 7) as town,
            d.dataset_id as dataset, r.external_id as record, r.state::text as state
       from device d join dataset_record r on r.id = d.record_id
      where ${where.text} order by d.id collate "C"`,
    where.values,
  );
  for (;;) {
    const { rows } = await client.query(`fetch ${pageSize} from downloaded`);
    if (rows.length > 0) yield z.array(rowSchema).parse(rows);
    if (rows.length < pageSize) break;
  }
}

/** The datasets of a view under one license. */
export async function readCredits(client: SqlClient, request: DownloadRequest): Promise<Credit[]> {
  const where = toWhere(request);
  const { rows } = await client.query(
    `select id, title, attribution, license_url as "licenseUrl", version from dataset s
      where exists (select 1 from device d where d.dataset_id = s.id and ${where.text}) order by id`,
    where.values,
  );
  return z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        attribution: z.string(),
        licenseUrl: z.string().nullable(),
        version: z.string(),
      }),
    )
    .parse(rows);
}

/** The licenses of the devices of a view. */
export async function findLicenses(client: SqlClient, request: DownloadRequest): Promise<string[]> {
  const where = toWhere({ ...request, license: null });
  const { rows } = await client.query(
    `select distinct d.license from device d where ${where.text} order by 1`,
    where.values,
  );
  return z
    .array(z.object({ license: z.string() }))
    .parse(rows)
    .map((row) => row.license);
}

function toWhere({ filter, extent, license }: DownloadRequest): { text: string; values: unknown[] } {
  const byFilter = toSql(filter);
  const byExtent = extentToSql(extent, byFilter.values.length + 1);
  const values = [...byFilter.values, ...byExtent.values];
  const text = `${byFilter.text} and ${byExtent.text}`;
  return license === null
    ? { text, values }
    : { text: `${text} and d.license = $${values.length + 1}`, values: [...values, license] };
}

const columns = Object.keys(rowSchema.shape);

/** RFC 4180 lines with a heading; lists are joined by spaces, the license and the credit line stand in every row. */
export async function* toCsv(
  pages: AsyncIterable<DownloadRow[]>,
  license: string,
  credits: readonly Credit[],
): AsyncGenerator<string> {
  const attribution = new Map(credits.map((credit) => [credit.id, credit.attribution]));
  yield toCsvLine([...columns, 'license', 'attribution']);
  for await (const rows of pages) {
    yield rows
      .map((row) =>
        toCsvLine([
          ...Object.values(row).map((value) => (Array.isArray(value) ? value.join(' ') : value)),
          license,
          attribution.get(row.dataset),
        ]),
      )
      .join('');
  }
}

/**
 * One GeoJSON FeatureCollection (RFC 7946; WGS 84, longitude first) with the license, the credits and what was asked as foreign
 * members. Properties that the source leaves open are absent.
 */
export async function* toGeoJson(
  pages: AsyncIterable<DownloadRow[]>,
  about: { license: string; credits: readonly Credit[]; query: string; made: string },
): AsyncGenerator<string> {
  const { license, credits, query, made } = about;
  const head = { type: 'FeatureCollection', license, datasets: credits, query, made };
  yield `${JSON.stringify(head).slice(0, -1)},"features":[\n`;
  let separator = '';
  for await (const rows of pages) {
    yield rows
      .map((row) => {
        const text = `${separator}${JSON.stringify(toFeature(row))}`;
        separator = ',\n';
        return text;
      })
      .join('');
  }
  yield '\n]}\n';
}

function toFeature({ id, lon, lat, ...rest }: DownloadRow) {
  const stated = Object.entries(rest).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: Object.fromEntries(stated),
  };
}
