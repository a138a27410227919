import { z } from 'zod';
import type { EntityRef } from '#lib/claims/rich-text.ts';
import { getDb, getPool } from '#lib/db.ts';
import { loadContext } from '#lib/records/context.ts';

/** Our holdings: counts of rows and where datasets are known to be empty. They measure us, not surveillance. */

export type Holdings = {
  systems: number;
  deployments: number;
  organizations: number;
  laws: number;
  works: number;
  claims: number;
  flows: number;
  devices: number;
};

export async function countHoldings(): Promise<Holdings> {
  const { rows } = await getPool().query<Holdings>(
    `select (select count(*)::int from program where scale = 'system') as systems,
            (select count(*)::int from program where scale = 'deployment') as deployments,
            (select count(*)::int from organization) as organizations,
            (select count(*)::int from law) as laws,
            (select count(distinct work_id)::int from claim) as works,
            (select count(*)::int from claim where review_state <> 'withdrawn') as claims,
            (select count(*)::int from data_flow where record_id is not null) as flows,
            (select count(*)::int from device) as devices`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a select of counts always returns one row');
  return row;
}

/** A cell of a coarse world figure: column and row of `step` degrees from the north-west corner, and what it holds. */
export type WorldCell = { column: number; row: number; devices: number; towns: number };

let figure: { key: string; cells: WorldCell[] } | undefined;

/** Devices and towns counted in cells of `step` degrees. Kept until the log grows. */
export async function findWorldCells(step: number): Promise<WorldCell[]> {
  const pool = getPool();
  const head = await pool.query<{ size: string | null }>('select max(size)::text as size from log_head');
  const key = `${step} ${head.rows[0]?.size ?? ''}`;
  if (figure?.key === key) return figure.cells;
  const { rows } = await pool.query<WorldCell>(
    `with cells as (
       select floor((lon + 180) / $1)::int as "column", floor((90 - lat) / $1)::int as row, 1 as d, 0 as t
         from device where status <> 'removed'
       union all
       select floor((lon + 180) / $1)::int, floor((90 - lat) / $1)::int, 0, 1 from place where lon is not null and level = 'town')
     select "column", row, sum(d)::int as devices, sum(t)::int as towns from cells group by 1, 2`,
    [step],
  );
  figure = { key, cells: rows };
  return rows;
}

export type DeviceSummary = {
  technology: EntityRef | undefined;
  count: number;
  removed: number;
  from: number | undefined;
  to: number | undefined;
  dataset: { id: string; publisher: string; wording: string; attribution: string };
};

/** Devices of a place by technology and dataset; `column` says on which level of place they are counted. */
export async function findDeviceSummary(placeId: string, level: string): Promise<DeviceSummary[]> {
  const column = level === 'town' ? 'town_id' : level === 'region' ? 'region_id' : 'country_id';
  const { rows } = await getPool().query<{
    technology: string | null;
    count: number;
    removed: number;
    from: number | null;
    to: number | null;
    id: string;
    publisher: string;
    wording: string;
    attribution: string;
  }>(
    `select d.technology_id as technology, count(*)::int as count, (count(*) filter (where d.status = 'removed'))::int as removed,
            min(d.year) as "from", max(d.year) as "to", s.id, s.publisher, s.wording, s.attribution
       from device d join dataset s on s.id = d.dataset_id where d.${column} = $1
      group by d.technology_id, s.id order by 2 desc, 1`,
    [placeId],
  );
  const context = await loadContext(rows.map((row) => row.technology));
  return rows.map((row) => ({
    technology: row.technology === null ? undefined : context.entity(row.technology),
    count: row.count,
    removed: row.removed,
    from: row.from ?? undefined,
    to: row.to ?? undefined,
    dataset: { id: row.id, publisher: row.publisher, wording: row.wording, attribution: row.attribution },
  }));
}

const holes = z.array(z.object({ place: z.string(), label: z.string(), reason: z.string() }));

const reliability = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);
type Reliability = z.infer<typeof reliability>;

export type HoleView = { label: string; reason: string; dataset: string; datasetId: string };

export type DatasetView = {
  id: string;
  title: string;
  publisher: string;
  license: string;
  licenseUrl: string | undefined;
  attribution: string;
  homepage: string | undefined;
  wording: string;
  /** Reliability of the source, A to F, and why. */
  grade: { reliability: Reliability; reason: string } | undefined;
  retrievedOn: string;
  version: string;
  sha256: string;
  rowCount: number;
  holes: { label: string; reason: string; places: string[] }[];
  note: string | undefined;
};

export async function findDatasets(): Promise<DatasetView[]> {
  const rows = await getDb().dataset.findMany({ orderBy: { title: 'asc' } });
  return rows.map((row) => ({
    ...row,
    licenseUrl: row.licenseUrl ?? undefined,
    homepage: row.homepage ?? undefined,
    note: row.note ?? undefined,
    grade:
      row.reliability === null
        ? undefined
        : { reliability: reliability.parse(row.reliability), reason: row.gradeReason ?? '' },
    holes: [
      ...Map.groupBy(holes.parse(row.holes), (hole) => `${hole.label}\n${hole.reason}`).values(),
    ].flatMap((group) =>
      group
        .slice(0, 1)
        .map(({ label, reason }) => ({ label, reason, places: group.map((hole) => hole.place) })),
    ),
  }));
}

/** What stands beside a row of a dataset wherever it is shown. */
export type DatasetMark = Pick<
  DatasetView,
  'id' | 'title' | 'publisher' | 'version' | 'wording' | 'license' | 'grade'
>;

/** Marks of all datasets by id. */
export async function findDatasetMarks(): Promise<Map<string, DatasetMark>> {
  return new Map((await findDatasets()).map((dataset) => [dataset.id, dataset]));
}

/** Known holes that a dataset names for a place. */
export async function findHoles(placeId: string): Promise<HoleView[]> {
  return (await findDatasets()).flatMap((dataset) =>
    dataset.holes
      .filter((hole) => hole.places.includes(placeId))
      .map((hole) => ({
        label: hole.label,
        reason: hole.reason,
        dataset: dataset.title,
        datasetId: dataset.id,
      })),
  );
}
