import { z } from 'zod';
import { DossierError } from '#lib/errors.ts';
import { isRecord } from '../formats/recognize.ts';
import type { Adapter } from '../scrape-settings.ts';
import type { FetchContext, FetchOutcome, Plan, PlanContext, WorkUnit } from '../source.ts';
import { askJson, toPlanError, toRobots } from './ask-json.ts';
import { fetchDownload } from './download.ts';
import { fetchPages } from './paging.ts';
import { type RowFormat, readHints } from './unit-hints.ts';

type Ckan = Extract<Adapter, { type: 'ckan' }>;

const resourceSchema = z.object({
  success: z.literal(true),
  result: z.object({
    url: z.string(),
    format: z.string().nullish(),
    datastore_active: z.boolean().nullish(),
    last_modified: z.string().nullish(),
    hash: z.string().nullish(),
  }),
});
const pageSchema = z.object({
  success: z.literal(true),
  result: z.object({
    records: z.array(z.unknown()),
    total: z.number().int().nonnegative(),
    /** What the server really used: it lowers what is more than it allows. */
    limit: z.number().int().nonnegative().optional(),
  }),
});

const downloads = new Map<string, RowFormat>([
  ['csv', 'csv'],
  ['geojson', 'geojson'],
]);

const toAction = ({ site }: Ckan, name: string, fields: Record<string, string>) =>
  `${site.replace(/\/+$/, '')}/api/3/action/${name}?${new URLSearchParams(fields)}`;

/** Asks the portal what the resource is: a table that can be asked in pages, or a file somewhere. */
export async function planCkan(adapter: Ckan, { http }: Pick<PlanContext, 'http'>): Promise<Plan> {
  const url = toAction(adapter, 'resource_show', { id: adapter.resource });
  const asked = await askJson(http, { url }, toRobots(adapter));
  if (asked.kind === 'stop') throw toPlanError(asked.stop, url);
  const parsed = resourceSchema.safeParse(asked.value);
  if (!parsed.success) throw toPlanError({ kind: 'gone', reason: 'the answer describes no resource' }, url);
  const { result } = parsed.data;
  const changed = result.hash || result.last_modified;
  const unit = { key: `ckan:${adapter.site}/${adapter.resource}` };
  if (result.datastore_active === true) {
    const request = { url: toAction(adapter, 'datastore_search', { resource_id: adapter.resource }) };
    const hints = { format: 'ckan', mode: 'datastore', ...(changed ? { changed } : {}) };
    return { coverage: 'full', units: [{ ...unit, from: { request }, hints }] };
  }
  const format = downloads.get((result.format ?? '').toLowerCase());
  if (format === undefined) {
    throw new DossierError('invalid_input', {
      what: `The resource is a file of the format "${(result.format ?? '').slice(0, 40)}", which is not read`,
      where: url,
      mend: 'Choose a resource of the same dataset in CSV or GeoJSON.',
    });
  }
  // The portal names any address it likes; the client refuses private ones like everywhere.
  const request = { url: new URL(result.url, adapter.site).href };
  return { coverage: 'full', units: [{ ...unit, from: { request }, hints: { format, mode: 'download' } }] };
}

/** The rows of the table in the order of `_id`, counted; or the file. */
export async function fetchCkan(adapter: Ckan, unit: WorkUnit, context: FetchContext): Promise<FetchOutcome> {
  const { mode, changed } = readHints(unit);
  if (mode === 'download') return fetchDownload(unit, context);
  const { http, cursor, onProgress } = context;
  const ask = (limit: number, offset: number) =>
    askJson(
      http,
      {
        url: toAction(adapter, 'datastore_search', {
          resource_id: adapter.resource,
          limit: String(limit),
          offset: String(offset),
          sort: '_id',
        }),
      },
      toRobots(adapter),
    );
  const counted = await ask(0, 0);
  if (counted.kind === 'stop') return counted.stop;
  const count = pageSchema.safeParse(counted.value);
  if (!count.success) return noPage('the answer holds no count');
  const expected = count.data.result.total;
  const mark = changed === undefined ? undefined : `${changed} ${expected}`;
  if (mark !== undefined && cursor[unit.key] === mark) return { kind: 'unchanged' };

  let offset = 0;
  return fetchPages({
    ask: () => ask(adapter.pageSize, offset),
    read: (value) => {
      const page = pageSchema.safeParse(value);
      if (!page.success) return noPage('the answer holds no records');
      const { records, total } = page.data.result;
      const ids = records.map((record) => (isRecord(record) ? record._id : undefined));
      if (!ids.every((id) => typeof id === 'number')) return noPage('a record has no _id');
      // By what came, not by what was asked for: the server may have lowered the limit.
      offset += ids.length;
      return { ids, hasMore: ids.length > 0 && offset < total };
    },
    expected,
    onProgress,
    ...(mark === undefined ? {} : { cursor: { [unit.key]: mark } }),
  });
}

const noPage = (reason: string) => ({ kind: 'partial' as const, snapshots: [], reason });
