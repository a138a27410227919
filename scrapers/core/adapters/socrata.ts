import { z } from 'zod';
import { isRecord } from '../formats/recognize.ts';
import type { Adapter } from '../scrape-settings.ts';
import type { FetchContext, FetchOutcome, Plan, UnitRequest, WorkUnit } from '../source.ts';
import { askJson, toRobots } from './ask-json.ts';
import { fetchPages } from './paging.ts';

type Socrata = Extract<Adapter, { type: 'socrata' }>;

const countSchema = z.tuple([z.object({ n: z.coerce.number().int().nonnegative() })]);
const viewSchema = z.object({ rowsUpdatedAt: z.number().optional() });

/** 202 means that the rows are still being prepared. */
const patience = { retryOn: [202] };

const toSite = (domain: string) => (/^https?:\/\//.test(domain) ? domain : `https://${domain}`);
const toResource = ({ domain, dataset }: Socrata) => `${toSite(domain)}/resource/${dataset}.json`;

export function planSocrata(adapter: Socrata): Plan {
  const { dataset, domain } = adapter;
  return {
    coverage: 'full',
    units: [
      {
        key: `socrata:${domain}/${dataset}`,
        from: { request: toRequest(adapter, toResource(adapter)) },
        hints: { format: 'socrata' },
      },
    ],
  };
}

/**
 * All rows in the order of `:id`, without which the order is undefined and pages overlap. Rows are counted beforehand; a list that has the same count and date
 * of change as the last published one is not asked for again.
 */
export async function fetchSocrata(
  adapter: Socrata,
  unit: WorkUnit,
  { http, cursor, onProgress }: FetchContext,
): Promise<FetchOutcome> {
  const ask = (url: string) => askJson(http, toRequest(adapter, url), { ...patience, ...toRobots(adapter) });
  const query = (fields: Record<string, string>) =>
    ask(`${toResource(adapter)}?${new URLSearchParams(fields)}`);

  const counted = await query({ $select: 'count(*) as n' });
  if (counted.kind === 'stop') return counted.stop;
  const count = countSchema.safeParse(counted.value);
  if (!count.success) return noShape('a count');
  const expected = count.data[0].n;

  const view = await ask(`${toSite(adapter.domain)}/api/views/${adapter.dataset}.json`);
  // The date is a convenience: without it the rows are fetched.
  const updated = view.kind === 'json' ? viewSchema.safeParse(view.value).data?.rowsUpdatedAt : undefined;
  const mark = updated === undefined ? undefined : `${updated} ${expected}`;
  if (mark !== undefined && cursor[unit.key] === mark) return { kind: 'unchanged' };

  return fetchPages({
    ask: (page) =>
      query({
        $select: ':*,*',
        $order: ':id',
        $limit: String(adapter.pageSize),
        $offset: String(page * adapter.pageSize),
      }),
    read: (value) => {
      if (!Array.isArray(value)) return noShape('rows');
      const ids = value.map((row: unknown) => (isRecord(row) ? row[':id'] : undefined));
      if (!ids.every((id) => typeof id === 'string')) return noShape('rows with an :id');
      return { ids, hasMore: ids.length === adapter.pageSize };
    },
    expected,
    onProgress,
    ...(mark === undefined ? {} : { cursor: { [unit.key]: mark } }),
  });
}

function toRequest({ tokenVariable }: Socrata, url: string): UnitRequest {
  return tokenVariable ? { url, secret: { variable: tokenVariable, header: 'X-App-Token' } } : { url };
}

const noShape = (what: string) => ({
  kind: 'partial' as const,
  snapshots: [],
  reason: `the answer holds no ${what.replace(/^an? /, '')}`,
});
