import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behavior, type GenericSite, startGenericSite, status } from './generic-site.ts';
import { sendJson } from './socrata.ts';

const fixture = join(import.meta.dirname, '../fixtures/scrapers/city/ckan-records.json');
const readRecords = (): Record<string, unknown>[] => JSON.parse(readFileSync(fixture, 'utf8'));

export interface CkanMisbehavior {
  /** `success: false` with this status. */
  failure?: 200 | 404 | 409;
  /** Most rows that one answer holds, whatever was asked for. */
  mostRows?: number;
  /** Sends one row less than `total` says. */
  losesRow?: boolean;
}

export interface FakeCkan {
  site: GenericSite;
  resource: string;
  misbehave: (how: CkanMisbehavior) => void;
  /** What `resource_show` says. */
  describe: (changes: Record<string, unknown>) => void;
  /** Text of the resource as a file, at `/files/cameras.csv`. */
  serveFile: (text: string) => void;
  close: () => Promise<void>;
}

/** One resource of a CKAN portal on loopback. */
export async function startFakeCkan(): Promise<FakeCkan> {
  const site = await startGenericSite();
  const resource = '00000000-0000-4000-8000-000000000001';
  const records = readRecords();
  const fields = [
    { id: '_id', type: 'int' },
    { id: 'asset', type: 'text' },
    { id: 'installed', type: 'timestamp' },
    { id: 'geometry', type: 'text' },
  ];
  let how: CkanMisbehavior = {};
  let shown: Record<string, unknown> = {
    id: resource,
    format: 'CSV',
    url: `${site.origin}/files/cameras.csv`,
    datastore_active: true,
    last_modified: '2025-03-01T08:00:00.000000',
    hash: '',
  };

  const asAction =
    (act: (query: URLSearchParams) => unknown): Behavior =>
    (request, response) => {
      const failure = {
        help: '',
        success: false,
        error: { __type: 'Not Found Error', message: 'Not found' },
      };
      if (how.failure) return sendJson(failure, how.failure)(request, response);
      const result = act(new URL(request.path, site.origin).searchParams);
      return sendJson({ help: '', success: true, result })(request, response);
    };

  site.on(
    '/api/3/action/resource_show',
    asAction(() => shown),
  );
  site.on(
    '/api/3/action/datastore_search',
    asAction((query) => {
      const limit = Math.min(Number(query.get('limit') ?? 100), how.mostRows ?? 32_000);
      const offset = Number(query.get('offset') ?? 0);
      const all = how.losesRow ? records.slice(0, -1) : records;
      return {
        resource_id: resource,
        fields,
        records: all.slice(offset, offset + limit),
        total: records.length,
        limit,
      };
    }),
  );
  return {
    site,
    resource,
    misbehave: (next) => {
      how = next;
    },
    describe: (changes) => {
      shown = { ...shown, ...changes };
    },
    serveFile: (text) => site.on('/files/cameras.csv', status(200, { 'content-type': 'text/csv' }, text)),
    close: site.close,
  };
}
