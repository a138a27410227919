import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { getPool } from '#lib/db.ts';
import { type RunReport, runReportSchema, runStates, unitReportSchema } from './report-schema.ts';

const runSchema = z.object({
  id: z.string(),
  datasetId: z.string(),
  input: z.string(),
  coverage: z.string().nullable(),
  state: z.enum(runStates),
  startedAt: z.date(),
  report: z.unknown(),
});

export type RunView = {
  id: string;
  datasetId: string;
  input: string;
  coverage: string | null;
  state: (typeof runStates)[number];
  startedAt: Date;
  /** Absent while it runs. */
  report: RunReport | undefined;
};

const columns = `id, dataset_id as "datasetId", input, coverage, state, started_at as "startedAt", report`;

function toRun(raw: unknown): RunView {
  const { report, ...run } = runSchema.parse(raw);
  return { ...run, report: run.state === 'running' ? undefined : runReportSchema.parse(report) };
}

/** The last runs of a dataset on this installation, newest first. */
export async function findRuns(datasetId: string, limit = 20): Promise<RunView[]> {
  const { rows } = await getPool().query(
    `select ${columns} from scrape_run where dataset_id = $1 order by started_at desc limit $2`,
    [datasetId, limit],
  );
  return rows.map(toRun);
}

/** The last finished run of every dataset, with the last one that ended well. */
export async function findLatestRuns(): Promise<{ run: RunView; succeededAt: Date | undefined }[]> {
  const { rows } = await getPool().query<{ succeededAt: Date | null }>(
    `select distinct on (dataset_id) ${columns},
            (select max(s.finished_at) from scrape_run s
              where s.dataset_id = r.dataset_id and s.state in ('published', 'unchanged', 'held')) as "succeededAt"
       from scrape_run r where state <> 'running' order by dataset_id, started_at desc`,
  );
  return rows.map((row) => ({ run: toRun(row), succeededAt: row.succeededAt ?? undefined }));
}

/** True when nothing has come in for three intervals of the dataset's schedule. */
export function isStale(report: RunReport | undefined, succeededAt: Date | undefined, now: Date): boolean {
  if (report?.intervalSeconds === undefined) return false;
  return succeededAt === undefined || now.getTime() - succeededAt.getTime() > 3000 * report.intervalSeconds;
}

const accountSchema = z.object({
  files: z.array(unitReportSchema.omit({ outcome: true, bytes: true, sha256: true })),
  rows: z.record(z.string(), z.number()),
});
export type PackAccount = z.infer<typeof accountSchema>;

/** What became of every record of the files that a dataset's pack was made of; undefined for reference sets, whose reports have other shapes. */
export function findPackAccount(
  datasetId: string,
  packs = join(process.cwd(), 'data/packs'),
): PackAccount | undefined {
  // The id comes out of an address.
  if (!/^[a-z0-9-]+$/.test(datasetId)) return undefined;
  const path = join(packs, datasetId, 'report.json');
  if (!existsSync(path)) return undefined;
  return accountSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
}
