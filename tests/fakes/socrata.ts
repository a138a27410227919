import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behavior, type GenericSite, startGenericSite, status } from './generic-site.ts';

type Row = Record<string, unknown>;

const fixture = join(import.meta.dirname, '../fixtures/scrapers/city/socrata-rows.json');
export const readSocrataRows = (): Row[] => JSON.parse(readFileSync(fixture, 'utf8'));

export interface SocrataMisbehavior {
  /** Pages in an order of their own, as without `$order`: rows come twice and others never. */
  unordered?: boolean;
  /** So many answers to queries are 202 before there are rows. */
  preparing?: number;
  /** So many answers are 429. */
  throttled?: number;
  /** Says that the query is wrong. */
  error?: 'status_400' | 'in_200';
  /** Ends in the middle of the JSON. */
  truncated?: boolean;
  /** An HTML page instead of rows. */
  html?: boolean;
}

export interface FakeSocrata {
  site: GenericSite;
  dataset: string;
  rows: Row[];
  misbehave: (how: SocrataMisbehavior) => void;
  /** What a publisher's full replace does: the same rows, each under a new `:id`. */
  replaceAll: () => void;
  close: () => Promise<void>;
}

/** One dataset of a Socrata portal (SODA 2.1) on loopback. */
export async function startFakeSocrata(dataset = 'abcd-1234'): Promise<FakeSocrata> {
  const site = await startGenericSite();
  let rows = readSocrataRows();
  let updated = 1_740_816_000;
  let how: SocrataMisbehavior = {};
  let waits = 0;

  const answer: Behavior = (request, response) => {
    const query = new URL(request.path, site.origin).searchParams;
    waits += 1;
    if (waits <= (how.preparing ?? 0)) return status(202)(request, response);
    if (waits <= (how.throttled ?? 0)) return status(429)(request, response);
    if (how.html)
      return status(200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html></html>')(request, response);
    const error = {
      code: 'query.compiler.malformed',
      error: true,
      message: 'Could not parse SoQL query',
      data: {},
    };
    const known = ['$select', '$order', '$limit', '$offset'];
    const isWrong = [...query.keys()].some((name) => !known.includes(name)) || how.error === 'status_400';
    if (isWrong) return sendJson(error, 400)(request, response);
    if (how.error === 'in_200') return sendJson(error)(request, response);
    if (query.get('$select') === 'count(*) as n')
      return sendJson([{ n: String(rows.length) }])(request, response);
    const [limit, offset] = [Number(query.get('$limit') ?? 1000), Number(query.get('$offset') ?? 0)];
    // Without an order each request may see another one: here they turn by one row a page.
    const isOrdered = query.get('$order') === ':id' && !how.unordered;
    const turned = isOrdered
      ? rows
      : [...rows.slice(-(offset > 0 ? 1 : 0)), ...rows.slice(0, offset > 0 ? -1 : undefined)];
    const page = turned.slice(offset, offset + limit);
    const withSystem = query.get('$select') === ':*,*';
    const shown = withSystem
      ? page
      : page.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith(':'))));
    const text = JSON.stringify(shown);
    return status(
      200,
      { 'content-type': 'application/json' },
      how.truncated ? text.slice(0, -20) : text,
    )(request, response);
  };
  site.on(`/resource/${dataset}.json`, answer);
  site.on(`/api/views/${dataset}.json`, (request, response) =>
    sendJson({ id: dataset, name: 'Cameras', license: { name: 'Public Domain' }, rowsUpdatedAt: updated })(
      request,
      response,
    ),
  );
  return {
    site,
    dataset,
    rows,
    misbehave: (next) => {
      how = next;
      waits = 0;
    },
    replaceAll: () => {
      rows = rows.map((row, index) => ({ ...row, ':id': `row-bbbb~000${index + 1}` }));
      updated += 86_400;
    },
    close: site.close,
  };
}

export const sendJson = (value: unknown, code = 200): Behavior =>
  status(code, { 'content-type': 'application/json' }, JSON.stringify(value));
